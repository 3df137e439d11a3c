/**
 * Everything inside the worker put together: database, sync, requests. worker.ts loads the modules and
 * connects it to the pages.
 */
import type { CoreModule } from './core_module.js';
import { isCrash, isDamaged } from './damage.js';
import { Desk } from './desk.js';
import { deviceName } from './device_name.js';
import { Gate } from './gate.js';
import { checkHealth } from './health.js';
import type { Journal } from './journal.js';
import { JournalWriter } from './journal_writer.js';
import { PokeSocket } from './poke_socket.js';
import type { CoreStatus, NudgeMessage, RequestMessage } from './protocol.js';
import type { Served } from './answers.js';
import type { Server } from './server.js';
import { notSignedIn, Shop, type ShopEvents } from './shop.js';
import { StatusBoard } from './status_board.js';
import type { DatabaseFiles } from './storage.js';
import { SyncHost } from './sync_host.js';
import { PannierError } from './types.js';

export interface EngineEvents {
  onStatus(status: CoreStatus): void;
  onChanged(entities: readonly string[]): void;
  onCrash(message: string): void;
}

const pauseMs = 300;
const statusDelayMs = 50;

export class WorkerEngine {
  readonly board: StatusBoard;
  private readonly shop: Shop;
  private readonly desk: Desk;
  private readonly sync: SyncHost;
  private readonly socket: PokeSocket;
  private readonly writer: JournalWriter;
  private readonly gate = new Gate();
  private health = new AbortController();
  private writtenAt = 0;
  private statusTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly core: CoreModule,
    files: DatabaseFiles,
    private readonly journal: Journal,
    server: Server,
    private readonly events: EngineEvents,
  ) {
    this.board = new StatusBoard((status) => {
      events.onStatus(status);
    });
    this.board.set({ storage: files.kind });
    this.writer = new JournalWriter(
      journal,
      () => core.journalChanges(),
      () => {
        this.board.notice('The browser refused to keep a second copy of unsent changes.');
      },
    );
    const shopEvents: ShopEvents = {
      onOpen: () => {
        this.opened();
      },
      onClosing: () => {
        this.closing();
      },
      whenIdle: () => this.desk.whenIdle(),
      onSignedIn: () => {
        this.sync.deliver({ kind: 'online' });
        if (this.shop.isOpen) this.socket.start();
        else this.gate.close();
      },
      onSignedOut: () => {
        this.gate.refuse(notSignedIn);
      },
      onFailed: (error) => {
        this.fail(error);
      },
    };
    this.shop = new Shop(core, files, journal, server, this.board, shopEvents, deviceName());
    this.desk = new Desk(core, this.shop, journal, this.writer, () => this.gate.pass(), {
      onChanged: (entities) => {
        events.onChanged(entities);
      },
      onWritten: () => {
        this.written();
      },
      onCrash: (error) => {
        this.crash(error);
      },
    });
    this.socket = new PokeSocket({
      ticket: () => server.ticket(),
      address: () => server.socketAddress(),
      onPoke: (head) => {
        this.sync.deliver({ kind: 'poked', head });
      },
      onOpen: () => {
        this.sync.deliver({ kind: 'online' });
      },
    });
    this.sync = this.makeSync(server);
  }

  async start(): Promise<void> {
    this.board.set({ phase: 'starting', error: undefined });
    this.gate.close();
    try {
      await this.shop.start();
    } catch (error) {
      this.fail(error);
    }
  }

  serve(request: RequestMessage, onProgress: (value: unknown) => void): Promise<Served> {
    return this.desk.serve(request, onProgress);
  }

  nudge(what: NudgeMessage['what']): void {
    if (what === 'retry' && this.board.status.phase === 'failed') {
      void this.start();
      return;
    }
    if (what === 'offline') {
      this.sync.deliver({ kind: 'offline' });
      return;
    }
    this.shop.wake();
    this.sync.deliver({ kind: what === 'sync' ? 'sync_now' : 'online' });
    if (this.shop.isOpen && this.shop.isSignedIn) this.socket.start();
  }

  private makeSync(server: Server): SyncHost {
    return new SyncHost(this.core, server, {
      onProgress: () => this.writer.flush(),
      onChanged: (entities) => {
        this.events.onChanged(entities);
      },
      onStatus: () => {
        this.statusSoon();
      },
      onReachable: (reachable, accepted) => {
        this.board.set({ serverReachable: reachable });
        if (accepted) this.board.set({ needsSignIn: undefined });
      },
      onSignedOut: () => {
        this.board.set({ needsSignIn: true });
        this.socket.stop();
      },
      onBootstrap: (reason) => {
        console.warn('Pannier fetches the shop anew:', reason);
        void this.shop.fetch();
      },
      onStorageFailed: (message) => {
        this.board.notice(message);
      },
      onWipe: () => {
        this.board.notice('The server told this device to remove the shop.');
        void this.shop.removeAll();
      },
      enrolAgain: () => this.shop.enrolAgain(),
      onCrash: (error) => {
        this.crash(error);
      },
    });
  }

  private opened(): void {
    this.gate.open();
    this.events.onChanged(['*']);
    this.refreshStatus();
    this.sync.start();
    this.socket.start();
    this.health = new AbortController();
    void checkHealth(
      {
        check: (step) => this.core.check(step),
        lastCheck: () => this.journal.get('checkedAt'),
        passed: (at) => this.journal.set({ checkedAt: at }),
        onError: (error) => {
          this.crash(error);
        },
      },
      this.health.signal,
    );
  }

  private closing(): void {
    this.gate.close();
    this.sync.stop();
    this.socket.stop();
    this.health.abort();
    this.writer.forget();
    clearTimeout(this.statusTimer);
    this.statusTimer = undefined;
  }

  /**
   * A write on this device: show it and push it. The first after a pause goes out at once, the next ones
   * (typing, an import) together, when sync's own delay is over.
   */
  private written(): void {
    this.statusSoon();
    const now = Date.now();
    const first = now - this.writtenAt >= pauseMs;
    this.writtenAt = now;
    const atOnce = first && this.board.status.serverReachable;
    this.sync.deliver({ kind: atOnce ? 'sync_now' : 'local_commit' });
  }

  private statusSoon(): void {
    this.statusTimer ??= setTimeout(() => {
      this.refreshStatus();
    }, statusDelayMs);
  }

  private refreshStatus(): void {
    clearTimeout(this.statusTimer);
    this.statusTimer = undefined;
    if (!this.shop.isOpen) return;
    try {
      this.board.setSync(this.core.status());
    } catch (error) {
      this.crash(error);
    }
  }

  /** An error that came out of the core outside of a request. */
  private crash(error: unknown): void {
    if (isDamaged(error)) {
      void this.shop.damaged();
      return;
    }
    if (isCrash(error)) {
      this.events.onCrash(messageOf(error));
      return;
    }
    this.board.notice(messageOf(error));
  }

  private fail(error: unknown): void {
    if (isCrash(error)) {
      this.events.onCrash(messageOf(error));
      return;
    }
    const message = messageOf(error);
    if (this.shop.isOpen) {
      this.board.notice(message);
      return;
    }
    this.board.set({ phase: 'failed', error: message, progress: undefined });
    this.gate.refuse(() => new PannierError({ code: 'storage_failed', message }));
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
