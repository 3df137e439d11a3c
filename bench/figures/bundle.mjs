/** What the first load fetches from the built app, per kind: as stored, gzipped, and with Brotli. */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const kinds = { '.js': 'JavaScript', '.css': 'CSS', '.wasm': 'WebAssembly', '.html': 'HTML' };

/** Notes the files a page asks for, until told to stop. What the service worker fetches for later does not count. */
export class FirstLoad {
  paths = new Set();
  #watching = false;

  watch(browser, origin) {
    this.#watching = true;
    browser.onRequest((request) => {
      const address = new URL(request.url());
      if (this.#watching && address.origin === origin && !request.serviceWorker())
        this.paths.add(address.pathname);
    });
  }

  stop() {
    this.#watching = false;
  }
}

export function bundle({ record, firstLoad, options, peerFolder }) {
  if (firstLoad.paths.size === 0)
    throw new Error('Needs the part sync in the same run, which sees what is fetched.');
  const first = [...firstLoad.paths].map((path) => (path === '/' ? '/index.html' : path));
  record.set('bundle', {
    first_load: measure(options.web, first),
    peer: measure(
      peerFolder,
      filesIn(peerFolder).filter((path) => !/worker1|opfs-async-proxy/.test(path)),
    ),
  });
}

function measure(folder, paths) {
  const rows = new Map();
  const total = { kind: 'all', files: 0, raw: 0, gzip: 0, brotli: 0 };
  const names = [];
  for (const path of paths) {
    const file = folder + path;
    if (!existsSync(file) || !statSync(file).isFile()) continue; // an answer of the server, not a file of the app
    names.push(path);
    const bytes = readFileSync(file);
    const kind = kinds[extname(path)] ?? 'other';
    const row = rows.get(kind) ?? { kind, files: 0, raw: 0, gzip: 0, brotli: 0 };
    rows.set(kind, row);
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
    const sizes = {
      raw: bytes.length,
      gzip: gzipSync(bytes, { level: 9 }).length,
      brotli: brotliCompressSync(bytes, quality).length,
    };
    for (const to of [row, total]) {
      to.files += 1;
      for (const [name, size] of Object.entries(sizes)) to[name] += size;
    }
  }
  return { kinds: [...rows.values(), total], files: names };
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => `/${name}`)
    .filter((path) => statSync(folder + path).isFile());
}
