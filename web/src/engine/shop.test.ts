import { describe, expect, it } from 'vitest';
import type { CoreModule } from './core_module.js';
import type { Journal, JournalEntry, Meta } from './journal.js';
import { ServerError, type Server } from './server.js';
import { Shop } from './shop.js';
import { StatusBoard } from './status_board.js';
import type { DatabaseFiles, NextChunk } from './storage.js';
import { PannierError } from './types.js';

const user = { email: 'jane@example.com', name: 'Jane' };
const unreachable = (): ServerError => new ServerError('No answer.', 0, 'unreachable');

class FakeCore {
  open_: string | undefined;
  attached: [number, string] | undefined;
  replayed: Uint8Array[] = [];
  damaged = new Set<string>();
  imageEpoch = 'e1';

  open(name: string): void {
    if (this.damaged.has(name)) {
      throw new PannierError({
        code: 'storage',
        message: 'x',
        detail: 'SQLite 26: not a database',
      });
    }
    this.open_ = name;
  }
  close(): void {
    this.open_ = undefined;
  }
  attach(device: number, epoch: string): void {
    if (epoch !== this.imageEpoch) throw new PannierError({ code: 'conflict', message: 'x' });
    this.attached = [device, epoch];
  }
  replay(blobs: Uint8Array[]): void {
    this.replayed = blobs;
  }
  journalChanges(): { put: JournalEntry[]; drop: number[] } {
    return { put: [], drop: [] };
  }
  journalEntries(): JournalEntry[] {
    return this.replayed.map((bytes, index) => ({ number: index + 1, bytes }));
  }
}

class FakeFiles {
  readonly kind = 'opfs';
  readonly stored = new Set<string>();
  names(): string[] {
    return [...this.stored];
  }
  async importDatabase(name: string, next: NextChunk): Promise<void> {
    while (await next());
    this.stored.add(name);
  }
  remove(name: string): void {
    this.stored.delete(name);
  }
}

class FakeJournal {
  meta: { [K in keyof Meta]?: Meta[K] | undefined } = {};
  stored: JournalEntry[] = [];
  get<K extends keyof Meta>(name: K): Promise<Meta[K] | undefined> {
    return Promise.resolve(this.meta[name]);
  }
  set(facts: FakeJournal['meta']): Promise<void> {
    Object.assign(this.meta, facts);
    return Promise.resolve();
  }
  entries(): Promise<JournalEntry[]> {
    return Promise.resolve(this.stored);
  }
  replace(entries: JournalEntry[]): Promise<void> {
    this.stored = entries;
    return Promise.resolve();
  }
  clear(): Promise<void> {
    this.meta = {};
    this.stored = [];
    return Promise.resolve();
  }
}

class FakeServer {
  device = 0;
  signedIn = false;
  down = false;
  enrolments = 0;
  epoch = 'e1';
  snapshots: (() => Response)[] = [];
  session(): Promise<unknown> {
    if (this.down) return Promise.reject(unreachable());
    return Promise.resolve({ user: this.signedIn ? user : null });
  }
  signIn(body: { email?: string }): Promise<unknown> {
    this.signedIn = true;
    return Promise.resolve({ ...user, email: body.email ?? user.email });
  }
  signOut(): Promise<void> {
    return Promise.resolve();
  }
  enrol(): Promise<unknown> {
    this.enrolments += 1;
    return Promise.resolve({ device: this.enrolments, epoch: this.epoch });
  }
  snapshot(): Promise<Response> {
    if (this.down) return Promise.reject(unreachable());
    return Promise.resolve((this.snapshots.shift() ?? ((): Response => new Response('image')))());
  }
}

class World {
  core = new FakeCore();
  readonly files = new FakeFiles();
  readonly journal = new FakeJournal();
  readonly server = new FakeServer();
  readonly log: string[] = [];
  readonly board = new StatusBoard(() => undefined);

  /** A new worker on what is stored. */
  start(): Shop {
    this.core = Object.assign(new FakeCore(), { damaged: this.core.damaged });
    return new Shop(
      this.core as unknown as CoreModule,
      this.files as unknown as DatabaseFiles,
      this.journal as unknown as Journal,
      this.server as unknown as Server,
      this.board,
      {
        onOpen: () => this.log.push('open'),
        onClosing: () => this.log.push('closing'),
        whenIdle: () => Promise.resolve(),
        onSignedIn: () => this.log.push('signed in'),
        onSignedOut: () => this.log.push('signed out'),
        onFailed: (error) => this.log.push(`failed: ${String(error)}`),
      },
      'Chrome on Linux',
    );
  }

  get phase(): string {
    return this.board.status.phase;
  }
}

async function withShop(): Promise<World> {
  const world = new World();
  world.server.signedIn = true;
  await world.start().start();
  expect(world.phase).toBe('ready');
  return world;
}

describe('Shop', () => {
  it('waits for a sign-in when nobody is known', async () => {
    const world = new World();
    await world.start().start();
    expect(world.phase).toBe('signed-out');
    expect(world.log).toEqual(['signed out']);
  });

  it('takes the shop to the device after signing in, and belongs to the enrolled device', async () => {
    const world = new World();
    const shop = world.start();
    await shop.start();
    await shop.signIn({ email: user.email, password: 'x' });
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(world.phase).toBe('ready');
    expect(world.core.attached).toEqual([1, 'e1']);
    expect(world.journal.meta.replay).toBeUndefined();
  });

  it('opens without the server when the shop is on the device', async () => {
    const world = await withShop();
    world.server.down = true;
    await world.start().start();
    expect(world.phase).toBe('ready');
    expect(world.server.enrolments).toBe(1);
  });

  it('tries again after a cut download, and keeps no half file', async () => {
    const world = new World();
    world.server.signedIn = true;
    world.server.snapshots.push(
      () => new Response('im', { headers: { 'X-Pannier-Uncompressed-Length': '5' } }),
    );
    const shop = world.start();
    const started = shop.start();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(world.files.stored.size).toBe(0);
    shop.wake();
    await started;
    expect(world.phase).toBe('ready');
    expect(world.files.stored.size).toBe(1);
  });

  it('replays the journal into a new image when the file is damaged', async () => {
    const world = await withShop();
    const name = world.journal.meta.database ?? '';
    world.core.damaged.add(name);
    world.journal.stored = [{ number: 1, bytes: Uint8Array.of(4) }];
    await new Promise((resolve) => setTimeout(resolve, 2));
    await world.start().start();
    expect(world.phase).toBe('ready');
    expect(world.journal.meta.database).not.toBe(name);
    expect(world.core.replayed).toEqual([Uint8Array.of(4)]);
    expect([...world.files.stored]).toEqual([world.journal.meta.database]);
  });

  it('finishes a replay that was cut off, at the next start', async () => {
    const world = await withShop();
    world.journal.meta.replay = true;
    world.journal.stored = [{ number: 1, bytes: Uint8Array.of(4) }];
    await world.start().start();
    expect(world.core.replayed).toHaveLength(1);
    expect(world.journal.meta.replay).toBeUndefined();
  });

  it('enrols again when the server was restored from a backup', async () => {
    const world = await withShop();
    world.journal.meta.replay = true;
    world.server.epoch = 'e2';
    const shop = world.start();
    world.core.imageEpoch = 'e2';
    await shop.start();
    expect(world.core.attached).toEqual([2, 'e2']);
    expect(world.journal.meta.session?.epoch).toBe('e2');
  });

  it('keeps the old database until the new image is complete', async () => {
    const world = await withShop();
    const shop = world.start();
    await shop.start();
    const old = world.journal.meta.database;
    world.server.down = true;
    const fetching = shop.fetch();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(world.journal.meta.database).toBe(old);
    expect(world.core.open_).toBe(old);
    world.server.down = false;
    shop.wake();
    await fetching;
    expect(world.journal.meta.database).not.toBe(old);
    expect([...world.files.stored]).toEqual([world.journal.meta.database]);
  });

  it('refuses another person’s sign-in while it holds a shop', async () => {
    const world = await withShop();
    const shop = world.start();
    await shop.start();
    const other = shop.signIn({ email: 'joe@example.com', password: 'x' });
    await expect(other).rejects.toMatchObject({ code: 'sign_in_failed' });
  });

  it('leaves nothing behind after signing out', async () => {
    const world = await withShop();
    const shop = world.start();
    await shop.start();
    await shop.signOut();
    expect(world.files.stored.size).toBe(0);
    expect(world.journal.meta).toEqual({});
    expect(world.phase).toBe('signed-out');
  });

  it('gives up on a device that damages the database again and again', async () => {
    const world = await withShop();
    const shop = world.start();
    await shop.start();
    for (let i = 0; i < 3; i += 1) await shop.damaged();
    expect(world.log.at(-1)).toContain('again and again');
  });
});
