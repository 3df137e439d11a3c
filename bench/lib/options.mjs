/** What the command line says, with defaults. */
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const help = `bench/run [--quick] [options]

  --quick          10,000 customers, 50,000 orders and short rounds: shows that the benchmark works
  --customers N    customers of the shop (default 100000)
  --orders N       their orders (default 500000)
  --lines N        order lines of one imported file (default 100000)
  --rounds N       rounds of each measurement (default 3, opening twice as often)
  --only A,B       only these parts (${'sync open search segments memory edit import bundle'.replaceAll(' ', ', ')})
  --limit SECONDS  parts that have not begun by then are left out (default 540)
  --out FILE       where the results go (default bench/results.json)
  --web DIR        the built web app (default web/dist)
  --server FILE    the server program (default build/release/server-stub/pannier-server)
  --chromium FILE  the browser (default /usr/bin/chromium)
  --help           this text`;

export const allParts = [
  'sync',
  'open',
  'search',
  'segments',
  'memory',
  'edit',
  'import',
  'bundle',
];

const text = { type: 'string' };

export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
      customers: text,
      orders: text,
      lines: text,
      rounds: text,
      only: text,
      limit: text,
      out: text,
      web: text,
      server: text,
      chromium: text,
    },
  });
  if (values.help) {
    console.log(help);
    process.exit(0);
  }
  const quick = values.quick ?? false;
  const parts = values.only ? values.only.split(',').map((part) => part.trim()) : allParts;
  for (const part of parts) {
    if (!allParts.includes(part))
      throw new Error(`There is no part '${part}'. Parts: ${allParts.join(', ')}.`);
  }
  return {
    quick,
    parts,
    customers: whole('customers', values.customers, quick ? 10_000 : 100_000),
    orders: whole('orders', values.orders, quick ? 50_000 : 500_000),
    lines: whole('lines', values.lines, quick ? 5_000 : 100_000),
    rounds: whole('rounds', values.rounds, quick ? 2 : 3),
    limitSeconds: whole('limit', values.limit, 540),
    out: resolve(values.out ?? `${root}/bench/results.json`),
    web: resolve(values.web ?? `${root}/web/dist`),
    server: resolve(values.server ?? `${root}/build/release/server-stub/pannier-server`),
    chromium: values.chromium ?? '/usr/bin/chromium',
    cache: `${root}/.cache/bench`,
  };
}

function whole(name, given, otherwise) {
  if (given === undefined) return otherwise;
  const number = Number(given);
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`--${name} must be a whole number from 1 on.`);
  return number;
}
