/** pannier.wasm as functions and values: the other end of wasm/exports.cpp and wasm/messages.h. */
import type { PannierModule } from '../generated/wasm/pannier.js';
import type { JournalEntry } from './journal.js';
import { PannierError, type ErrorPayload } from './types.js';

/** The answer of a command: its envelope as text, and what the worker needs of it. */
export interface CommandAnswer {
  envelope: string;
  changed: string[];
  transaction: number | null;
}

/** A refused command; a long one may have changed rows before it failed. */
export class CommandError extends PannierError {
  constructor(
    payload: ErrorPayload,
    readonly changed: readonly string[],
  ) {
    super(payload);
  }
}

export interface JournalChanges {
  put: JournalEntry[];
  drop: number[];
}

/** What sync's state machine wants done; see sync/client_session.h. */
export type Instruction =
  | { kind: 'post' }
  | { kind: 'timer'; ms: number }
  | { kind: 'bootstrap'; reason: string }
  | { kind: 'new_device' }
  | { kind: 'signed_out' }
  | { kind: 'status' }
  | { kind: 'changed'; entities: string[] }
  | { kind: 'storage_failed'; error: ErrorPayload };

export type SyncEvent =
  | { kind: 'start' | 'online' | 'offline' | 'local_commit' | 'response' | 'timer' | 'sync_now' }
  | { kind: 'poked'; head: number }
  | { kind: 'failed'; status: number }
  | { kind: 'new_device'; device: number };

export interface SyncState {
  device: number;
  pending: number;
  rejected: number;
  conflicts: number;
  last_synced_at: number | null;
  state: string;
  epoch: string;
}

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder();

export class CoreModule {
  constructor(private readonly module: PannierModule) {}

  open(path: string, user: string): void {
    const sizes = this.write(path, user);
    this.read(this.module._pannier_open(sizes[0] ?? 0, sizes[1] ?? 0));
  }

  close(): void {
    this.module._pannier_close();
  }

  /** Throws CommandError. `id` is empty for calls that are never repeated. */
  call(id: string, name: string, params: string): CommandAnswer {
    const sizes = this.write(id, name, params);
    return this.envelope(this.module._pannier_call(sizes[0] ?? 0, sizes[1] ?? 0, sizes[2] ?? 0));
  }

  /** The next bytes of an import. Throws CommandError. */
  feed(job: number, bytes: Uint8Array, last: boolean): CommandAnswer {
    this.write(bytes);
    return this.envelope(this.module._pannier_feed(job, last ? 1 : 0));
  }

  /** The envelope of a write that ran under this id before; empty when none did. */
  repeat(id: string): string {
    const sizes = this.write(id);
    return fromUtf8.decode(this.read(this.module._pannier_repeat(sizes[0] ?? 0)));
  }

  /** Delivers an event to sync; the bytes are those of the `post` instruction, if there is one. */
  sync(event: SyncEvent, bytes: Uint8Array): { todo: Instruction[]; post: Uint8Array } {
    const sizes = this.write(JSON.stringify(event), bytes);
    const answer = this.read(this.module._pannier_sync(sizes[0] ?? 0));
    const length = viewOf(answer).getUint32(0, true);
    const text = fromUtf8.decode(answer.subarray(4, 4 + length));
    return { todo: JSON.parse(text) as Instruction[], post: answer.slice(4 + length) };
  }

  attach(device: number, epoch: string): void {
    const sizes = this.write(epoch);
    this.read(this.module._pannier_attach(device, sizes[0] ?? 0));
  }

  journalChanges(): JournalChanges {
    return unpackJournal(this.read(this.module._pannier_journal_changes()));
  }

  journalEntries(): JournalEntry[] {
    return unpackJournal(this.read(this.module._pannier_journal_entries())).put;
  }

  replay(blobs: readonly Uint8Array[]): void {
    this.write(packBlobs(blobs));
    this.read(this.module._pannier_replay());
  }

  status(): SyncState {
    return JSON.parse(fromUtf8.decode(this.read(this.module._pannier_status()))) as SyncState;
  }

  /** One step of the integrity check; false after the last. Throws when the file is damaged. */
  check(step: number): boolean {
    return fromUtf8.decode(this.read(this.module._pannier_check(step))) === 'more';
  }

  /** Puts the parts behind one another into the module's input; returns their lengths. */
  private write(...parts: (string | Uint8Array)[]): number[] {
    const bytes = parts.map((part) => (typeof part === 'string' ? utf8.encode(part) : part));
    let at = this.module._pannier_input(bytes.reduce((sum, part) => sum + part.byteLength, 0));
    // Only now: making room may have grown the memory and renewed the view.
    const memory = this.module.HEAPU8;
    for (const part of bytes) {
      memory.set(part, at);
      at += part.byteLength;
    }
    return bytes.map((part) => part.byteLength);
  }

  /** The bytes of a response: a view that the next call overwrites. Throws PannierError. */
  private read(response: number): Uint8Array {
    const { status, bytes } = this.response(response);
    if (status === 0) return bytes;
    throw new PannierError(JSON.parse(fromUtf8.decode(bytes)) as ErrorPayload);
  }

  private envelope(response: number): CommandAnswer {
    const { status, bytes } = this.response(response);
    const text = fromUtf8.decode(bytes);
    if (status === 1) throw new CommandError(JSON.parse(text) as ErrorPayload, []);
    if (status === 2) {
      const failed = JSON.parse(text) as { error: ErrorPayload; changed: string[] };
      throw new CommandError(failed.error, failed.changed);
    }
    // The result can be large; what the worker needs stands behind it.
    const tail = text.slice(text.lastIndexOf(',"changed":') + 1);
    const parsed = JSON.parse(`{${tail}`) as { changed: string[]; transaction: number | null };
    return { envelope: text, changed: parsed.changed, transaction: parsed.transaction };
  }

  private response(at: number): { status: number; bytes: Uint8Array } {
    const words = this.module.HEAP32;
    const start = words[(at >> 2) + 1] ?? 0;
    const size = words[(at >> 2) + 2] ?? 0;
    const from = start >>> 0;
    return {
      status: words[at >> 2] ?? 1,
      bytes: this.module.HEAPU8.subarray(from, from + (size >>> 0)),
    };
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** u32 count, then i64 number, u32 length, bytes; u32 count, then i64 numbers. */
export function unpackJournal(bytes: Uint8Array): JournalChanges {
  const view = viewOf(bytes);
  let at = 0;
  const u32 = (): number => {
    at += 4;
    return view.getUint32(at - 4, true);
  };
  const i64 = (): number => {
    at += 8;
    return Number(view.getBigInt64(at - 8, true));
  };
  const changes: JournalChanges = { put: [], drop: [] };
  for (let left = u32(); left > 0; left -= 1) {
    const number = i64();
    const length = u32();
    changes.put.push({ number, bytes: bytes.slice(at, at + length) });
    at += length;
  }
  for (let left = u32(); left > 0; left -= 1) changes.drop.push(i64());
  return changes;
}

/** u32 count, then u32 length, bytes. */
export function packBlobs(blobs: readonly Uint8Array[]): Uint8Array {
  const size = blobs.reduce((sum, blob) => sum + 4 + blob.byteLength, 4);
  const bytes = new Uint8Array(size);
  const view = viewOf(bytes);
  view.setUint32(0, blobs.length, true);
  let at = 4;
  for (const blob of blobs) {
    view.setUint32(at, blob.byteLength, true);
    bytes.set(blob, at + 4);
    at += 4 + blob.byteLength;
  }
  return bytes;
}
