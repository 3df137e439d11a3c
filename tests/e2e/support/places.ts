/** Where the tests find what they run, and where they leave things. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');

/** The server program; another build by PANNIER_E2E_SERVER. */
export const serverProgram = resolve(
  process.env['PANNIER_E2E_SERVER'] ?? join(root, 'build/release/server-stub/pannier-server'),
);

/** The built web app; another one by PANNIER_E2E_WEB. */
export const webFolder = resolve(process.env['PANNIER_E2E_WEB'] ?? join(root, 'web/dist'));

/** Debian's Chromium; another one by PANNIER_CHROMIUM. */
export const chromiumProgram = process.env['PANNIER_CHROMIUM'] ?? '/usr/bin/chromium';

/** The demo shop made once per run; every test serves a copy of it. */
export const demoFolder = join(root, '.cache/e2e/demo');

/** When set, pictures of the main views are written there. */
export const pictureFolder = process.env['PANNIER_E2E_PICTURES'];

export const axeScript = join(root, 'web/node_modules/axe-core/axe.min.js');

/** A file of the shared data, or undefined where that is absent. */
export function sharedFile(name: string): string | undefined {
  const path = join(process.env['PANNIER_DATA'] ?? join(root, '../shared/data'), name);
  return existsSync(path) ? path : undefined;
}
