import { describe, expect, it } from 'vitest';
import type { JournalChanges } from './core_module.js';
import type { JournalEntry, StoredAnswer } from './journal.js';
import { JournalWriter, type JournalSink } from './journal_writer.js';

class FakeJournal implements JournalSink {
  readonly stored = new Map<number, Uint8Array>();
  readonly answers: StoredAnswer[] = [];
  full = false;

  change(
    put: readonly JournalEntry[],
    drop: readonly number[],
    answer?: StoredAnswer,
  ): Promise<void> {
    if (this.full) return Promise.reject(new DOMException('full', 'QuotaExceededError'));
    for (const number of drop) this.stored.delete(number);
    for (const entry of put) this.stored.set(entry.number, entry.bytes);
    if (answer) this.answers.push(answer);
    return Promise.resolve();
  }
}

const entry = (number: number, byte: number): JournalEntry => ({
  number,
  bytes: Uint8Array.of(byte),
});

function setUp(): {
  journal: FakeJournal;
  next: JournalChanges[];
  writer: JournalWriter;
  failures: unknown[];
} {
  const journal = new FakeJournal();
  const next: JournalChanges[] = [];
  const failures: unknown[] = [];
  const take = (): JournalChanges => next.shift() ?? { put: [], drop: [] };
  const writer = new JournalWriter(journal, take, (error) => failures.push(error));
  return { journal, next, writer, failures };
}

describe('JournalWriter', () => {
  it('has an entry on the disk, with its answer, when it resolves', async () => {
    const { journal, next, writer } = setUp();
    next.push({ put: [entry(1, 7)], drop: [] });
    await writer.flush({ id: 'tab:1', answer: '{}' });
    expect(journal.stored.get(1)).toEqual(Uint8Array.of(7));
    expect(journal.answers).toEqual([{ id: 'tab:1', answer: '{}' }]);
  });

  it('drops what the server has confirmed', async () => {
    const { journal, next, writer } = setUp();
    next.push({ put: [entry(1, 7), entry(2, 8)], drop: [] }, { put: [], drop: [1] });
    await writer.flush();
    await writer.flush();
    expect([...journal.stored.keys()]).toEqual([2]);
  });

  it('keeps what could not be written and writes it with the next change, in its newest form', async () => {
    const { journal, next, writer, failures } = setUp();
    journal.full = true;
    next.push({ put: [entry(1, 7), entry(2, 8)], drop: [] });
    await writer.flush();
    expect(failures).toHaveLength(1);
    journal.full = false;
    next.push({ put: [entry(2, 9)], drop: [] });
    await writer.flush();
    expect([...journal.stored]).toEqual([
      [1, Uint8Array.of(7)],
      [2, Uint8Array.of(9)],
    ]);
  });

  it('does not bring an entry back that was confirmed before it could be written', async () => {
    const { journal, next, writer } = setUp();
    journal.full = true;
    next.push({ put: [entry(1, 7)], drop: [] });
    await writer.flush();
    journal.full = false;
    next.push({ put: [], drop: [1] });
    await writer.flush();
    expect(journal.stored.size).toBe(0);
  });
});
