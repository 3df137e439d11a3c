/**
 * The leading page's hold on the worker: starts it, replaces it when it ends, gives up when it ends again
 * and again.
 */
import type { FromWorker, ToWorker } from './protocol.js';

export interface WorkerLike {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface WorkerEvents {
  onMessage(message: FromWorker): void;
  /** The worker ended too often; `message` says how the last one ended. */
  onGivenUp(message: string): void;
}

/** More crashes than this within the window below mean that starting again does not help. */
const crashesAllowed = 3;
const crashWindowMs = 60_000;

export class WorkerHost {
  private worker: WorkerLike | undefined;
  private crashes: number[] = [];

  constructor(
    private readonly create: () => WorkerLike,
    private readonly events: WorkerEvents,
    private readonly now: () => number = Date.now,
  ) {}

  get running(): boolean {
    return this.worker !== undefined;
  }

  start(): void {
    if (this.worker) return;
    const worker = this.create();
    this.worker = worker;
    worker.onmessage = (event) => {
      if (this.worker !== worker) return;
      if (event.data.type === 'crashed') this.crashed(event.data.message);
      else this.events.onMessage(event.data);
    };
    worker.onerror = (event) => {
      if (this.worker === worker) this.crashed(event.message || 'The engine could not be loaded.');
    };
  }

  send(message: ToWorker): void {
    this.worker?.postMessage(message);
  }

  /** Ends the worker at once. What was committed stays; what was not is undone at the next start. */
  stop(): void {
    const worker = this.worker;
    this.worker = undefined;
    if (!worker) return;
    worker.onmessage = null;
    worker.onerror = null;
    worker.terminate();
  }

  /** A person asked to try again. */
  restart(): void {
    this.crashes = [];
    this.stop();
    this.start();
  }

  private crashed(message: string): void {
    console.error('Pannier engine stopped:', message);
    this.stop();
    const now = this.now();
    this.crashes = this.crashes.filter((at) => now - at < crashWindowMs);
    this.crashes.push(now);
    if (this.crashes.length > crashesAllowed) this.events.onGivenUp(message);
    else this.start();
  }
}
