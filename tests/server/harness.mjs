// Starts the real server program on a free port and talks to it, with Node's own modules only.
// PANNIER_TEST_SERVER names the program: the product's network side linked with memory_backend.cpp.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
export const binary = resolve(
  process.env.PANNIER_TEST_SERVER ?? join(here, '../../build/dev/tests/pannier-server-test'));

export function temporaryFolder() {
  return mkdtempSync(join(tmpdir(), 'pannier-server-'));
}

/** Runs a subcommand to its end. */
export function command(args, { input = '', env = {} } = {}) {
  const done = spawnSync(binary, args, { input, encoding: 'utf8', env: { ...process.env, ...env } });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

/** A small built app: hashed and unhashed files, a precompressed one, one outside of the folder. */
export function fakeWebApp(folder) {
  const web = join(folder, 'web');
  mkdirSync(join(web, 'assets'), { recursive: true });
  writeFileSync(join(web, 'index.html'), `<!doctype html><title>Pannier</title>${' '.repeat(2000)}`);
  writeFileSync(join(web, 'sw.js'), 'self.x = 1;');
  writeFileSync(join(web, 'widget.js'), `export const widget = 1;${'/* */'.repeat(200)}`);
  writeFileSync(join(web, 'manifest.webmanifest'), '{}');
  writeFileSync(join(web, 'assets/app-abc123.js'), `console.log(1);${'// pad\n'.repeat(500)}`);
  writeFileSync(join(web, 'assets/core-def456.wasm'), Buffer.alloc(3000, 7));
  writeFileSync(join(web, 'assets/pre.css'), 'a { color: red }');
  writeFileSync(join(web, 'assets/pre.css.br'), 'BROTLI');
  writeFileSync(join(web, '.hidden'), 'hidden');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  return web;
}

export class Server {
  static async start({ env = {}, args = [], folder = temporaryFolder() } = {}) {
    const server = new Server();
    server.folder = folder;
    server.data = join(folder, 'data');
    server.lines = [];
    const web = fakeWebApp(folder);
    server.child = spawn(binary, ['serve', '--port', '0', '--data', server.data, '--web', web, ...args],
      { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    server.errors = '';
    server.child.stderr.on('data', (text) => { server.errors += text; });
    server.child.on('error', (error) => { server.errors += error; });
    server.exit = new Promise((done) => {
      server.child.on('exit', (code, signal) => done({ code, signal }));
      server.child.on('error', () => done({ code: -1, signal: null }));
    });
    let rest = '';
    await new Promise((ready, failed) => {
      server.child.stdout.on('data', (text) => {
        rest += text;
        for (let end; (end = rest.indexOf('\n')) >= 0; rest = rest.slice(end + 1)) {
          const line = JSON.parse(rest.slice(0, end));
          server.lines.push(line);
          if (line.event === 'listening') { server.port = line.port; ready(); }
        }
      });
      server.exit.then(({ code }) => failed(new Error(`server ended with ${code}: ${server.errors}`)));
    });
    server.origin = `http://127.0.0.1:${server.port}`;
    return server;
  }

  async stop() {
    this.child.kill('SIGTERM');
    const end = await this.exit;
    rmSync(this.folder, { recursive: true, force: true });
    return end;
  }

  /** One request on its own connection: {status, headers, body (Buffer), text, json()}. */
  request(method, path, { headers = {}, body } = {}) {
    return new Promise((done, failed) => {
      const req = http.request({ host: '127.0.0.1', port: this.port, method, path, headers, agent: false },
        (res) => {
          const chunks = [];
          res.on('data', (chunk) => chunks.push(chunk));
          res.on('error', failed);
          res.on('end', () => {
            const bytes = Buffer.concat(chunks);
            done({ status: res.statusCode, headers: res.headers, body: bytes, text: bytes.toString(),
              json: () => JSON.parse(bytes.toString()) });
          });
        });
      req.on('error', failed);
      req.end(body);
    });
  }

  get(path, headers = {}) { return this.request('GET', path, { headers }); }

  /** POST of JSON as the app's own page sends it. */
  post(path, value, headers = {}) {
    return this.request('POST', path, {
      headers: { 'Content-Type': 'application/json', Origin: this.origin, ...headers },
      body: typeof value === 'string' ? value : JSON.stringify(value) });
  }

  link() {
    const { out } = command(['link', '--data', this.data]);
    return out.trim().split('#signin=')[1];
  }

  token() { return command(['token', '--data', this.data]).out.trim(); }

  /** Signs in by a link; the Cookie header value. */
  async signIn() {
    const answer = await this.post('/auth/link', { token: this.link() });
    if (answer.status !== 200) throw new Error(`sign-in failed: ${answer.text}`);
    return answer.headers['set-cookie'][0].split(';')[0];
  }

  /** Sends raw bytes and returns everything until the server closes. */
  raw(bytes, { timeout = 15000 } = {}) {
    return new Promise((done, failed) => {
      const socket = net.connect(this.port, '127.0.0.1', () => socket.write(bytes));
      let text = '';
      socket.setTimeout(timeout, () => { socket.destroy(); failed(new Error(`no end after: ${text}`)); });
      socket.on('data', (chunk) => { text += chunk; });
      socket.on('error', () => done(text));
      socket.on('close', () => done(text));
    });
  }

  websocket(headers = {}) { return WebSocketClient.open(this, headers); }
}

/** Just enough of RFC 6455 for the tests: unfragmented frames up to 125 bytes out, 64 kB in. */
export class WebSocketClient {
  static open(server, headers) {
    return new Promise((done, failed) => {
      const req = http.request({ host: '127.0.0.1', port: server.port, path: '/sync/socket', agent: false,
        headers: { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13',
          'Sec-WebSocket-Key': randomBytes(16).toString('base64'), ...headers } });
      req.on('response', (res) => { res.resume(); done({ status: res.statusCode }); });
      req.on('upgrade', (res, socket, head) => done(new WebSocketClient(res, socket, head)));
      req.on('error', failed);
      req.end();
    });
  }

  constructor(response, socket, head) {
    this.status = response.statusCode;
    this.headers = response.headers;
    this.socket = socket;
    this.buffer = Buffer.alloc(0);
    this.queue = [];
    this.waiting = [];
    socket.on('data', (data) => this.take(data));
    socket.on('close', () => this.deliver({ type: 'end' }));
    socket.on('error', () => {});
    if (head.length) this.take(head);
  }

  take(data) {
    this.buffer = Buffer.concat([this.buffer, data]);
    while (this.buffer.length >= 2) {
      const opcode = this.buffer[0] & 15;
      let size = this.buffer[1] & 127;
      let at = 2;
      if (size === 126) { size = this.buffer.readUInt16BE(2); at = 4; }
      if (this.buffer.length < at + size) return;
      const payload = this.buffer.subarray(at, at + size);
      this.buffer = this.buffer.subarray(at + size);
      if (opcode === 1) this.deliver({ type: 'text', text: payload.toString() });
      if (opcode === 8) {
        this.deliver({ type: 'close', code: payload.readUInt16BE(0), reason: payload.subarray(2).toString() });
        this.send(payload, 8);
      }
      if (opcode === 9) this.send(payload, 10);
    }
  }

  deliver(event) {
    const waiting = this.waiting.shift();
    if (waiting) waiting(event); else this.queue.push(event);
  }

  /** The next event: {type: 'text', text} | {type: 'close', code, reason} | {type: 'end'}. */
  next(timeout = 15000) {
    if (this.queue.length) return Promise.resolve(this.queue.shift());
    return new Promise((done, failed) => {
      const timer = setTimeout(() => failed(new Error('nothing came')), timeout);
      this.waiting.push((event) => { clearTimeout(timer); done(event); });
    });
  }

  send(payload, opcode = 1) {
    const data = Buffer.from(payload);
    const mask = randomBytes(4);
    const masked = data.map((byte, i) => byte ^ mask[i % 4]);
    const long = data.length > 125;
    const head = long
      ? Buffer.from([0x80 | opcode, 0xff, 0, 0, 0, 0, ...u32(data.length)])
      : Buffer.from([0x80 | opcode, 0x80 | data.length]);
    if (!this.socket.destroyed) this.socket.write(Buffer.concat([head, mask, masked]));
  }
}

function u32(n) { return [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255]; }
