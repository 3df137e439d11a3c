/**
 * The engine as the views see it. Every page has one; the page that leads also owns the worker, the
 * others reach it through channels. Which of the two this page is may change at any time.
 */
import { COMMAND_READS } from '../generated/api.js';
import type { CommandName, Commands, ImportReport } from '../generated/api.js';
import { createAppControls } from '../pwa/controls.js';
import { Election } from './election.js';
import { LiveQueries } from './live.js';
import { DeviceFacts } from './page_facts.js';
import type { CoreStatus, FromWorker, NudgeMessage } from './protocol.js';
import { Requests } from './requests.js';
import { FollowerChannels } from './tabs.js';
import type {
  AppControls,
  CallOutcome,
  CreateEngine,
  Engine,
  EngineStatus,
  ImportFileOptions,
  SignInBody,
} from './types.js';
import { PannierError } from './types.js';
import { WorkerHost, type WorkerLike } from './worker_host.js';

const lockName = 'pannier-db';
const updateNotice = 'A new version of Pannier is ready. Reload to use it.';

const insecure =
  'Browsers keep data only for secure addresses. Open Pannier by https, or as localhost on this computer.';

const atStart: CoreStatus = {
  phase: 'starting',
  serverReachable: false,
  saved: 'synced',
  pending: 0,
  rejected: 0,
  conflicts: 0,
  storage: 'opfs',
};

class Client implements Engine {
  readonly app: AppControls;

  private readonly tab = isSecureContext ? crypto.randomUUID() : 'none';
  private readonly requests = new Requests(this.tab);
  private readonly live_: LiveQueries;
  private readonly election: Election;
  private readonly host: WorkerHost;
  private readonly facts: DeviceFacts;
  private channels: FollowerChannels | undefined;
  private core: CoreStatus = atStart;
  private merged: EngineStatus | undefined;
  private readonly statusListeners = new Set<(status: EngineStatus) => void>();
  private readonly changeListeners = new Set<(entities: readonly string[]) => void>();

  constructor() {
    this.facts = new DeviceFacts(() => {
      this.statusChanged();
    });
    this.live_ = new LiveQueries(
      async (name, params) => (await this.callText(name, params)).result,
      COMMAND_READS,
      nextFrame,
    );
    this.host = new WorkerHost(createWorker, {
      onMessage: (message) => {
        this.receive(message);
      },
      onGivenUp: (message) => {
        this.givenUp(message);
      },
    });
    this.election = new Election(navigator.locks, lockName, {
      onElected: () => {
        this.lead();
      },
      onReleasing: () => {
        this.host.stop();
      },
    });
    this.app = createAppControls();
    this.app.onChange(() => {
      this.statusChanged();
    });
    if (!isSecureContext) {
      this.fail(insecure);
      return;
    }
    this.watchPage();
    this.follow();
    this.election.join();
  }

  get status(): EngineStatus {
    if (!this.merged) {
      const notices = [...(this.core.notices ?? [])];
      if (this.app.updateReady) notices.push(updateNotice);
      this.merged = { ...this.core, ...this.facts.current, notices };
    }
    return this.merged;
  }

  onStatus(callback: (status: EngineStatus) => void): () => void {
    this.statusListeners.add(callback);
    return () => this.statusListeners.delete(callback);
  }

  onChanged(callback: (entities: readonly string[]) => void): () => void {
    this.changeListeners.add(callback);
    return () => this.changeListeners.delete(callback);
  }

  async call<K extends CommandName>(name: K, params: Commands[K][0]): Promise<Commands[K][1]> {
    return (await this.callFull(name, params)).result;
  }

  callFull<K extends CommandName>(
    name: K,
    params: Commands[K][0],
  ): Promise<CallOutcome<Commands[K][1]>> {
    return this.callText(name, JSON.stringify(params)) as Promise<CallOutcome<Commands[K][1]>>;
  }

  live<K extends CommandName>(
    name: K,
    params: Commands[K][0],
    callback: (result: Commands[K][1] | undefined, error?: PannierError) => void,
  ): () => void {
    return this.live_.add(name, JSON.stringify(params), (result, error) => {
      callback(result as Commands[K][1] | undefined, error);
    });
  }

  async importFile(file: File, options: ImportFileOptions): Promise<ImportReport> {
    const { signal, onProgress } = options;
    if (signal?.aborted) throw cancelled();
    let id = '';
    const stop = (): void => {
      void this.requests.send({ kind: 'cancel', target: id }).catch(() => undefined);
    };
    signal?.addEventListener('abort', stop);
    try {
      const body = {
        kind: 'import',
        file,
        dryRun: options.dryRun,
        format: options.format,
      } as const;
      const report = await this.requests.send(body, {
        onId: (given) => {
          id = given;
        },
        onProgress: (value) => {
          const step = value as { report: ImportReport; fraction: number };
          onProgress(step.report, step.fraction);
        },
      });
      return report as ImportReport;
    } finally {
      signal?.removeEventListener('abort', stop);
      void this.facts.measure();
    }
  }

  async exportDatabase(): Promise<Blob> {
    return (await this.requests.send({ kind: 'export' })) as Blob;
  }

  requestPersistence(): Promise<boolean> {
    return this.facts.requestPersistence();
  }

  async signIn(body: SignInBody): Promise<void> {
    await this.requests.send({ kind: 'sign-in', body });
  }

  async signOut(): Promise<void> {
    await this.requests.send({ kind: 'sign-out' });
  }

  syncNow(): void {
    this.nudge('sync');
  }

  retry(): void {
    if (this.election.leading && !this.host.running) this.host.restart();
    else this.nudge('retry');
  }

  // ---- leading and following ---------------------------------------------------------------------

  private lead(): void {
    this.channels?.close();
    this.channels = undefined;
    this.requests.useCarrier((message) => {
      this.host.send(message);
    });
    this.facts.set({ role: 'leader' });
    this.host.start();
  }

  private follow(): void {
    const channels = new FollowerChannels(this.tab, (message) => {
      this.receive(message);
    });
    this.channels = channels;
    this.requests.useCarrier((message) => {
      channels.send(message);
    });
    this.facts.set({ role: 'follower' });
    channels.send({ type: 'hello', tab: this.tab });
  }

  private watchPage(): void {
    addEventListener('pagehide', () => {
      this.channels?.send({ type: 'bye', tab: this.tab });
      this.election.leave();
    });
    window.addEventListener('pageshow', (event) => {
      if (!event.persisted) return;
      // Channels of a page that was put aside may have missed anything.
      this.channels?.close();
      this.channels = undefined;
      this.follow();
      this.election.join();
    });
    addEventListener('online', () => {
      this.nudge('online');
    });
    addEventListener('offline', () => {
      this.nudge('offline');
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.nudge('visible');
    });
  }

  private nudge(what: NudgeMessage['what']): void {
    const message: NudgeMessage = { type: 'nudge', what };
    if (this.channels) this.channels.send(message);
    else this.host.send(message);
  }

  // ---- what comes back ---------------------------------------------------------------------------

  private receive(message: FromWorker): void {
    switch (message.type) {
      case 'answer':
      case 'progress':
        this.requests.receive(message);
        break;
      case 'leader':
        this.setCore(message.status);
        this.requests.leaderIs(message.generation);
        break;
      case 'status':
        this.setCore(message.status);
        break;
      case 'changed':
        this.live_.changed(message.entities);
        for (const listener of this.changeListeners) listener(message.entities);
        break;
      case 'crashed':
        break; // The leading page's WorkerHost deals with it.
    }
  }

  private givenUp(message: string): void {
    this.fail(`The database engine stopped several times (${message}). What was saved is safe.`);
  }

  private fail(error: string): void {
    this.setCore({ ...this.core, phase: 'failed', error });
    this.requests.refuse(new PannierError({ code: 'engine_stopped', message: error }));
  }

  private setCore(status: CoreStatus): void {
    const opened = status.phase === 'ready' && this.core.phase !== 'ready';
    this.core = status;
    this.statusChanged();
    if (opened) {
      this.live_.changed(['*']);
      void this.facts.measure();
    }
  }

  private statusChanged(): void {
    this.merged = undefined;
    for (const listener of this.statusListeners) listener(this.status);
  }

  private async callText(name: string, params: string): Promise<CallOutcome<unknown>> {
    const envelope = (await this.requests.send({ kind: 'call', name, params })) as string;
    return JSON.parse(envelope) as CallOutcome<unknown>;
  }
}

function createWorker(): WorkerLike {
  return new Worker(new URL('./worker.ts', import.meta.url), {
    type: 'module',
    name: 'pannier-engine',
  }) as unknown as WorkerLike;
}

/** A hidden page draws no frames; its queries run a little later instead. */
function nextFrame(work: () => void): void {
  if (document.visibilityState === 'visible') requestAnimationFrame(work);
  else setTimeout(work, 250);
}

function cancelled(): PannierError {
  return new PannierError({ code: 'cancelled', message: 'The import was cancelled.' });
}

export const createEngine: CreateEngine = () => new Client();
