/**
 * "Every keystroke saved": the first unsaved keystroke starts a short clock that later ones do not
 * push back; one save is under way at a time and the newest value always follows it.
 */
export const kAutosaveDelay = 120; // milliseconds; the promise to people is at most 150

export type SaveState = 'idle' | 'dirty' | 'saving' | 'saved' | 'failed';

const open = new Set<Autosave<unknown>>();

export class Autosave<T> {
  state: SaveState = 'idle';
  error: unknown = undefined;

  readonly #save: (value: T) => Promise<void>;
  readonly #onState: (state: SaveState) => void;
  readonly #delay: number;
  #pending: { value: T } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;

  constructor(
    save: (value: T) => Promise<void>,
    onState: (state: SaveState) => void = () => undefined,
    delay = kAutosaveDelay,
  ) {
    this.#save = save;
    this.#onState = onState;
    this.#delay = delay;
  }

  /** True while a value is not stored yet. */
  get busy(): boolean {
    return this.#pending !== undefined || this.#running !== undefined;
  }

  schedule(value: T): void {
    this.#pending = { value };
    open.add(this as Autosave<unknown>);
    if (this.state !== 'saving') this.#set('dirty');
    this.#timer ??= setTimeout(() => void this.flush(), this.#delay);
  }

  /** Starts saving now what is pending; resolves when nothing is left to save or a save failed. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#running) await this.#running;
    const next = this.#pending;
    if (!next) return;
    this.#pending = undefined;
    this.#running = this.#run(next.value);
    await this.#running;
    if (this.#pending && this.state !== 'failed') await this.flush();
  }

  async #run(value: T): Promise<void> {
    this.#set('saving');
    try {
      await this.#save(value);
      this.error = undefined;
      this.#running = undefined;
      this.#set(this.#pending ? 'dirty' : 'saved');
    } catch (error) {
      this.error = error;
      this.#running = undefined;
      // The value stays pending so that leaving the field, or the page, tries once more.
      this.#pending ??= { value };
      this.#set('failed');
    }
    if (!this.busy) open.delete(this as Autosave<unknown>);
  }

  /** Forgets what is pending (the row is gone, or the person pressed Escape before anything was saved). */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending = undefined;
    if (this.#running) return;
    open.delete(this as Autosave<unknown>);
    this.error = undefined;
    this.#set('idle');
  }

  #set(state: SaveState): void {
    this.state = state;
    this.#onState(state);
  }
}

/** Saves everything that is pending anywhere on the page. */
export function flushAll(): Promise<unknown> {
  return Promise.all([...open].map((autosave) => autosave.flush()));
}

/** Leaving, hiding or freezing the page saves what is pending. */
export function flushWhenLeaving(): void {
  addEventListener('pagehide', () => void flushAll());
  addEventListener('beforeunload', (event) => {
    // Only what the device refused to store is worth a question.
    if ([...open].some((autosave) => autosave.state === 'failed')) event.preventDefault();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void flushAll();
  });
}
