/** Prints the Markdown table of a results file: `node bench/table.mjs [FILE]`. The README embeds exactly this. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export function tableOf(results) {
  const { machine, sizes, figures } = results;
  const lines = [
    `${count(sizes.customers)} customers, ${count(sizes.orders)} orders; Chromium ${machine.chromium.split('.')[0]}, ` +
      `${machine.cores} cores (${machine.processor}), ${Math.round(machine.memory_mb / 1024)} GB, ` +
      `${results.date.slice(0, 10)}; medians of ${sizes.rounds} interleaved rounds.`,
    '',
    '| | Pannier | plain sqlite-wasm | ratio |',
    '|---|---:|---:|---:|',
  ];
  for (const figure of figures) lines.push(row(figure));
  lines.push(...bundleLines(results.bundle));
  const different = results.answers.filter((one) => !one.equal);
  if (different.length > 0)
    lines.push('', `Answers differ: ${different.map((one) => one.what).join('; ')}.`);
  if (!results.complete) lines.push('', 'This run is not complete; see `problems` in the results.');
  return `${lines.join('\n')}\n`;
}

function row({ name, unit, digits, pannier, peer, ratio, higher }) {
  const value = (side) =>
    side === null || side.median === null ? '–' : `${count(side.median, digits)} ${unit}`;
  const better = higher ? ' (more is better)' : '';
  return `| ${name}${better} | ${value(pannier)} | ${value(peer)} | ${ratio === null ? '–' : `${count(ratio, 2)}×`} |`;
}

function bundleLines(bundle) {
  if (!bundle) return [];
  const lines = ['', '| first load | files | raw | gzip | Brotli |', '|---|---:|---:|---:|---:|'];
  const add = (title, one) => {
    const sizes = [one.raw, one.gzip, one.brotli].map((bytes) => `${count(bytes / 1000)} kB`);
    lines.push(`| ${title} | ${one.files} | ${sizes.join(' | ')} |`);
  };
  for (const one of bundle.first_load.kinds)
    add(one.kind === 'all' ? '**Pannier, all**' : one.kind, one);
  for (const one of bundle.peer.kinds)
    if (one.kind === 'all') add('plain sqlite-wasm page, all', one);
  return lines;
}

function count(number, digits = 0) {
  return number.toLocaleString('en-GB', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = process.argv[2] ?? fileURLToPath(new URL('results.json', import.meta.url));
  process.stdout.write(tableOf(JSON.parse(readFileSync(file, 'utf8'))));
}
