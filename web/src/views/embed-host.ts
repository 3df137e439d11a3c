/** Messages between an embedded page and the page around it; the counterpart is src/widget. */
import type { CustomersGetParams } from '../generated/api.js';
import { customerOf } from './embed-message.js';

/** Version of the message format; both sides ignore messages of another one. */
export const kWidgetVersion = 1;

interface HostMessage {
  pannier: number;
  type: string;
  email?: unknown;
  id?: unknown;
  external_id?: unknown;
}

function isHostMessage(data: unknown): data is HostMessage {
  return (
    typeof data === 'object' && data !== null && (data as HostMessage).pannier === kWidgetVersion
  );
}

/**
 * The host is the direct parent, at the origin that said hello first; messages go to that origin only
 * and come from it only. Nothing about a customer is sent but ids and names of changed entities.
 */
export class HostPage {
  #origin: string | undefined;
  #waiting: Record<string, unknown>[] = [];
  readonly #onCustomer: (customer: CustomersGetParams) => void;
  readonly #listen = (event: MessageEvent<unknown>): void => this.#onMessage(event);

  constructor(onCustomer: (customer: CustomersGetParams) => void) {
    this.#onCustomer = onCustomer;
    addEventListener('message', this.#listen);
    // Announces itself without content; the widget answers with hello, which fixes the origin.
    if (parent !== window) parent.postMessage({ pannier: kWidgetVersion, type: 'here' }, '*');
  }

  close(): void {
    removeEventListener('message', this.#listen);
  }

  height(pixels: number): void {
    this.#send({ type: 'height', height: Math.ceil(pixels) });
  }

  ready(id: string): void {
    this.#send({ type: 'ready', id });
  }

  changed(id: string | undefined, entities: readonly string[]): void {
    this.#send({ type: 'change', id: id ?? null, entities: [...entities] });
  }

  #send(message: Record<string, unknown>): void {
    if (parent === window) return;
    const full = { pannier: kWidgetVersion, ...message };
    if (this.#origin !== undefined) parent.postMessage(full, this.#origin);
    else this.#waiting = [...this.#waiting.slice(-9), full];
  }

  #onMessage(event: MessageEvent<unknown>): void {
    if (event.source !== parent || parent === window || !isHostMessage(event.data)) return;
    if (event.data.type === 'hello' && this.#origin === undefined) {
      this.#origin = event.origin;
      for (const message of this.#waiting) parent.postMessage(message, this.#origin);
      this.#waiting = [];
    }
    if (event.origin !== this.#origin || event.data.type !== 'customer') return;
    this.#onCustomer(customerOf(event.data as unknown as Record<string, unknown>));
  }
}
