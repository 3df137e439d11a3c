/**
 * A page's open requests. Each is sent to whoever leads now and sent again, with the same id, when the
 * leader changes before it answered.
 */
import type { AnswerMessage, ProgressMessage, RequestBody, RequestMessage } from './protocol.js';
import { PannierError } from './types.js';

/** Sends a request to the present leader. */
export type Carrier = (message: RequestMessage) => void;

/** A request that saw this many workers end is given up: it may be what ends them. */
const mostAttempts = 3;

interface Open {
  message: RequestMessage;
  resolve: (value: unknown) => void;
  reject: (error: PannierError) => void;
  onProgress: ((value: unknown) => void) | undefined;
}

export class Requests {
  private readonly open = new Map<string, Open>();
  private carrier: Carrier | undefined;
  private generation: string | undefined;
  private refusal: PannierError | undefined;
  private count = 0;

  constructor(private readonly tab: string) {}

  /** Asks; `onId` receives the id at once, for cancelling. Rejects with PannierError. */
  send(
    body: RequestBody,
    options: { onProgress?: (value: unknown) => void; onId?: (id: string) => void } = {},
  ): Promise<unknown> {
    if (this.refusal) return Promise.reject(this.refusal);
    this.count += 1;
    const id = `${this.tab}:${String(this.count)}`;
    const message: RequestMessage = { type: 'request', tab: this.tab, id, attempt: 0, body };
    options.onId?.(id);
    return new Promise((resolve, reject) => {
      const entry: Open = { message, resolve, reject, onProgress: options.onProgress };
      this.open.set(id, entry);
      if (this.carrier && this.generation !== undefined) this.dispatch(entry);
    });
  }

  /** How requests travel from now on. Nothing is sent before the leader has named its generation. */
  useCarrier(carrier: Carrier): void {
    this.carrier = carrier;
    this.generation = undefined;
  }

  /** The leader introduced itself; a new one gets everything that is still open. */
  leaderIs(generation: string): void {
    this.refusal = undefined;
    if (this.generation === generation) return;
    this.generation = generation;
    for (const entry of [...this.open.values()]) this.dispatch(entry);
  }

  /** An answer or a progress step. Unknown ids belong to answers that came twice. */
  receive(message: AnswerMessage | ProgressMessage): void {
    const entry = this.open.get(message.id);
    if (!entry) return;
    if (message.type === 'progress') {
      entry.onProgress?.(message.value);
      return;
    }
    this.open.delete(message.id);
    if (message.answer.ok) entry.resolve(message.answer.value);
    else entry.reject(new PannierError(message.answer.error));
  }

  /** Ends everything that is open or comes until another leader introduces itself: the engine gave up. */
  refuse(error: PannierError): void {
    this.refusal = error;
    const entries = [...this.open.values()];
    this.open.clear();
    for (const entry of entries) entry.reject(error);
  }

  get size(): number {
    return this.open.size;
  }

  private dispatch(entry: Open): void {
    entry.message.attempt += 1;
    if (entry.message.attempt > mostAttempts) {
      this.open.delete(entry.message.id);
      entry.reject(
        new PannierError({
          code: 'engine_stopped',
          message:
            'The database engine stopped several times while it worked on this. Nothing was lost.',
        }),
      );
      return;
    }
    this.carrier?.(entry.message);
  }
}
