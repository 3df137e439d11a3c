/**
 * How long to wait before trying again: "full jitter", a random time between 0 and a bound that doubles
 * with each failure (from `first` to `longest`). Spreads the devices of a shop when a server comes back.
 */
export class Backoff {
  private failures = 0;

  constructor(
    private readonly random: () => number = Math.random,
    private readonly firstMs = 1000,
    private readonly longestMs = 300_000,
  ) {}

  /** Milliseconds until the next try, after one more failure. */
  next(): number {
    const bound = Math.min(this.longestMs, this.firstMs * 2 ** this.failures);
    this.failures = Math.min(this.failures + 1, 30);
    return Math.round(this.random() * bound);
  }

  /** It worked, or there is news (network back, tab in front, a poke): start again at the shortest. */
  reset(): void {
    this.failures = 0;
  }
}

/** Resolves after `ms`; at once when the signal fires. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    }
    signal?.addEventListener('abort', done);
  });
}
