/**
 * A window on a long list that lives elsewhere: pages are fetched by offset when their rows are asked
 * for, kept in a bounded cache, and kept on show while newer ones are fetched.
 */
export interface Page<Row> {
  total: number;
  rows: Row[];
}

interface Slot<Row> {
  rows: Row[];
  generation: number;
  usedAt: number;
}

export class PageCache<Row> {
  total = 0;
  /** True once the first page arrived. */
  loaded = false;
  error: unknown = undefined;

  readonly #pageSize: number;
  readonly #maxPages: number;
  readonly #fetch: (offset: number, limit: number) => Promise<Page<Row>>;
  readonly #onChange: () => void;
  readonly #pages = new Map<number, Slot<Row>>();
  readonly #inFlight = new Map<number, number>();
  #generation = 1;
  #clock = 0;

  constructor(options: {
    fetch: (offset: number, limit: number) => Promise<Page<Row>>;
    onChange: () => void;
    pageSize?: number;
    maxPages?: number;
  }) {
    this.#fetch = options.fetch;
    this.#onChange = options.onChange;
    this.#pageSize = options.pageSize ?? 100;
    this.#maxPages = options.maxPages ?? 20;
  }

  /** The row at an index, or undefined while its page is on the way. Never fetches. */
  row(index: number): Row | undefined {
    return this.#pages.get(Math.floor(index / this.#pageSize))?.rows[index % this.#pageSize];
  }

  /** Makes sure the rows [first, last] are there or coming. */
  need(first: number, last: number): void {
    const from = Math.max(0, Math.floor(first / this.#pageSize));
    const to = Math.max(from, Math.floor(Math.max(first, last) / this.#pageSize));
    for (let page = from; page <= to; page += 1) {
      const slot = this.#pages.get(page);
      if (slot) slot.usedAt = ++this.#clock;
      const past = this.loaded && page > 0 && page * this.#pageSize >= this.total;
      if (slot?.generation !== this.#generation && !past) this.#load(page);
    }
  }

  /** Data changed: shown rows stay until newer ones arrive; the caller asks again with need(). */
  invalidate(): void {
    this.#generation += 1;
  }

  /** Another list: forgets everything. */
  reset(): void {
    this.#generation += 1;
    this.#pages.clear();
    this.total = 0;
    this.loaded = false;
    this.error = undefined;
  }

  #load(page: number): void {
    const generation = this.#generation;
    if (this.#inFlight.get(page) === generation) return;
    this.#inFlight.set(page, generation);
    this.#fetch(page * this.#pageSize, this.#pageSize).then(
      (answer) => {
        this.#settle(page, generation);
        if (generation !== this.#generation) return;
        this.error = undefined;
        this.loaded = true;
        this.total = answer.total;
        this.#pages.set(page, { rows: answer.rows, generation, usedAt: ++this.#clock });
        this.#evict();
        this.#onChange();
      },
      (error: unknown) => {
        this.#settle(page, generation);
        if (generation !== this.#generation) return;
        this.error = error;
        this.#onChange();
      },
    );
  }

  #settle(page: number, generation: number): void {
    if (this.#inFlight.get(page) === generation) this.#inFlight.delete(page);
  }

  #evict(): void {
    for (const page of this.#pages.keys()) {
      if (page > 0 && page * this.#pageSize >= this.total) this.#pages.delete(page);
    }
    while (this.#pages.size > this.#maxPages) {
      let oldest = -1;
      let age = Infinity;
      for (const [page, slot] of this.#pages) {
        if (slot.usedAt < age) [oldest, age] = [page, slot.usedAt];
      }
      this.#pages.delete(oldest);
    }
  }
}
