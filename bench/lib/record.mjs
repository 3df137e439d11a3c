/** Collects samples and writes them down after every part, so that a run that breaks off keeps what it has. */
import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';

export function median(samples) {
  if (samples.length === 0) return null;
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export class Record {
  #options;
  #figures = new Map();
  #data;

  constructor(options) {
    this.#options = options;
    this.#data = {
      complete: false,
      date: new Date().toISOString(),
      seconds: 0,
      machine: {
        processor: cpus()[0]?.model ?? '',
        cores: cpus().length,
        memory_mb: Math.round(totalmem() / 2 ** 20),
        kernel: release(),
        node: process.versions.node,
        chromium: chromiumVersion(options.chromium),
        load_before: loadavg()[0],
      },
      sizes: {
        customers: options.customers,
        orders: options.orders,
        import_lines: options.lines,
        rounds: options.rounds,
      },
      shop: {},
      figures: [],
      answers: [],
      bundle: null,
      problems: [],
    };
  }

  /**
   * One sample. `about`: name, unit, digits, and `higher: true` where more is better. `side` is `pannier` or
   * `peer`.
   */
  sample(id, about, side, value) {
    let figure = this.#figures.get(id);
    if (!figure) {
      figure = { id, ...about, pannier: [], peer: [] };
      this.#figures.set(id, figure);
    }
    figure[side].push(Math.round(value * 1000) / 1000);
  }

  /** Both sides gave an answer to the same question: they must be equal for the times to be comparable. */
  answer(what, pannier, peer) {
    const equal = JSON.stringify(pannier) === JSON.stringify(peer);
    this.#data.answers = this.#data.answers.filter((one) => one.what !== what);
    this.#data.answers.push({ what, pannier, peer, equal });
    if (!equal)
      console.log(
        `  different answers: ${what}: ${JSON.stringify(pannier)} and ${JSON.stringify(peer)}`,
      );
  }

  set(name, value) {
    this.#data[name] = value;
  }

  problem(part, error) {
    const message = error instanceof Error ? error.message : String(error);
    this.#data.problems.push({ part, message });
  }

  get data() {
    return this.#data;
  }

  save(seconds) {
    this.#data.seconds = Math.round(seconds);
    this.#data.figures = [...this.#figures.values()].map(({ pannier, peer, ...about }) => {
      const ours = median(pannier);
      const theirs = median(peer);
      return {
        ...about,
        pannier: { median: ours, samples: pannier },
        peer: peer.length > 0 ? { median: theirs, samples: peer } : null,
        ratio: ours !== null && theirs ? Math.round((ours / theirs) * 1000) / 1000 : null,
      };
    });
    const { out } = this.#options;
    writeFileSync(`${out}.part`, `${JSON.stringify(this.#data, null, 1)}\n`);
    renameSync(`${out}.part`, out);
  }
}

function chromiumVersion(program) {
  const text = execFileSync(program, ['--version', '--no-sandbox'], {
    timeout: 20_000,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return /\d+(\.\d+)+/.exec(text)?.[0] ?? text.trim();
}

export function readResults(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
