/**
 * The script a foreign page loads: `<script src="https://HOST/widget.js" async></script>`. It defines
 * `<pannier-customer>` and `<pannier-crm>`, each a frame of the origin this script came from. It imports
 * nothing and leaks nothing: see README.md beside it for attributes, properties and events.
 */
((): void => {
  const kVersion = 1;
  // `currentScript` is null when the script was loaded as a module; then it is looked for by name.
  const script =
    (document.currentScript as HTMLScriptElement | null) ??
    document.querySelector<HTMLScriptElement>('script[src$="/widget.js"]');
  const source = script?.src ?? location.href;
  const origin = new URL(source, location.href).origin;

  interface FrameMessage {
    pannier: number;
    type: string;
    height?: number;
    id?: string | null;
    entities?: string[];
  }

  /** A frame of Pannier's origin with the conversation both elements share. */
  abstract class PannierFrame extends HTMLElement {
    protected frame: HTMLIFrameElement | undefined;
    /** Version of the embedding interface. */
    readonly version = kVersion;
    #listen = (event: MessageEvent<unknown>): void => this.#onMessage(event);

    protected abstract path(): string;
    protected abstract label(): string;
    /** Elements that follow their content override this. */
    protected onFrameMessage(message: FrameMessage): void {
      void message;
    }

    connectedCallback(): void {
      addEventListener('message', this.#listen);
      const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
      const frame = document.createElement('iframe');
      frame.src = origin + this.path();
      frame.title = this.label();
      frame.allow = 'clipboard-write';
      frame.referrerPolicy = 'origin';
      const style = frame.style;
      style.display = 'block';
      style.width = '100%';
      style.border = '0';
      style.height = this.getAttribute('height') ?? this.defaultHeight();
      style.colorScheme = 'normal';
      if (!this.style.display) this.style.display = 'block';
      root.replaceChildren(frame);
      this.frame = frame;
    }

    disconnectedCallback(): void {
      removeEventListener('message', this.#listen);
      this.frame?.remove();
      this.frame = undefined;
    }

    protected defaultHeight(): string {
      return '420px';
    }

    protected send(message: Record<string, unknown>): void {
      this.frame?.contentWindow?.postMessage({ pannier: kVersion, ...message }, origin);
    }

    #onMessage(event: MessageEvent<unknown>): void {
      if (event.origin !== origin || event.source !== this.frame?.contentWindow) return;
      const message = event.data as FrameMessage | null;
      if (typeof message !== 'object' || message?.pannier !== kVersion) return;
      if (message.type === 'here') this.send({ type: 'hello' });
      else if (message.type === 'ready') this.#emit('pannier-ready', { id: message.id ?? null });
      else if (message.type === 'change') {
        this.#emit('pannier-change', { id: message.id ?? null, entities: message.entities ?? [] });
      }
      this.onFrameMessage(message);
    }

    #emit(name: string, detail: unknown): void {
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
    }
  }

  class PannierCustomer extends PannierFrame {
    static observedAttributes = ['email', 'customer-id', 'external-id', 'height'];

    get email(): string {
      return this.getAttribute('email') ?? '';
    }
    set email(value: string) {
      this.setAttribute('email', value);
    }
    get customerId(): string {
      return this.getAttribute('customer-id') ?? '';
    }
    set customerId(value: string) {
      this.setAttribute('customer-id', value);
    }
    get externalId(): string {
      return this.getAttribute('external-id') ?? '';
    }
    set externalId(value: string) {
      this.setAttribute('external-id', value);
    }

    attributeChangedCallback(name: string, before: string | null, after: string | null): void {
      if (!this.frame || before === after) return;
      if (name === 'height') this.frame.style.height = after ?? this.defaultHeight();
      else this.send({ type: 'customer', ...this.#named() });
    }

    /** Exactly one of id, e-mail, external id, in this order. */
    #named(): Record<string, string> {
      if (this.customerId) return { id: this.customerId };
      if (this.email) return { email: this.email };
      return this.externalId ? { external_id: this.externalId } : {};
    }

    protected path(): string {
      return `/embed/customer?${new URLSearchParams(this.#named()).toString()}`;
    }

    protected label(): string {
      return 'Pannier: customer';
    }

    protected override onFrameMessage(message: FrameMessage): void {
      const height = message.height;
      const follows = message.type === 'height' && !this.hasAttribute('height');
      if (!follows || !this.frame || typeof height !== 'number' || !Number.isFinite(height)) return;
      this.frame.style.height = `${Math.min(Math.max(height, 80), 20_000)}px`;
    }
  }

  class PannierCrm extends PannierFrame {
    static observedAttributes = ['height'];

    attributeChangedCallback(_name: string, _before: string | null, after: string | null): void {
      if (this.frame) this.frame.style.height = after ?? this.defaultHeight();
    }

    protected path(): string {
      const path = this.getAttribute('path') ?? '/';
      // Only a path of this origin; "//other" would name another host.
      return path.startsWith('/') && !path.startsWith('//') ? path : '/';
    }

    protected label(): string {
      return 'Pannier';
    }

    protected override defaultHeight(): string {
      return '720px';
    }
  }

  if (!customElements.get('pannier-customer')) {
    customElements.define('pannier-customer', PannierCustomer);
    customElements.define('pannier-crm', PannierCrm);
  }
})();
