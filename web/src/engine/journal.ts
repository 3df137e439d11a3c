/**
 * What must survive the loss of the SQLite file, kept in IndexedDB: the outbox a second time (the
 * journal), the answers of recent writes, and a few facts about this device (`meta`).
 *
 * The browser may drop or damage the database file; then the shop is fetched again and what the server
 * has not seen yet is replayed from here. So an entry is on the disk before a write counts as saved.
 */
import { committed, openIndexedDb, settled } from './idb.js';

export interface JournalEntry {
  /** Local number of the transaction; ascending. A later entry of the same number replaces it. */
  number: number;
  /** The transaction as sync encodes it. */
  bytes: Uint8Array;
}

/** The answer of one write, for a request that is sent again to a new worker. */
export interface StoredAnswer {
  id: string;
  answer: string;
}

export interface Session {
  user: { email: string; name: string };
  device: number;
  /** The server's store as known at enrolment. */
  epoch: string;
}

/** Facts by name, with their types. */
export interface Meta {
  session: Session;
  /** Name of the complete database now in use. */
  database: string;
  /** Set from the moment the database is given up until the journal has been replayed into another. */
  replay: boolean;
  /** When the integrity check last passed, milliseconds UTC. */
  checkedAt: number;
}

const answersKept = 500;

export class Journal {
  private constructor(private readonly database: IDBDatabase) {}

  static async open(factory: IDBFactory = indexedDB, name = 'pannier'): Promise<Journal> {
    const database = await openIndexedDb(factory, name, 1, (created) => {
      created.createObjectStore('meta');
      created.createObjectStore('journal', { keyPath: 'number' });
      const answers = created.createObjectStore('answers', { autoIncrement: true });
      answers.createIndex('id', 'id');
    });
    return new Journal(database);
  }

  /**
   * Brings the second copy up to date, with the answer of the write that made the change. Resolves when
   * it is on the disk; dropping alone does not wait for that.
   */
  async change(
    put: readonly JournalEntry[],
    drop: readonly number[],
    answer?: StoredAnswer,
  ): Promise<void> {
    if (put.length === 0 && drop.length === 0 && !answer) return;
    const transaction = this.database.transaction(['journal', 'answers'], 'readwrite', {
      durability: put.length === 0 && !answer ? 'relaxed' : 'strict',
    });
    const journal = transaction.objectStore('journal');
    for (const number of drop) journal.delete(number);
    for (const entry of put) journal.put(entry);
    if (answer) keepAnswer(transaction.objectStore('answers'), answer);
    await committed(transaction);
  }

  /** Replaces the whole second copy, after a replay numbered everything anew. */
  async replace(entries: readonly JournalEntry[]): Promise<void> {
    const transaction = this.database.transaction('journal', 'readwrite', {
      durability: 'strict',
    });
    const journal = transaction.objectStore('journal');
    journal.clear();
    for (const entry of entries) journal.put(entry);
    await committed(transaction);
  }

  /** All entries, oldest first. */
  async entries(): Promise<JournalEntry[]> {
    const transaction = this.database.transaction('journal', 'readonly');
    return (await settled(transaction.objectStore('journal').getAll())) as JournalEntry[];
  }

  async answerOf(id: string): Promise<string | undefined> {
    const transaction = this.database.transaction('answers', 'readonly');
    const found = (await settled(transaction.objectStore('answers').index('id').get(id))) as
      StoredAnswer | undefined;
    return found?.answer;
  }

  async get<K extends keyof Meta>(name: K): Promise<Meta[K] | undefined> {
    const transaction = this.database.transaction('meta', 'readonly');
    return (await settled(transaction.objectStore('meta').get(name))) as Meta[K] | undefined;
  }

  /** Sets several facts at once; `undefined` removes one. */
  async set(facts: { [K in keyof Meta]?: Meta[K] | undefined }): Promise<void> {
    const transaction = this.database.transaction('meta', 'readwrite', { durability: 'strict' });
    const store = transaction.objectStore('meta');
    for (const [name, value] of Object.entries(facts)) {
      if (value === undefined) store.delete(name);
      else store.put(value, name);
    }
    await committed(transaction);
  }

  /** Forgets everything: the person signed out. */
  async clear(): Promise<void> {
    const names = ['meta', 'journal', 'answers'];
    const transaction = this.database.transaction(names, 'readwrite', { durability: 'strict' });
    for (const name of names) transaction.objectStore(name).clear();
    await committed(transaction);
  }

  close(): void {
    this.database.close();
  }
}

function keepAnswer(answers: IDBObjectStore, answer: StoredAnswer): void {
  const added = answers.add(answer);
  added.onsuccess = () => {
    answers.delete(IDBKeyRange.upperBound((added.result as number) - answersKept));
  };
}
