/** The queue of files: one is looked at or imported at a time; each waits for a person in between. */
import { PannierError } from '../engine/types.js';
import { engine, errorText, isCode } from '../data/engine.js';
import type { ImportDetectResult, ImportReport } from '../generated/api.js';

export type JobPhase =
  | 'queued'
  | 'detecting'
  | 'dry-run'
  | 'ready'
  | 'waiting' // confirmed, another file is still running
  | 'running'
  | 'done'
  | 'cancelled'
  | 'failed';

export interface ImportJob {
  id: number;
  file: File;
  phase: JobPhase;
  fraction: number;
  detected?: ImportDetectResult | undefined;
  report?: ImportReport | undefined;
  error?: string | undefined;
  abort?: AbortController | undefined;
}

const kHeadBytes = 64 * 1024;

export class ImportQueue {
  jobs: ImportJob[] = [];
  #nextId = 1;
  #busy = false;
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  add(files: Iterable<File>): void {
    for (const file of files) {
      this.jobs.push({ id: this.#nextId++, file, phase: 'queued', fraction: 0 });
    }
    this.#onChange();
    void this.#work();
  }

  confirm(job: ImportJob): void {
    if (job.phase !== 'ready') return;
    this.#set(job, { phase: 'waiting', fraction: 0 });
    void this.#work();
  }

  cancel(job: ImportJob): void {
    job.abort?.abort();
  }

  retry(job: ImportJob): void {
    this.#set(job, { phase: 'queued', error: undefined, report: undefined, fraction: 0 });
    void this.#work();
  }

  remove(job: ImportJob): void {
    job.abort?.abort();
    this.jobs = this.jobs.filter((one) => one !== job);
    this.#onChange();
  }

  #set(job: ImportJob, change: Partial<ImportJob>): void {
    Object.assign(job, change);
    this.#onChange();
  }

  /** Confirmed imports come first: a person waits for them. */
  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (;;) {
      const job =
        this.jobs.find((one) => one.phase === 'waiting') ??
        this.jobs.find((one) => one.phase === 'queued');
      if (!job) break;
      if (job.phase === 'waiting') await this.#run(job, false);
      else if (await this.#detect(job)) await this.#run(job, true);
    }
    this.#busy = false;
  }

  async #detect(job: ImportJob): Promise<boolean> {
    this.#set(job, { phase: 'detecting' });
    try {
      const head = await job.file.slice(0, kHeadBytes).text();
      const detected = await engine().call('import.detect', { file_name: job.file.name, head });
      const known = detected.format !== '' && detected.missing.length === 0;
      this.#set(job, { detected, ...(known ? {} : { phase: 'failed' as const }) });
      return known;
    } catch (error) {
      this.#set(job, { phase: 'failed', error: errorText(error) });
      return false;
    }
  }

  async #run(job: ImportJob, dryRun: boolean): Promise<void> {
    const abort = new AbortController();
    this.#set(job, { phase: dryRun ? 'dry-run' : 'running', fraction: 0, abort });
    try {
      const report = await engine().importFile(job.file, {
        dryRun,
        format: job.detected?.format,
        signal: abort.signal,
        onProgress: (partial, fraction) => this.#set(job, { report: partial, fraction }),
      });
      this.#set(job, { report, phase: dryRun ? 'ready' : 'done', fraction: 1, abort: undefined });
    } catch (error) {
      const cancelled = abort.signal.aborted || isCode(error, 'cancelled');
      this.#set(job, {
        phase: cancelled ? 'cancelled' : 'failed',
        error: cancelled ? undefined : errorText(error),
        report: undefined,
        abort: undefined,
      });
      if (!(error instanceof PannierError) && !cancelled) console.error(error);
    }
  }
}
