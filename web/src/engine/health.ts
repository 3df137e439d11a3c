/**
 * The daily integrity check of the database, in small steps while nothing else happens. Tabs are usually
 * closed without a word, so "was not closed properly" says nothing; SQLite's rollback journal covers
 * that. What is looked for here is damage done by the disk or the browser.
 */
import { pause } from './backoff.js';

export interface HealthEvents {
  /** One step; false after the last. Throws when the file is damaged. */
  check(step: number): boolean;
  lastCheck(): Promise<number | undefined>;
  passed(at: number): Promise<void>;
  onError(error: unknown): void;
}

const everyMs = 24 * 3_600_000;
const firstAfterMs = 20_000;
const betweenStepsMs = 500;

/** Runs until done or aborted (the database is being closed). */
export async function checkHealth(events: HealthEvents, signal: AbortSignal): Promise<void> {
  await pause(firstAfterMs, signal);
  const last = (await events.lastCheck()) ?? 0;
  if (Date.now() - last < everyMs) return;
  try {
    for (let step = 0; !signal.aborted; step += 1) {
      if (!events.check(step)) {
        await events.passed(Date.now());
        return;
      }
      await pause(betweenStepsMs, signal);
    }
  } catch (error) {
    events.onError(error);
  }
}
