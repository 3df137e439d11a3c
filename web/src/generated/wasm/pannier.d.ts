/** The loader that Emscripten writes for pannier.wasm (wasm/exports.cpp), built by the target pannier_wasm. */
import type { Sqlite3Static } from '@sqlite.org/sqlite-wasm';

export interface PannierModule {
  HEAPU8: Uint8Array;
  HEAP32: Int32Array;
  _pannier_input(size: number): number;
  _pannier_open(pathSize: number, userSize: number): number;
  _pannier_close(): void;
  _pannier_call(idSize: number, nameSize: number, parametersSize: number): number;
  _pannier_repeat(idSize: number): number;
  _pannier_feed(job: number, last: number): number;
  _pannier_sync(eventSize: number): number;
  _pannier_attach(device: number, epochSize: number): number;
  _pannier_journal_changes(): number;
  _pannier_journal_entries(): number;
  _pannier_replay(): number;
  _pannier_status(): number;
  _pannier_check(step: number): number;
}

export interface PannierOptions {
  sqlite3: Sqlite3Static;
  /** VFS for database files; absent: SQLite's default. */
  sqliteVfs?: string | undefined;
  locateFile?: (name: string) => string;
  wasmBinary?: ArrayBuffer | Uint8Array;
  now?: () => number;
  random?: (bytes: Uint8Array) => void;
}

export default function createPannier(options: PannierOptions): Promise<PannierModule>;
