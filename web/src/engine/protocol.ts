/**
 * What pages and the worker say to each other. The leader's page talks to its worker by postMessage,
 * the pages of other tabs through BroadcastChannels (tabs.ts); the messages are the same.
 */
import type { EngineStatus, ErrorPayload, SignInBody } from './types.js';

/** What a page may ask for. Parameters and results of commands stay JSON text: cheap to pass on. */
export type RequestBody =
  | { kind: 'call'; name: string; params: string }
  | { kind: 'import'; file: File; dryRun: boolean; format: string | undefined }
  | { kind: 'cancel'; target: string }
  | { kind: 'sign-in'; body: SignInBody }
  | { kind: 'sign-out' }
  | { kind: 'export' };

/**
 * `id` is unique for ever. A request that got no answer (the leader's tab was closed) is sent again with
 * the same id and a higher `attempt`; the worker makes sure that a write happens once.
 */
export interface RequestMessage {
  type: 'request';
  tab: string;
  id: string;
  attempt: number;
  body: RequestBody;
}

/** Things a page tells the worker without expecting an answer. */
export interface NudgeMessage {
  type: 'nudge';
  what: 'online' | 'offline' | 'visible' | 'sync' | 'retry';
}

/** A tab that has just opened asks who leads. */
export interface HelloMessage {
  type: 'hello';
  tab: string;
}

/** The tab is closing; the worker may forget its channel. */
export interface ByeMessage {
  type: 'bye';
  tab: string;
}

export type ToWorker = RequestMessage | NudgeMessage | HelloMessage | ByeMessage;

export type Answer = { ok: true; value: unknown } | { ok: false; error: ErrorPayload };

export interface AnswerMessage {
  type: 'answer';
  id: string;
  answer: Answer;
}

/** A step of a long request (import). */
export interface ProgressMessage {
  type: 'progress';
  id: string;
  value: unknown;
}

/** `generation` names one life of a worker: a new one means that unanswered requests must be resent. */
export interface LeaderMessage {
  type: 'leader';
  generation: string;
  status: CoreStatus;
}

export interface StatusMessage {
  type: 'status';
  status: CoreStatus;
}

/** Names of entities whose rows changed; `*` means everything (another database was opened). */
export interface ChangedMessage {
  type: 'changed';
  entities: string[];
}

/** The worker can no longer be trusted (a broken invariant, out of memory) and must be replaced. */
export interface CrashedMessage {
  type: 'crashed';
  message: string;
}

export type FromWorker =
  AnswerMessage | ProgressMessage | LeaderMessage | StatusMessage | ChangedMessage | CrashedMessage;

/** The part of the status that the worker knows; a page adds its role, network and storage promise. */
export type CoreStatus = Pick<
  EngineStatus,
  | 'phase'
  | 'progress'
  | 'error'
  | 'serverReachable'
  | 'saved'
  | 'pending'
  | 'rejected'
  | 'conflicts'
  | 'storage'
  | 'user'
  | 'needsSignIn'
  | 'lastSyncedAt'
  | 'notices'
>;
