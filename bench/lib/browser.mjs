/** Chromium with a profile on disk: off-the-record profiles keep OPFS in memory, which would falsify every figure. */
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { root } from './options.mjs';
import { within } from './wait.mjs';

const { chromium } = createRequire(`${root}/web/package.json`)('playwright-core');

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export class Browser {
  #context;
  #options;
  profile;

  constructor(options, name) {
    this.#options = options;
    this.profile = `${options.cache}/profile-${name}`;
  }

  /** Starts with an empty profile, or with the one of an earlier start. */
  async start({ fresh = true } = {}) {
    if (fresh) rmSync(this.profile, { recursive: true, force: true });
    mkdirSync(this.profile, { recursive: true });
    this.#context = await chromium.launchPersistentContext(this.profile, {
      executablePath: this.#options.chromium,
      headless: true,
      args: flags,
      viewport: { width: 1440, height: 900 },
      timeout: 60_000,
      // main.mjs ends the run and keeps its results.
      handleSIGINT: false,
      handleSIGTERM: false,
    });
    this.#context.setDefaultTimeout(60_000);
    return this;
  }

  /** A new tab; `watch` is a function that runs in it before anything of the page. */
  async page(watch) {
    const page = await this.#context.newPage();
    page.on('crash', () => console.log('  a page crashed'));
    if (watch) await page.addInitScript(watch);
    return page;
  }

  onRequest(callback) {
    this.#context.on('request', callback);
  }

  async stop({ remove = false } = {}) {
    const context = this.#context;
    this.#context = undefined;
    if (context)
      await within(20_000, 'Closing Chromium', context.close()).catch((error) =>
        console.log(`  ${error.message}`),
      );
    if (remove) rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Proportional set size of all renderer processes of this browser, in MB: pages with their workers. */
  rendererMegabytes() {
    const all = processes();
    const family = new Set();
    for (const one of all.values()) {
      if (one.command.includes(`--user-data-dir=${this.profile}`)) family.add(one.id);
    }
    for (let grown = true; grown;) {
      grown = false;
      for (const one of all.values()) {
        if (family.has(one.id) || !family.has(one.parent)) continue;
        family.add(one.id);
        grown = true;
      }
    }
    let kilobytes = 0;
    for (const id of family) {
      if (all.get(id).command.includes('--type=renderer')) kilobytes += proportionalSize(id);
    }
    if (kilobytes === 0) throw new Error('No renderer process was found in /proc.');
    return kilobytes / 1024;
  }
}

function processes() {
  const found = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      found.set(Number(name), { id: Number(name), parent, command });
    } catch {
      // It ended meanwhile.
    }
  }
  return found;
}

function proportionalSize(id) {
  try {
    return Number(
      /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1] ?? 0,
    );
  } catch {
    return 0;
  }
}
