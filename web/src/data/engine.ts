/** The page's one engine, set by src/app at start and by tests. */
import type { Engine } from '../engine/types.js';
import { PannierError } from '../engine/types.js';
import { strings } from '../ui/strings.js';

let current: Engine | undefined;

export function setEngine(engine: Engine): void {
  current = engine;
}

export function engine(): Engine {
  if (!current) throw new Error('The engine is used before it was set.');
  return current;
}

/** A sentence for the person, whatever was thrown. */
export function errorText(error: unknown): string {
  if (error instanceof Error && error.message) return error.message;
  return strings.errors.unknown;
}

export function isCode(error: unknown, code: string): boolean {
  return error instanceof PannierError && error.code === code;
}
