import { describe, expect, it } from 'vitest';
import { Election, type LockManagerLike } from './election.js';

/** One exclusive lock with a queue, like the browser's. */
class FakeLocks implements LockManagerLike {
  private readonly queue: { run: () => Promise<void>; signal: AbortSignal }[] = [];
  private held = false;

  request(
    _name: string,
    options: { signal: AbortSignal },
    callback: () => Promise<void>,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      options.signal.addEventListener('abort', () => {
        reject(new DOMException('left the line', 'AbortError'));
      });
      const run = (): Promise<void> => callback().then(resolve, reject);
      this.queue.push({ run, signal: options.signal });
      this.next();
    });
  }

  private next(): void {
    if (this.held) return;
    const first = this.queue.shift();
    if (!first) return;
    if (first.signal.aborted) {
      this.next();
      return;
    }
    this.held = true;
    void first.run().finally(() => {
      this.held = false;
      this.next();
    });
  }
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

interface Tab {
  name: string;
  election: Election;
}

function tab(locks: FakeLocks, name: string, log: string[]): Tab {
  const election = new Election(locks, 'db', {
    onElected: () => log.push(`${name} leads`),
    onReleasing: () => log.push(`${name} stops`),
  });
  return { name, election };
}

describe('Election', () => {
  it('lets one tab lead and hands over when it leaves', async () => {
    const locks = new FakeLocks();
    const log: string[] = [];
    const a = tab(locks, 'a', log);
    const b = tab(locks, 'b', log);
    a.election.join();
    b.election.join();
    await settle();
    expect(log).toEqual(['a leads']);
    expect(b.election.leading).toBe(false);
    a.election.leave();
    await settle();
    expect(log).toEqual(['a leads', 'a stops', 'b leads']);
  });

  it('stops the old leader before the lock is given on', () => {
    const locks = new FakeLocks();
    const log: string[] = [];
    const a = tab(locks, 'a', log);
    a.election.join();
    a.election.leave();
    expect(log).toEqual(['a leads', 'a stops']);
    expect(a.election.leading).toBe(false);
  });

  it('never makes a tab lead that left the line', async () => {
    const locks = new FakeLocks();
    const log: string[] = [];
    const a = tab(locks, 'a', log);
    const b = tab(locks, 'b', log);
    a.election.join();
    b.election.join();
    b.election.leave();
    a.election.leave();
    await settle();
    expect(log).toEqual(['a leads', 'a stops']);
  });

  it('lets a tab come back after it was put aside', async () => {
    const locks = new FakeLocks();
    const log: string[] = [];
    const a = tab(locks, 'a', log);
    const b = tab(locks, 'b', log);
    a.election.join();
    b.election.join();
    a.election.leave();
    a.election.join();
    await settle();
    b.election.leave();
    await settle();
    expect(log).toEqual(['a leads', 'a stops', 'b leads', 'b stops', 'a leads']);
  });
});
