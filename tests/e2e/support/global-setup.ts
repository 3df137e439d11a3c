/** Makes the demo shop all tests start from. Its dates reach up to today, so it is new in each run. */
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { demoFolder, serverProgram, webFolder } from './places';

export default function makeDemoShop(): void {
  for (const path of [serverProgram, `${webFolder}/index.html`]) {
    if (!existsSync(path)) throw new Error(`${path} is missing; run ./test e2e, which builds it.`);
  }
  rmSync(demoFolder, { recursive: true, force: true });
  execFileSync(
    serverProgram,
    ['demo', '--customers', '2000', '--orders', '8000', '--seed', '1', '--data', demoFolder],
    { stdio: 'pipe' },
  );
}
