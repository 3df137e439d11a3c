/** A file of order lines from the disk through the app's own import; each round has invoices of its own. */
import { mkdirSync, rmSync } from 'node:fs';
import { writeOrderLines } from '../lib/csv.mjs';

const stored = { name: 'Import of order lines', unit: 'lines/s', digits: 0, higher: true };
const dry = { name: 'Import, dry run', unit: 'lines/s', digits: 0, higher: true };
const limit = 240_000;

export async function importLines({ record, inTurn, pannier, peer, rounds, options }) {
  const folder = `${options.cache}/files`;
  mkdirSync(folder, { recursive: true });
  const { lines } = options;
  for (let round = 0; round < rounds; round += 1) {
    const file = `${folder}/online_retail_${round}.csv`;
    writeOrderLines(file, lines, round);
    const counted = {};
    await inTurn(round, {
      pannier: async () => {
        await pannier.chooseFile(file);
        for (const dryRun of [true, false]) {
          const { ms, report } = await pannier.run(pannierImport, dryRun, 'the import', limit);
          if (report.rows_read !== lines || report.rows_rejected > 0) {
            throw new Error(
              `Of ${lines} lines ${report.rows_read} were read, ${report.rows_rejected} rejected.`,
            );
          }
          record.sample(
            dryRun ? 'import_dry' : 'import',
            dryRun ? dry : stored,
            'pannier',
            lines / (ms / 1000),
          );
          counted.pannier = report.rows_read;
        }
      },
      peer: async () => {
        await peer.chooseFile(file);
        const { ms, report } = await peer.run(peerImport, undefined, 'the import', limit);
        counted.peer = report.lines;
        record.sample('import', stored, 'peer', lines / (ms / 1000));
      },
    });
    record.answer(`import ${round + 1}: lines`, counted.pannier, counted.peer);
    rmSync(file);
  }
}

async function pannierImport(dryRun) {
  const file = document.querySelector('#bench-file').files[0];
  const start = performance.now();
  const report = await globalThis.pannier.importFile(file, { dryRun, onProgress: () => undefined });
  return { ms: performance.now() - start, report };
}

async function peerImport() {
  const file = document.querySelector('#bench-file').files[0];
  const start = performance.now();
  const report = await globalThis.peer.call('import', { file });
  return { ms: performance.now() - start, report };
}
