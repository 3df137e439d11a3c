/** Lets requests wait until the database is open, or refuses them when it will not be. */

export class Gate {
  private state: 'closed' | 'open' | 'refusing' = 'closed';
  private refusal: () => Error = () => new Error('closed');
  private waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];

  /** Resolves once open; rejects while refusing. */
  pass(): Promise<void> {
    if (this.state === 'open') return Promise.resolve();
    if (this.state === 'refusing') return Promise.reject(this.refusal());
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  open(): void {
    this.state = 'open';
    for (const each of this.take()) each.resolve();
  }

  /** Whoever comes waits. */
  close(): void {
    this.state = 'closed';
  }

  /** Whoever waits or comes is sent away. */
  refuse(refusal: () => Error): void {
    this.state = 'refusing';
    this.refusal = refusal;
    for (const each of this.take()) each.reject(refusal());
  }

  private take(): typeof this.waiting {
    const waiting = this.waiting;
    this.waiting = [];
    return waiting;
  }
}
