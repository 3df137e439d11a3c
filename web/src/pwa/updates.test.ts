import { describe, expect, it } from 'vitest';
import {
  Updates,
  type ContainerLike,
  type RegistrationLike,
  type ServiceWorkerLike,
} from './updates.js';

class FakeWorker implements ServiceWorkerLike {
  readonly messages: unknown[] = [];
  readonly listeners: (() => void)[] = [];
  state = 'installing';
  postMessage(message: unknown): void {
    this.messages.push(message);
  }
  addEventListener(_type: string, listener: () => void): void {
    this.listeners.push(listener);
  }
}

class FakeContainer implements ContainerLike {
  controller: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  readonly listeners: (() => void)[] = [];
  register(): Promise<RegistrationLike> {
    return Promise.resolve({
      waiting: this.waiting,
      installing: null,
      addEventListener: () => undefined,
      update: () => Promise.resolve(),
    });
  }
  addEventListener(_type: string, listener: () => void): void {
    this.listeners.push(listener);
  }
  takeOver(): void {
    this.controller = new FakeWorker();
    for (const listener of this.listeners) listener();
  }
}

async function open(
  container: FakeContainer,
): Promise<{ updates: Updates; reloads: () => number }> {
  let reloads = 0;
  const updates = new Updates(
    container,
    () => undefined,
    () => (reloads += 1),
  );
  await updates.register('/sw.js');
  return { updates, reloads: () => reloads };
}

describe('Updates', () => {
  it('does not call the first installation an update', async () => {
    const container = new FakeContainer();
    const { updates, reloads } = await open(container);
    container.takeOver();
    expect(updates.ready).toBe(false);
    expect(reloads()).toBe(0);
  });

  it('offers a waiting version and reloads when it has taken over', async () => {
    const container = new FakeContainer();
    container.controller = new FakeWorker();
    container.waiting = new FakeWorker();
    const { updates, reloads } = await open(container);
    expect(updates.ready).toBe(true);
    updates.apply();
    expect(container.waiting.messages).toEqual([{ type: 'SKIP_WAITING' }]);
    expect(reloads()).toBe(0);
    container.takeOver();
    expect(reloads()).toBe(1);
  });

  it('offers a reload when another tab applied the update, without reloading by itself', async () => {
    const container = new FakeContainer();
    container.controller = new FakeWorker();
    const { updates, reloads } = await open(container);
    container.takeOver();
    expect(updates.ready).toBe(true);
    expect(reloads()).toBe(0);
    updates.apply();
    expect(reloads()).toBe(1);
  });
});
