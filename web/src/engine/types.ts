/**
 * The seam between what draws (src/app, src/ui, src/views, src/data, src/widget) and what carries
 * (src/engine). Views know only this file; the worker, the leader election and the sync host stay
 * behind it. `src/engine/client.ts` exports `createEngine: CreateEngine`.
 */
import type { CommandName, Commands, ImportReport } from '../generated/api.js';

/** A command's answer together with what it changed. */
export interface CallOutcome<R> {
  result: R;
  /** Names of the entities whose rows changed: `customer`, `note`, … Empty for a read. */
  changed: string[];
  /** Number of the transaction in the change log, for `changes.undo`; null when nothing was written. */
  transaction: number | null;
}

/** What the core puts into an error; also what crosses the MessagePort. */
export interface ErrorPayload {
  /** One of the core's codes (`invalid`, `not_found`, …) or, from the engine itself, one of `EngineErrorCode`. */
  code: string;
  /** A full sentence for the person at the screen. */
  message: string;
  field?: string | undefined;
  /** Byte offset into the UTF-8 text of the parameter in error (segment text, template). */
  position?: number | undefined;
  /** Length in bytes of the faulty part. */
  length?: number | undefined;
  detail?: unknown;
}

/** Codes the engine adds to those of the core. */
export type EngineErrorCode =
  | 'engine_stopped' // the worker ended; the engine restarts it and the call may be repeated
  | 'cancelled' // the caller's AbortSignal fired
  | 'signed_out' // there is no shop on this device and nobody is signed in
  | 'sign_in_failed' // wrong link, e-mail or password
  | 'server_unreachable' // a sign-in or first sync needs the server and it does not answer
  | 'storage_failed'; // the device refused to store (full disk, private window)

/** Every rejection of an Engine method is a PannierError. */
export class PannierError extends Error {
  override readonly name = 'PannierError';
  readonly code: string;
  readonly field: string | undefined;
  readonly position: number | undefined;
  readonly length: number | undefined;
  readonly detail: unknown;

  constructor(payload: ErrorPayload) {
    super(payload.message);
    this.code = payload.code;
    this.field = payload.field;
    this.position = payload.position;
    this.length = payload.length;
    this.detail = payload.detail;
  }
}

export interface ImportFileOptions {
  /** Read and match everything, store nothing. */
  dryRun: boolean;
  /** A format name from `import.detect`; absent = recognise it. */
  format?: string | undefined;
  /** Aborting calls `import.cancel`; the promise then rejects with code `cancelled` and nothing of the file stays stored. */
  signal?: AbortSignal | undefined;
  /** `fraction` runs from 0 to 1 by bytes read. */
  onProgress: (report: ImportReport, fraction: number) => void;
}

export interface SignInBody {
  /** Token of a sign-in link (`#signin=TOKEN`). */
  link?: string;
  email?: string;
  password?: string;
}

export type EnginePhase =
  | 'starting' // the worker and the database open; shows a quiet splash
  | 'signed-out' // no token and no shop on this device
  | 'first-sync' // the image of the shop streams in; `progress` is set
  | 'ready' // commands work; online or not
  | 'failed'; // cannot go on by itself; `error` says why

export interface SyncProgress {
  /** Bytes; `total` is 0 while unknown. */
  loaded: number;
  total: number;
  /** `connect` | `download` | `open` */
  step: string;
}

/** The three states a person sees, always exactly one of them. */
export type SavedState = 'device' | 'synced' | 'attention';

export interface EngineStatus {
  phase: EnginePhase;
  progress?: SyncProgress | undefined;
  /** A sentence, for phase `failed` (and for a first sync that broke off and is retried). */
  error?: string | undefined;
  /** What the browser says about the network. */
  online: boolean;
  /** Whether the server answered the last time it was asked. */
  serverReachable: boolean;
  saved: SavedState;
  /** Transactions on this device that the server has not confirmed. */
  pending: number;
  rejected: number;
  conflicts: number;
  /** Whether the browser promised to keep the storage; null = not known yet. */
  persisted: boolean | null;
  storage: 'opfs' | 'memory';
  usageBytes?: number | undefined;
  quotaBytes?: number | undefined;
  role: 'leader' | 'follower';
  user?: { email: string; name: string } | undefined;
  /** The token is no longer accepted: work goes on, sync waits for a new sign-in (`signIn` works in phase `ready` too). */
  needsSignIn?: boolean | undefined;
  lastSyncedAt?: number | undefined;
  /** Sentences worth showing once each, e.g. "Changes made before the last crash were restored." */
  notices?: string[] | undefined;
}

/** Install and update controls of the PWA; present once src/pwa has registered. */
export interface AppControls {
  readonly installable: boolean;
  readonly updateReady: boolean;
  install(): Promise<boolean>;
  applyUpdate(): void;
  onChange(callback: () => void): () => void;
}

export interface Engine {
  /** Runs one command. Rejects with PannierError. Calls made in phase `starting` wait for the database. */
  call<K extends CommandName>(name: K, params: Commands[K][0]): Promise<Commands[K][1]>;

  /**
   * As `call`, with the transaction number for undo. Resolves only when the change is durable on this
   * device (database and outbox journal): the UI says "saved on this device" at that moment.
   */
  callFull<K extends CommandName>(
    name: K,
    params: Commands[K][0],
  ): Promise<CallOutcome<Commands[K][1]>>;

  /**
   * Runs a read now and again whenever an entity it reads changed (here, in another tab, or by sync).
   * Answers arrive in order; an answer overtaken by a newer one is dropped. A failure calls back with
   * `result` undefined and the error. Returns the unsubscribe function.
   */
  live<K extends CommandName>(
    name: K,
    params: Commands[K][0],
    callback: (result: Commands[K][1] | undefined, error?: PannierError) => void,
  ): () => void;

  /** Calls back with the names of changed entities after each change, from wherever it came. */
  onChanged(callback: (entities: readonly string[]) => void): () => void;

  /** Streams a file through `import.start` / `import.feed`; resolves with the final report. */
  importFile(file: File, options: ImportFileOptions): Promise<ImportReport>;

  readonly status: EngineStatus;
  /** Calls back after every change of `status` (not immediately). Returns the unsubscribe function. */
  onStatus(callback: (status: EngineStatus) => void): () => void;

  signIn(body: SignInBody): Promise<void>;
  /** Forgets the token and removes the shop from this device, unsent changes included. */
  signOut(): Promise<void>;
  /** Asks the browser to keep the storage; resolves with its answer, which `status.persisted` then repeats. */
  requestPersistence(): Promise<boolean>;
  /** The database file as it is now, for a backup. */
  exportDatabase(): Promise<Blob>;
  /** Tries to push and pull now instead of at the next poke. */
  syncNow(): void;
  /** After phase `failed`: starts again. */
  retry(): void;
  readonly app?: AppControls | undefined;
}

/** Exported by `src/engine/client.ts`; called once per page by src/app. */
export type CreateEngine = () => Engine;
