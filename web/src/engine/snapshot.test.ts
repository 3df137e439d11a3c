import { describe, expect, it } from 'vitest';
import { Server } from './server.js';
import { takeSnapshot } from './snapshot.js';
import type { DatabaseFiles, NextChunk } from './storage.js';

class MemoryFiles implements Partial<DatabaseFiles> {
  readonly complete = new Map<string, number>();
  async importDatabase(name: string, next: NextChunk): Promise<void> {
    let size = 0;
    for (let chunk = await next(); chunk; chunk = await next()) size += chunk.byteLength;
    this.complete.set(name, size);
  }
}

function serverWith(chunks: number[], announced: number, cutAfter = Infinity): Server {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      chunks.forEach((size, index) => {
        if (index < cutAfter) controller.enqueue(new Uint8Array(size));
      });
      if (cutAfter < chunks.length) controller.error(new TypeError('network'));
      else controller.close();
    },
  });
  const headers = { 'X-Pannier-Uncompressed-Length': String(announced) };
  const fetcher = (): Promise<Response> => Promise.resolve(new Response(body, { headers }));
  return new Server('https://shop.example', fetcher as typeof fetch);
}

const take = (server: Server, files: MemoryFiles, seen: number[] = []): Promise<void> =>
  takeSnapshot(server, files as unknown as DatabaseFiles, '/a', (loaded) => seen.push(loaded));

describe('takeSnapshot', () => {
  it('streams the image and reports progress', async () => {
    const files = new MemoryFiles();
    const seen: number[] = [];
    await take(serverWith([100, 200], 300), files, seen);
    expect(files.complete.get('/a')).toBe(300);
    expect(seen).toEqual([100, 300]);
  });

  it('leaves no file when the connection breaks', async () => {
    const files = new MemoryFiles();
    const cut = take(serverWith([100, 200, 300], 600, 1), files);
    await expect(cut).rejects.toMatchObject({ status: 0 });
    expect(files.complete.size).toBe(0);
  });

  it('leaves no file when fewer bytes came than were announced', async () => {
    const files = new MemoryFiles();
    await expect(take(serverWith([100], 300), files)).rejects.toMatchObject({ status: 0 });
    expect(files.complete.size).toBe(0);
  });
});
