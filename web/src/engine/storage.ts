/**
 * Where database files live: the OPFS pool of the official SQLite module, or memory where the browser
 * has no OPFS (a private window). There is no silent fallback: a pool that exists but cannot be opened is
 * an error, because another place would hold another, empty shop.
 */
import type { SAHPoolUtil, Sqlite3Static } from '@sqlite.org/sqlite-wasm';
import { pause } from './backoff.js';

/** The next part of a file; `undefined` after the last. */
export type NextChunk = () => Promise<Uint8Array | undefined>;

export interface DatabaseFiles {
  readonly kind: 'opfs' | 'memory';
  /** Name of the SQLite VFS; `undefined` for SQLite's default. */
  readonly vfs: string | undefined;
  /** Names of the stored files, journals included. */
  names(): string[];
  /** Stores a complete database under `name`. A failed or cut import leaves no file of that name. */
  importDatabase(name: string, next: NextChunk): Promise<void>;
  /** The bytes of a database between transactions. */
  exportDatabase(name: string): Uint8Array<ArrayBuffer>;
  remove(name: string): void;
  /** Gives the files back to the browser, for the next leader. No database may be open. */
  release(): void;
}

const poolOptions = {
  name: 'pannier-pool',
  directory: '.pannier/pool',
  // Database and journal, twice while a new image is taken in, and SQLite's temporary files.
  initialCapacity: 16,
  forceReinitIfPreviouslyFailed: true,
  // Without this a failed start deletes the whole pool.
  preserveOnInitFailure: true,
  verbosity: 0,
};

/** Browsers may release the files of a closed tab late; only after this time is it an error. */
const patienceMs = 5000;

export async function openFiles(sqlite3: Sqlite3Static): Promise<DatabaseFiles> {
  if (!(await hasOpfs())) return memoryFiles(sqlite3);
  const start = Date.now();
  let wait = 20;
  for (;;) {
    try {
      const pool = await sqlite3.installOpfsSAHPoolVfs(poolOptions);
      await pool.reserveMinimumCapacity(poolOptions.initialCapacity);
      return poolFiles(pool);
    } catch (error) {
      if (Date.now() - start > patienceMs) throw error;
      await pause(wait);
      wait = Math.min(wait * 2, 500);
    }
  }
}

/** Private windows have the interfaces but refuse their use. */
async function hasOpfs(): Promise<boolean> {
  if (typeof FileSystemFileHandle === 'undefined') return false;
  if (!('createSyncAccessHandle' in FileSystemFileHandle.prototype)) return false;
  try {
    await navigator.storage.getDirectory();
    return true;
  } catch {
    return false;
  }
}

function poolFiles(pool: SAHPoolUtil): DatabaseFiles {
  return {
    kind: 'opfs',
    vfs: pool.vfsName,
    names: () => pool.getFileNames(),
    importDatabase: async (name, next) => {
      await pool.importDb(name, next as () => Promise<Uint8Array<ArrayBuffer> | undefined>);
    },
    exportDatabase: (name) => copyOf(pool.exportFile(name)),
    remove: (name) => {
      pool.unlink(name);
    },
    release: () => {
      pool.pauseVfs();
    },
  };
}

function memoryFiles(sqlite3: Sqlite3Static): DatabaseFiles {
  const known = new Set<string>();
  return {
    kind: 'memory',
    vfs: undefined,
    names: () => [...known],
    importDatabase: async (name, next) => {
      const bytes = await collect(next);
      sqlite3.capi.sqlite3_js_posix_create_file(name, bytes);
      known.add(name);
    },
    exportDatabase: (name) => {
      const database = new sqlite3.oo1.DB(name, 'r');
      try {
        return copyOf(sqlite3.capi.sqlite3_js_db_export(database));
      } finally {
        database.close();
      }
    },
    remove: (name) => {
      if (known.delete(name)) sqlite3.capi.sqlite3_js_posix_create_file(name, new Uint8Array());
    },
    release: () => undefined,
  };
}

function copyOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
}

async function collect(next: NextChunk): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let chunk = await next(); chunk; chunk = await next()) {
    chunks.push(chunk);
    size += chunk.byteLength;
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}
