/** The real server on a free port of the loopback, serving its own copy of the demo shop. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { cpSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { demoFolder, serverProgram, webFolder } from './places';

/** Runs a command of the API on a data folder that no server uses. */
export function callOn<R>(folder: string, command: string, parameters: object): R {
  const answer = execFileSync(
    serverProgram,
    ['call', command, JSON.stringify(parameters), '--data', folder],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  return JSON.parse(answer) as R;
}

/** What the demo shop holds, for what a test expects to see. Never writes. */
export function demo<R>(command: string, parameters: object): R {
  return callOn<R>(demoFolder, command, parameters);
}

export class ShopServer {
  #child: ChildProcess | undefined;
  #port = 0;
  #errors = '';

  constructor(readonly folder: string) {
    cpSync(demoFolder, folder, { recursive: true });
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Starts; a second start listens on the port of the first. */
  async start(): Promise<void> {
    const child = spawn(
      serverProgram,
      ['serve', '--port', String(this.#port), '--data', this.folder, '--web', webFolder],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.#child = child;
    child.stderr.on('data', (text: Buffer) => (this.#errors += text.toString()));
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) =>
        reject(new Error(`The server ended with ${code}: ${this.#errors}`)),
      );
      createInterface({ input: child.stdout }).on('line', (line) => {
        const entry = JSON.parse(line) as { event?: string; port?: number };
        if (entry.event !== 'listening' || entry.port === undefined) return;
        this.#port = entry.port;
        resolve();
      });
    });
  }

  /** Ends gracefully, as a service manager would. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#child = undefined;
    child.removeAllListeners('exit');
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  }

  /** A fresh sign-in link; each works once. */
  signInLink(): string {
    const text = execFileSync(serverProgram, ['link', '--data', this.folder], { encoding: 'utf8' });
    const token = /#(?:signin|token)=(\S+)/.exec(text)?.[1];
    if (!token) throw new Error(`No sign-in link in: ${text}`);
    return `${this.origin}/#signin=${token}`;
  }
}
