import { describe, expect, it, vi } from 'vitest';
import { Backoff, pause } from './backoff.js';

describe('Backoff', () => {
  it('doubles the bound with each failure, up to five minutes', () => {
    const backoff = new Backoff(() => 1);
    const waits = Array.from({ length: 12 }, () => backoff.next());
    expect(waits.slice(0, 5)).toEqual([1000, 2000, 4000, 8000, 16000]);
    expect(waits.at(-1)).toBe(300_000);
  });

  it('takes any time between zero and the bound', () => {
    expect(new Backoff(() => 0).next()).toBe(0);
    expect(new Backoff(() => 0.5).next()).toBe(500);
  });

  it('starts again at the shortest after a reset', () => {
    const backoff = new Backoff(() => 1);
    for (let i = 0; i < 6; i += 1) backoff.next();
    backoff.reset();
    expect(backoff.next()).toBe(1000);
  });
});

describe('pause', () => {
  it('ends at once when it is called off', async () => {
    vi.useFakeTimers();
    const abort = new AbortController();
    const waiting = pause(60_000, abort.signal);
    abort.abort();
    await waiting;
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });
});
