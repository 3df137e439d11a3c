/** Lit controllers that keep a view in step with the engine. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PannierError } from '../engine/types.js';
import type { CommandName, Commands } from '../generated/api.js';
import { engine } from './engine.js';

/**
 * A live query of a view. `update(params)` (from willUpdate) subscribes anew when the parameters
 * changed; undefined parameters unsubscribe. The last answer stays on show until the next arrives.
 */
export class Live<K extends CommandName> implements ReactiveController {
  value: Commands[K][1] | undefined;
  error: PannierError | undefined;
  /** The parameters that `value` or `error` answer. */
  answered: Commands[K][0] | undefined;

  readonly #host: ReactiveControllerHost;
  readonly #name: K;
  #params: Commands[K][0] | undefined;
  #key: string | undefined;
  #stop: (() => void) | undefined;
  #connected = false;
  #keep: boolean;

  constructor(host: ReactiveControllerHost, name: K, options: { keep?: boolean } = {}) {
    this.#host = host;
    this.#name = name;
    this.#keep = options.keep ?? true;
    host.addController(this);
  }

  /** True while the answer on show belongs to other parameters or none came yet. */
  get waiting(): boolean {
    return this.#params !== undefined && this.answered !== this.#params;
  }

  update(params: Commands[K][0] | undefined): void {
    const key = params === undefined ? undefined : JSON.stringify(params);
    if (key === this.#key) return;
    this.#key = key;
    this.#params = params;
    if (!this.#keep || params === undefined) {
      this.value = undefined;
      this.error = undefined;
      this.answered = undefined;
    }
    this.#restart();
  }

  /** Asks again, for example after an error. */
  refresh(): void {
    this.error = undefined;
    this.#restart();
  }

  hostConnected(): void {
    this.#connected = true;
    this.#restart();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#stop?.();
    this.#stop = undefined;
  }

  #restart(): void {
    this.#stop?.();
    this.#stop = undefined;
    const params = this.#params;
    if (!this.#connected || params === undefined) return;
    this.#stop = engine().live(this.#name, params, (result, error) => {
      if (params !== this.#params) return;
      this.error = error;
      this.answered = params;
      if (!error) this.value = result;
      this.#host.requestUpdate();
    });
  }
}

/** Re-renders its host when the engine's status changes. */
export class StatusController implements ReactiveController {
  #stop: (() => void) | undefined;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop = engine().onStatus(() => this.host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#stop?.();
  }
}
