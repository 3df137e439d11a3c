/** Telling a damaged database file from everything else that can go wrong. */
import { PannierError } from './types.js';

const ioError = 10;
const corrupt = 11;
const notADatabase = 26;

/** SQLite's result code in an error of the core ("SQLite 779: …"); undefined when it is not SQLite's. */
export function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof PannierError) || typeof error.detail !== 'string') return undefined;
  const match = /^SQLite (\d+)/.exec(error.detail);
  return match ? Number(match[1]) & 0xff : undefined;
}

/** The content of the file is wrong; trying again does not help. */
export function isDamaged(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === corrupt || code === notADatabase;
}

/**
 * A file that cannot even be opened. An I/O error counts here, but not later: a full disk looks like one
 * when something is written.
 */
export function cannotBeOpened(error: unknown): boolean {
  return isDamaged(error) || sqliteCode(error) === ioError;
}

/** A defect inside WebAssembly: its memory can no longer be trusted. */
export function isCrash(error: unknown): boolean {
  return (
    error instanceof WebAssembly.RuntimeError ||
    error instanceof WebAssembly.Exception ||
    error instanceof RangeError
  );
}
