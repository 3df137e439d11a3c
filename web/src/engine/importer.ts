/**
 * Feeds a file to the core slice by slice, so that the worker keeps answering other requests in between.
 * A slice is sized to take about `targetMs`.
 */
import type { ImportReport, ImportStartResult } from '../generated/api.js';
import { CommandError, type CommandAnswer } from './core_module.js';
import { PannierError } from './types.js';

/** The part of CoreModule used here. */
export interface ImportCore {
  call(id: string, name: string, params: string): CommandAnswer;
  feed(job: number, bytes: Uint8Array, last: boolean): CommandAnswer;
}

export interface ImportJob {
  file: Blob & { name: string };
  dryRun: boolean;
  format: string | undefined;
  signal: AbortSignal;
  onProgress: (report: ImportReport, fraction: number) => void;
  /** After each step; resolves when its changes are safe. Awaited one step behind. */
  onStep: (changed: readonly string[]) => Promise<void>;
}

const targetMs = 50;
const smallest = 32 * 1024;
const largest = 1024 * 1024;
const progressEveryMs = 100;

export async function runImport(
  core: ImportCore,
  job: ImportJob,
  now: () => number = () => performance.now(),
): Promise<ImportReport> {
  const { file } = job;
  const start = core.call('', 'import.start', startParameters(job));
  const { job: number } = resultOf(start.envelope) as ImportStartResult;
  let safe = job.onStep(start.changed);
  let size = 128 * 1024;
  let at = 0;
  let shownAt = -Infinity;
  for (;;) {
    const end = Math.min(file.size, at + size);
    // Reading gives other requests their turn.
    const bytes = new Uint8Array(await file.slice(at, end).arrayBuffer());
    if (job.signal.aborted) {
      await cancel(core, job, number);
      throw new PannierError({ code: 'cancelled', message: 'The import was cancelled.' });
    }
    const begun = now();
    const last = end === file.size;
    const step = feed(core, job, number, bytes, last);
    const took = now() - begun;
    await safe;
    safe = job.onStep(step.changed);
    at = end;
    const report = resultOf(step.envelope) as ImportReport;
    if (last) {
      await safe;
      return report;
    }
    if (now() - shownAt >= progressEveryMs) {
      shownAt = now();
      job.onProgress(report, at / file.size);
    }
    size = nextSize(size, took);
  }
}

/** Halves a slice that took too long, doubles one that took less than half of what it may. */
export function nextSize(size: number, tookMs: number): number {
  if (tookMs > targetMs) return Math.max(smallest, size / 2);
  if (tookMs < targetMs / 2) return Math.min(largest, size * 2);
  return size;
}

function startParameters(job: ImportJob): string {
  const { file, dryRun, format } = job;
  return JSON.stringify({ file_name: file.name, size: file.size, dry_run: dryRun, format });
}

function feed(
  core: ImportCore,
  job: ImportJob,
  number: number,
  bytes: Uint8Array,
  last: boolean,
): CommandAnswer {
  try {
    return core.feed(number, bytes, last);
  } catch (error) {
    // What earlier slices stored stays listed under imports, where it can be taken back.
    if (error instanceof CommandError) void job.onStep(error.changed);
    throw error;
  }
}

async function cancel(core: ImportCore, job: ImportJob, number: number): Promise<void> {
  const answer = core.call('', 'import.cancel', JSON.stringify({ job: number }));
  await job.onStep(answer.changed);
}

function resultOf(envelope: string): unknown {
  return (JSON.parse(envelope) as { result: unknown }).result;
}
