import { describe, expect, it } from 'vitest';
import { PageCache, type Page } from './page-cache.js';

interface Call {
  offset: number;
  answer: (page: Page<number>) => void;
  fail: (error: unknown) => void;
}

function setup(options: { pageSize?: number; maxPages?: number } = {}): {
  cache: PageCache<number>;
  calls: Call[];
  changes: () => number;
} {
  const calls: Call[] = [];
  let changes = 0;
  const cache = new PageCache<number>({
    pageSize: 10,
    ...options,
    fetch: (offset) =>
      new Promise((resolve, reject) => calls.push({ offset, answer: resolve, fail: reject })),
    onChange: () => (changes += 1),
  });
  return { cache, calls, changes: () => changes };
}

const page = (offset: number, total = 1000, shift = 0): Page<number> => ({
  total,
  rows: Array.from({ length: 10 }, (_, index) => offset + index + shift),
});
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('PageCache', () => {
  it('asks once for the pages in view and gives their rows', async () => {
    const { cache, calls } = setup();
    cache.need(5, 14);
    cache.need(5, 14);
    expect(calls.map((call) => call.offset)).toEqual([0, 10]);
    for (const call of calls) call.answer(page(call.offset));
    await settled();
    expect(cache.total).toBe(1000);
    expect(cache.row(13)).toBe(13);
    expect(cache.row(25)).toBeUndefined();
  });

  it('keeps old rows on show while newer ones are read', async () => {
    const { cache, calls } = setup();
    cache.need(0, 9);
    calls[0]?.answer(page(0));
    await settled();
    cache.invalidate();
    cache.need(0, 9);
    expect(cache.row(3)).toBe(3);
    calls[1]?.answer(page(0, 1000, 500));
    await settled();
    expect(cache.row(3)).toBe(503);
  });

  it('drops an answer that was overtaken', async () => {
    const { cache, calls } = setup();
    cache.need(0, 9);
    cache.invalidate();
    cache.need(0, 9);
    calls[1]?.answer(page(0, 7, 100));
    calls[0]?.answer(page(0, 9, 0));
    await settled();
    expect(cache.row(0)).toBe(100);
    expect(cache.total).toBe(7);
  });

  it('never asks beyond the end but always for the start', async () => {
    const { cache, calls } = setup();
    cache.need(0, 9);
    calls[0]?.answer({ total: 3, rows: [1, 2, 3] });
    await settled();
    cache.need(0, 49);
    expect(calls.length).toBe(1);
  });

  it('forgets the pages unused longest', async () => {
    const { cache, calls } = setup({ maxPages: 2 });
    for (const first of [0, 10, 20]) {
      cache.need(first, first);
      calls.at(-1)?.answer(page(first));
      await settled();
    }
    expect(cache.row(0)).toBeUndefined();
    expect(cache.row(20)).toBe(20);
  });

  it('reports a failure and recovers with the next answer', async () => {
    const { cache, calls, changes } = setup();
    cache.need(0, 9);
    calls[0]?.fail(new Error('no'));
    await settled();
    expect(cache.error).toBeInstanceOf(Error);
    expect(changes()).toBe(1);
    cache.invalidate();
    cache.need(0, 9);
    calls[1]?.answer(page(0));
    await settled();
    expect(cache.error).toBeUndefined();
  });
});
