/** The demo shop, Pannier's server on it, and the first-sync image both sides start from. */
import { execFile, spawn } from 'node:child_process';
import {
  createWriteStream,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { get, request } from 'node:http';
import { createServer } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { pause, within } from './wait.mjs';

const run = promisify(execFile);

/** Makes the shop once and keeps it; `into` gets a copy that this run may change. */
export async function prepareShop(options, into) {
  const kept = `${options.cache}/shop-${options.customers}-${options.orders}`;
  const stampFile = `${kept}/bench-stamp.json`;
  const { size, mtimeMs } = statSync(options.server);
  // The demo's dates run up to the day it was made, and another program may store other tables.
  const stamp = JSON.stringify({ size, mtimeMs, day: new Date().toISOString().slice(0, 10) });
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
    rmSync(kept, { recursive: true, force: true });
    mkdirSync(kept, { recursive: true });
    console.log(`making a shop of ${options.customers} customers and ${options.orders} orders …`);
    const counts = ['--customers', String(options.customers), '--orders', String(options.orders)];
    await run(options.server, ['demo', ...counts, '--seed', '1', '--data', kept], {
      timeout: 600_000,
      maxBuffer: 16 << 20,
    });
    writeFileSync(stampFile, stamp);
  }
  rmSync(into, { recursive: true, force: true });
  cpSync(kept, into, { recursive: true });
  rmSync(`${into}/bench-stamp.json`);
}

export class PannierServer {
  #process;
  #options;
  #data;
  #output = '';
  origin = '';

  constructor(options, data) {
    this.#options = options;
    this.#data = data;
  }

  async start() {
    const port = await freePort();
    const { server, web } = this.#options;
    this.origin = `http://127.0.0.1:${port}`;
    this.#process = spawn(
      server,
      ['serve', '--data', this.#data, '--port', String(port), '--web', web],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const keep = (chunk) => {
      this.#output = (this.#output + chunk).slice(-4000);
    };
    this.#process.stdout.on('data', keep);
    this.#process.stderr.on('data', keep);
    for (let tries = 0; tries < 200; tries += 1) {
      if (this.#process.exitCode !== null) break;
      if (await answers(`${this.origin}/index.html`)) return;
      await pause(100);
    }
    await this.stop();
    throw new Error(`pannier-server did not start:\n${this.#output}`);
  }

  /** The token of a fresh sign-in link. */
  async token() {
    const { stdout } = await run(this.#options.server, ['link', '--data', this.#data], {
      timeout: 30_000,
    });
    const token = /#(?:signin|token)=(\S+)/.exec(stdout)?.[1];
    if (!token) throw new Error(`'pannier-server link' printed no link: ${stdout}`);
    return token;
  }

  async stop() {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    await within(15_000, 'Stopping pannier-server', ended).catch(() => child.kill('SIGKILL'));
  }

  /** Stores the first-sync image as the server sends it: gzipped. Makes the server prepare it, too. */
  async saveImage(file) {
    const cookie = await signIn(this.origin, await this.token());
    const enrolled = await post(`${this.origin}/auth/device`, { name: 'bench' }, cookie);
    const { device } = JSON.parse(enrolled.body);
    const response = await within(
      300_000,
      'The first-sync image',
      new Promise((done, failed) => {
        const headers = {
          Cookie: cookie,
          'X-Pannier-Device': String(device),
          'Accept-Encoding': 'gzip',
        };
        get(`${this.origin}/sync/snapshot`, { headers }, done).on('error', failed);
      }),
    );
    if (response.statusCode !== 200)
      throw new Error(`/sync/snapshot answered ${response.statusCode}.`);
    if (response.headers['content-encoding'] !== 'gzip')
      throw new Error('The image did not come gzipped.');
    await within(120_000, 'Storing the image', pipeline(response, createWriteStream(file)));
    return {
      image_mb: megabytes(Number(response.headers['x-pannier-uncompressed-length'] ?? 0)),
      image_gzip_mb: megabytes(statSync(file).size),
    };
  }
}

const megabytes = (bytes) => Math.round(bytes / 1e4) / 100;

async function signIn(origin, token) {
  const answer = await post(`${origin}/auth/link`, { token });
  const cookie = answer.headers['set-cookie']?.map((one) => one.split(';')[0]).join('; ');
  if (answer.status !== 200 || !cookie)
    throw new Error(`Sign-in failed: ${answer.status} ${answer.body}`);
  return cookie;
}

function post(address, value, cookie) {
  const body = JSON.stringify(value);
  const headers = { 'Content-Type': 'application/json', Origin: new URL(address).origin };
  if (cookie) headers.Cookie = cookie;
  const work = new Promise((done, failed) => {
    const sent = request(address, { method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      response.on('end', () =>
        done({ status: response.statusCode, headers: response.headers, body: text }),
      );
      response.on('error', failed);
    });
    sent.on('error', failed);
    sent.end(body);
  });
  return within(30_000, address, work);
}

function answers(address) {
  return new Promise((done) => {
    const sent = get(address, { timeout: 1000 }, (response) => {
      response.resume();
      done(response.statusCode === 200);
    });
    sent.on('timeout', () => sent.destroy());
    sent.on('error', () => done(false));
  });
}

function freePort() {
  return new Promise((done, failed) => {
    const server = createServer().on('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
