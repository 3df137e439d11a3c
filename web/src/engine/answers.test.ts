import { describe, expect, it } from 'vitest';
import { RecentAnswers, type Served } from './answers.js';

const served = (value: unknown, wrote: boolean): Served => ({ answer: { ok: true, value }, wrote });

describe('RecentAnswers', () => {
  it('does a write once, however often its request arrives', async () => {
    const recent = new RecentAnswers();
    let runs = 0;
    const work = (): Promise<Served> => {
      runs += 1;
      return Promise.resolve(served(runs, true));
    };
    await recent.once('a', work);
    expect((await recent.once('a', work)).answer).toEqual({ ok: true, value: 1 });
    expect(runs).toBe(1);
  });

  it('lets a repeat wait for the first while that is still running', async () => {
    const recent = new RecentAnswers();
    let finish: (value: Served) => void = () => undefined;
    const first = recent.once('a', () => new Promise((resolve) => (finish = resolve)));
    const second = recent.once('a', () => Promise.reject(new Error('must not run')));
    finish(served('done', true));
    expect(await first).toBe(await second);
  });

  it('forgets answers of reads, which may be large', async () => {
    const recent = new RecentAnswers();
    await recent.once('a', () => Promise.resolve(served('rows', false)));
    expect(recent.size).toBe(0);
  });

  it('keeps a bounded number, the latest', async () => {
    const recent = new RecentAnswers(3);
    for (const id of ['a', 'b', 'c', 'd']) {
      await recent.once(id, () => Promise.resolve(served(id, true)));
    }
    expect(recent.size).toBe(3);
    let ran = false;
    await recent.once('d', () => {
      ran = true;
      return Promise.resolve(served('again', true));
    });
    expect(ran).toBe(false);
  });
});
