/**
 * Does what sync's state machine (sync/client_session.h) asks for: posts, timers, notices. It decides
 * nothing about data; it only carries.
 */
import type { CoreModule, Instruction, SyncEvent } from './core_module.js';
import { ServerError, type Server } from './server.js';

export interface SyncHostEvents {
  /** The core may have changed what belongs into the second copy. */
  onProgress(): Promise<void>;
  onChanged(entities: string[]): void;
  onStatus(): void;
  /** `accepted`: it also took this device's frames. */
  onReachable(reachable: boolean, accepted: boolean): void;
  onSignedOut(): void;
  onBootstrap(reason: string): void;
  onStorageFailed(message: string): void;
  /** The server told this device to delete what it holds. */
  onWipe(): void;
  /** The device's number is used elsewhere; resolves with a new one. */
  enrolAgain(): Promise<number>;
  /** A defect inside the core: the worker must be replaced. */
  onCrash(error: unknown): void;
}

export class SyncHost {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running = false;
  /** Grows with each stop(), so that answers to an earlier database are known as such. */
  private life = 0;

  constructor(
    private readonly core: CoreModule,
    private readonly server: Server,
    private readonly events: SyncHostEvents,
  ) {}

  /** The database is open and belongs to a device. */
  start(): void {
    this.running = true;
    this.deliver({ kind: 'start' });
  }

  /** The database is about to be closed; answers still on their way are ignored. */
  stop(): void {
    this.running = false;
    this.life += 1;
    clearTimeout(this.timer);
  }

  deliver(event: SyncEvent, bytes: Uint8Array = new Uint8Array()): void {
    if (!this.running) return;
    let step: ReturnType<CoreModule['sync']>;
    try {
      step = this.core.sync(event, bytes);
    } catch (error) {
      this.events.onCrash(error);
      return;
    }
    void this.events.onProgress();
    for (const instruction of step.todo) this.follow(instruction, step.post);
  }

  private follow(instruction: Instruction, post: Uint8Array): void {
    switch (instruction.kind) {
      case 'post':
        void this.post(post);
        break;
      case 'timer':
        clearTimeout(this.timer);
        this.timer = setTimeout(() => {
          this.deliver({ kind: 'timer' });
        }, instruction.ms);
        break;
      case 'bootstrap':
        this.events.onBootstrap(instruction.reason);
        break;
      case 'new_device':
        void this.renumber();
        break;
      case 'signed_out':
        this.events.onSignedOut();
        break;
      case 'status':
        this.events.onStatus();
        break;
      case 'changed':
        this.events.onChanged(instruction.entities);
        break;
      case 'storage_failed':
        this.events.onStorageFailed(instruction.error.message);
        break;
    }
  }

  private async post(frames: Uint8Array): Promise<void> {
    const { life } = this;
    let answer: Uint8Array;
    try {
      answer = await this.server.exchange(frames);
    } catch (error) {
      if (life === this.life) this.failed(error);
      return;
    }
    this.events.onReachable(true, true);
    if (life === this.life) this.deliver({ kind: 'response' }, answer);
  }

  private failed(error: unknown): void {
    const refused = error instanceof ServerError ? error : undefined;
    this.events.onReachable(refused?.reached ?? false, false);
    if (refused?.wipe) this.events.onWipe();
    else this.deliver({ kind: 'failed', status: refused?.status ?? 0 });
  }

  private async renumber(): Promise<void> {
    try {
      this.deliver({ kind: 'new_device', device: await this.events.enrolAgain() });
    } catch (error) {
      this.failed(error);
    }
  }
}
