import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromWorker, ToWorker } from './protocol.js';
import { WorkerHost, type WorkerLike } from './worker_host.js';

class FakeWorker implements WorkerLike {
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  readonly received: ToWorker[] = [];
  ended = false;
  postMessage(message: ToWorker): void {
    this.received.push(message);
  }
  terminate(): void {
    this.ended = true;
  }
  say(message: FromWorker): void {
    this.onmessage?.({ data: message } as MessageEvent<FromWorker>);
  }
}

function setUp(): {
  host: WorkerHost;
  workers: FakeWorker[];
  givenUp: string[];
  clock: { now: number };
} {
  const workers: FakeWorker[] = [];
  const givenUp: string[] = [];
  const clock = { now: 0 };
  const host = new WorkerHost(
    () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    { onMessage: () => undefined, onGivenUp: (message) => givenUp.push(message) },
    () => clock.now,
  );
  return { host, workers, givenUp, clock };
}

describe('WorkerHost', () => {
  beforeEach(() => vi.spyOn(console, 'error').mockImplementation(() => undefined));
  afterEach(() => vi.restoreAllMocks());

  it('replaces a worker that crashed', () => {
    const { host, workers } = setUp();
    host.start();
    workers[0]?.say({ type: 'crashed', message: 'unreachable executed' });
    expect(workers[0]?.ended).toBe(true);
    expect(workers).toHaveLength(2);
    expect(host.running).toBe(true);
  });

  it('gives up after the fourth crash within a minute', () => {
    const { host, workers, givenUp } = setUp();
    host.start();
    for (let i = 0; i < 4; i += 1) workers.at(-1)?.say({ type: 'crashed', message: 'again' });
    expect(workers).toHaveLength(4);
    expect(givenUp).toEqual(['again']);
    expect(host.running).toBe(false);
  });

  it('forgives crashes that lie far apart', () => {
    const { host, workers, givenUp, clock } = setUp();
    host.start();
    for (let i = 0; i < 10; i += 1) {
      clock.now += 61_000;
      workers.at(-1)?.say({ type: 'crashed', message: 'rare' });
    }
    expect(givenUp).toEqual([]);
    expect(workers).toHaveLength(11);
  });

  it('hears nothing from a worker it has stopped', () => {
    const { host, workers } = setUp();
    host.start();
    host.stop();
    workers[0]?.say({ type: 'crashed', message: 'late' });
    expect(workers).toHaveLength(1);
  });
});
