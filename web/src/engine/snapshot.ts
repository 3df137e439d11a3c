/**
 * The first sync: the server's SQLite image, streamed into a new database file. The file gets its name
 * only when it is complete, so a cut download can never be opened as the shop.
 */
import { ServerError, type Server } from './server.js';
import type { DatabaseFiles, NextChunk } from './storage.js';

/** `total` is 0 while the server has not said how long the image is. */
export type OnLoaded = (loaded: number, total: number) => void;

export async function takeSnapshot(
  server: Server,
  files: DatabaseFiles,
  name: string,
  onLoaded: OnLoaded,
): Promise<void> {
  const abort = new AbortController();
  try {
    const response = await server.snapshot(abort.signal);
    const total = Number(response.headers.get('X-Pannier-Uncompressed-Length') ?? '0');
    if (!response.body) throw new ServerError('The image of the shop is empty.', 0, 'unreachable');
    const reader = response.body.getReader();
    await files.importDatabase(name, chunks(reader, total, onLoaded));
  } finally {
    // After an error there may be more to come that nobody wants.
    abort.abort();
  }
}

function chunks(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  total: number,
  onLoaded: OnLoaded,
): NextChunk {
  let loaded = 0;
  return async () => {
    let step: ReadableStreamReadResult<Uint8Array>;
    try {
      step = await withStallLimit(reader.read());
    } catch {
      throw cut();
    }
    if (step.done) {
      if (total > 0 && loaded !== total) throw cut();
      return undefined;
    }
    loaded += step.value.byteLength;
    onLoaded(loaded, total);
    return step.value;
  };
}

function cut(): ServerError {
  return new ServerError('The download of the shop was cut off.', 0, 'unreachable');
}

/** A connection that delivers nothing for this long is dead, whatever the browser thinks. */
const stallMs = 30_000;

function withStallLimit<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error('stalled'));
    }, stallMs);
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}
