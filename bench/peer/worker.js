/** The peer's worker: the official sqlite-wasm on opfs-sahpool, EXCLUSIVE, FULL, and SQL written by hand. */
import sqlite3InitModule from '@sqlite.org/sqlite-wasm';
import { importLines } from './import.js';
import { attributeSegment, historySegment, listRows, searchRows } from './sql.js';

const file = '/peer.sqlite3';
const ready = start();
let database;

async function start() {
  const sqlite3 = await sqlite3InitModule();
  const options = { name: 'peer-pool', directory: '.peer', initialCapacity: 16, verbosity: 0 };
  for (let tries = 1; ; tries += 1) {
    try {
      return await sqlite3.installOpfsSAHPoolVfs({
        ...options,
        forceReinitIfPreviouslyFailed: true,
      });
    } catch (error) {
      // The browser may release the files of a closed tab late.
      if (tries === 100) throw error;
      await new Promise((done) => setTimeout(done, 20));
    }
  }
}

function open(pool) {
  database ??= new pool.OpfsSAHPoolDb(file);
  // Cache and temporary storage as in Pannier (core/storage/database.cpp).
  database.exec('PRAGMA locking_mode=EXCLUSIVE; PRAGMA synchronous=FULL');
  database.exec('PRAGMA cache_size=-32768; PRAGMA temp_store=MEMORY');
  return listRows(database, 50);
}

async function fetchImage(pool, address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`The image answered ${response.status}.`);
  const reader = response.body.getReader();
  await pool.importDb(file, async () => (await reader.read()).value);
}

const commands = {
  open: (pool) => open(pool),
  fetchImage: (pool, { address }) => fetchImage(pool, address),
  list: (_, { limit }) => listRows(database, limit),
  search: (_, { term, limit }) => searchRows(database, term, limit),
  attributes: (_, parameters) => attributeSegment(database, parameters),
  history: (_, parameters) => historySegment(database, parameters),
  edit: (_, { id, name }) => {
    database.exec({
      sql: 'UPDATE customer SET last_name = ? WHERE id = ?',
      bind: [name, idBytes(id)],
    });
    return database.changes();
  },
  import: (_, { file }) => importLines(database, file),
};

function idBytes(text) {
  return Uint8Array.from(text.replaceAll('-', '').match(/../g), (pair) => parseInt(pair, 16));
}

// One after the other, as they come.
let queue = ready;
self.onmessage = ({ data: { id, name, parameters } }) => {
  queue = queue.then(async () => {
    try {
      postMessage({ id, result: await commands[name](await ready, parameters ?? {}) });
    } catch (error) {
      postMessage({ id, error: String(error.message ?? error) });
    }
  });
  queue = queue.catch((error) => postMessage({ id, error: String(error.message ?? error) }));
};
