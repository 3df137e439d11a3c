/**
 * The worker's memory of recent requests, so that a request that arrives twice is done once: the second
 * gets the first one's answer, also while the first is still being worked on. Answers of reads are
 * forgotten as soon as they are given; a read may be done twice.
 *
 * This covers repeats within one life of the worker. What must survive it (a write that was committed
 * while its answer got lost) is remembered by the core in the write's own transaction: see README.md.
 */
import type { Answer } from './protocol.js';

export interface Served {
  answer: Answer;
  /** Something was stored, so the work must not be done again. */
  wrote: boolean;
}

export class RecentAnswers {
  private readonly answers = new Map<string, Promise<Served>>();

  constructor(private readonly capacity = 500) {}

  /** The answer of request `id`; `work` runs only when the id is not known. */
  once(id: string, work: () => Promise<Served>): Promise<Served> {
    const known = this.answers.get(id);
    if (known) return known;
    const served = work().then((result) => {
      if (!result.wrote) this.answers.delete(id);
      return result;
    });
    this.answers.set(id, served);
    this.forgetOldest();
    return served;
  }

  get size(): number {
    return this.answers.size;
  }

  private forgetOldest(): void {
    // A Map iterates in the order of insertion.
    for (const id of this.answers.keys()) {
      if (this.answers.size <= this.capacity) return;
      this.answers.delete(id);
    }
  }
}
