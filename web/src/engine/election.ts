/**
 * One tab owns the worker and the database: the one that holds the Web Lock. The browser gives the lock
 * to the next tab in line when the holder closes, crashes or lets go, so there are never two.
 */

/** The part of navigator.locks used here; tests put a fake in its place. */
export interface LockManagerLike {
  request(
    name: string,
    options: { mode: 'exclusive'; signal: AbortSignal },
    callback: () => Promise<void>,
  ): Promise<unknown>;
}

export interface ElectionEvents {
  /** This tab leads now. */
  onElected(): void;
  /**
   * This tab must stop leading, and have stopped when this returns: the lock goes to the next tab at
   * once. Not a promise, because a page that is being put aside (`pagehide`) may freeze before the
   * promise settles and would then keep the lock.
   */
  onReleasing(): void;
}

export class Election {
  private waiting: AbortController | undefined;
  private letGo: (() => void) | undefined;

  constructor(
    private readonly locks: LockManagerLike,
    private readonly name: string,
    private readonly events: ElectionEvents,
  ) {}

  get leading(): boolean {
    return this.letGo !== undefined;
  }

  /** Gets in line for the lock. Does nothing when already in line or leading. */
  join(): void {
    if (this.waiting) return;
    const waiting = new AbortController();
    this.waiting = waiting;
    this.locks
      .request(this.name, { mode: 'exclusive', signal: waiting.signal }, () => {
        if (waiting.signal.aborted) return Promise.resolve();
        return new Promise<void>((resolve) => {
          this.letGo = resolve;
          this.events.onElected();
        });
      })
      .catch((error: unknown) => {
        // Leaving the line rejects with AbortError; that is what leave() wants.
        if (!waiting.signal.aborted) throw error;
      });
  }

  /** Leaves the line, or hands the leadership over. join() gets in line again. */
  leave(): void {
    const waiting = this.waiting;
    if (!waiting) return;
    this.waiting = undefined;
    const letGo = this.letGo;
    this.letGo = undefined;
    if (!letGo) {
      waiting.abort();
      return;
    }
    try {
      this.events.onReleasing();
    } finally {
      letGo();
    }
  }
}
