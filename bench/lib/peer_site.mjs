/** Builds the peer page as Pannier's own pages are built, by Vite, and serves it with the image. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './options.mjs';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
};

export async function buildPeer(outDir) {
  const web = createRequire(`${root}/web/package.json`);
  const { build } = await import(pathToFileURL(web.resolve('vite')).href);
  const sqlite = `${root}/web/node_modules/@sqlite.org/sqlite-wasm/dist/index.mjs`;
  await build({
    configFile: false,
    root: `${root}/bench/peer`,
    logLevel: 'error',
    resolve: { alias: { '@sqlite.org/sqlite-wasm': sqlite } },
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
  });
}

export class PeerSite {
  #server;
  #folder;
  #image;
  origin = '';

  constructor(folder, image) {
    this.#folder = folder;
    this.#image = image;
  }

  start() {
    this.#server = createServer((request, response) => this.#serve(request, response));
    return new Promise((done, failed) => {
      this.#server.once('error', failed);
      this.#server.listen(0, '127.0.0.1', () => {
        this.origin = `http://127.0.0.1:${this.#server.address().port}`;
        done();
      });
    });
  }

  stop() {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }

  #serve(request, response) {
    const path = new URL(request.url, 'http://peer').pathname;
    if (path === '/image') {
      const headers = { 'Content-Encoding': 'gzip', 'Cache-Control': 'no-store' };
      this.#send(response, this.#image, 'application/vnd.sqlite3', headers);
      return;
    }
    if (path === '/empty') {
      response
        .writeHead(200, { 'Content-Type': types['.html'] })
        .end('<!doctype html><title>empty</title>');
      return;
    }
    const file = this.#folder + normalize(path === '/' ? '/index.html' : path);
    const type = types[extname(file)];
    if (!type || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const caching = path.startsWith('/assets/')
      ? 'public, max-age=31536000, immutable'
      : 'no-cache';
    this.#send(response, file, type, { 'Cache-Control': caching });
  }

  #send(response, file, type, headers) {
    response.writeHead(200, {
      'Content-Type': type,
      'Content-Length': statSync(file).size,
      ...headers,
    });
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
  }
}
