/**
 * Live queries: reads that run again when something they read changed. Each has at most one run on its
 * way, so answers arrive in order; changes that come meanwhile lead to one more run, not to many.
 */
import type { PannierError } from './types.js';

export type RunQuery = (name: string, params: string) => Promise<unknown>;

/** `undefined` and an error when the read failed. */
export type LiveCallback = (result: unknown, error?: PannierError) => void;

interface Query {
  name: string;
  params: string;
  callback: LiveCallback;
  running: boolean;
  stale: boolean;
  ended: boolean;
}

export class LiveQueries {
  private readonly queries = new Set<Query>();
  private scheduled = false;

  /**
   * `reads` names the entities each command reads; a command without an entry may read anything.
   * `nextFrame` runs its argument when the page draws next.
   */
  constructor(
    private readonly run: RunQuery,
    private readonly reads: Readonly<Record<string, readonly string[]>>,
    private readonly nextFrame: (work: () => void) => void,
  ) {}

  add(name: string, params: string, callback: LiveCallback): () => void {
    const query: Query = { name, params, callback, running: false, stale: false, ended: false };
    this.queries.add(query);
    void this.refresh(query);
    return () => {
      query.ended = true;
      this.queries.delete(query);
    };
  }

  /** Something changed; `*` stands for every entity. */
  changed(entities: readonly string[]): void {
    for (const query of this.queries) {
      if (this.concerns(query.name, entities)) query.stale = true;
    }
    if (this.scheduled) return;
    this.scheduled = true;
    this.nextFrame(() => {
      this.scheduled = false;
      for (const query of [...this.queries]) {
        if (query.stale) void this.refresh(query);
      }
    });
  }

  private concerns(name: string, entities: readonly string[]): boolean {
    const read = this.reads[name];
    if (!read || read.length === 0 || entities.includes('*')) return true;
    return entities.some((entity) => read.includes(entity));
  }

  private async refresh(query: Query): Promise<void> {
    if (query.running || query.ended) return;
    query.running = true;
    query.stale = false;
    let result: unknown;
    let error: PannierError | undefined;
    try {
      result = await this.run(query.name, query.params);
    } catch (caught) {
      error = caught as PannierError;
    }
    query.running = false;
    // Removed from the set while it ran: the caller does not want it any more.
    if (!this.queries.has(query)) return;
    try {
      if (error) query.callback(undefined, error);
      else query.callback(result);
    } finally {
      if (this.isStale(query)) this.changed([]);
    }
  }

  private isStale(query: Query): boolean {
    return query.stale;
  }
}
