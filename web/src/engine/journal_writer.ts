/**
 * Takes what the core says has changed for the second copy to IndexedDB. What could not be written (no
 * space) is kept and tried again with the next change.
 */
import type { JournalChanges } from './core_module.js';
import type { JournalEntry, StoredAnswer } from './journal.js';

/** The part of Journal used here. */
export interface JournalSink {
  change(
    put: readonly JournalEntry[],
    drop: readonly number[],
    answer?: StoredAnswer,
  ): Promise<void>;
}

export class JournalWriter {
  private readonly unwritten = new Map<number, JournalEntry>();

  constructor(
    private readonly journal: JournalSink,
    private readonly takeChanges: () => JournalChanges,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /**
   * Call it after every command and every event of sync. Resolves when the second copy is on the disk;
   * a failure to write it is reported, not thrown: the change itself is in the database.
   */
  async flush(answer?: StoredAnswer): Promise<void> {
    let entries: JournalEntry[] = [];
    try {
      const { put, drop } = this.takeChanges();
      for (const number of drop) this.unwritten.delete(number);
      for (const entry of put) this.unwritten.set(entry.number, entry);
      entries = [...this.unwritten.values()];
      await this.journal.change(entries, drop, answer);
    } catch (error) {
      this.onFailure(error);
      return;
    }
    // A newer version of an entry may have come meanwhile; that one is still unwritten.
    for (const entry of entries) {
      if (this.unwritten.get(entry.number) === entry) this.unwritten.delete(entry.number);
    }
  }

  /** The second copy was replaced as a whole. */
  forget(): void {
    this.unwritten.clear();
  }
}
