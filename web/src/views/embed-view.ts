/** `<embed-view>`: one customer inside a foreign page, and the conversation with that page. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { EnginePhase } from '../engine/types.js';
import { engine } from '../data/engine.js';
import type { Route } from '../data/router.js';
import type { CustomersGetParams } from '../generated/api.js';
import { emptyState } from '../ui/bits.js';
import { define, PannierElement } from '../ui/element.js';
import { strings } from '../ui/strings.js';
import { newCustomerDialog } from './customer-new.js';
import { HostPage } from './embed-host.js';
import './customer-profile.js';

const s = strings.embed;

export class EmbedView extends PannierElement {
  static override properties = { route: { attribute: false }, phase: {} };
  declare route: Route;
  declare phase: EnginePhase;

  /** The customer the host page names now; starts with the address, later by message. */
  #customer: CustomersGetParams = {};
  #host: HostPage | undefined;
  #resize: ResizeObserver | undefined;
  #stop: (() => void) | undefined;
  #ready = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#host = new HostPage((customer) => {
      this.#customer = customer;
      this.#ready = false;
      this.requestUpdate();
    });
    this.#resize = new ResizeObserver(() => this.#host?.height(this.scrollHeight));
    this.#resize.observe(this);
    this.#stop = engine().onChanged((entities) => {
      const id = this.querySelector('customer-profile')?.profile?.id;
      this.#host?.changed(id, entities);
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#host?.close();
    this.#resize?.disconnect();
    this.#stop?.();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('route')) return;
    const { email, id, external_id: externalId } = this.route.query;
    this.#customer = id
      ? { id }
      : email
        ? { email }
        : externalId
          ? { external_id: externalId }
          : {};
  }

  #onProfile(): void {
    const profile = this.querySelector('customer-profile')?.profile;
    if (!profile || this.#ready) return;
    this.#ready = true;
    this.#host?.ready(profile.id);
  }

  #who(): string {
    const { id, email, external_id: externalId } = this.#customer;
    return id ?? email ?? externalId ?? '';
  }

  async #create(): Promise<void> {
    const { email } = this.#customer;
    const id = await newCustomerDialog(email ? { email } : {});
    if (id) this.querySelector('customer-profile')?.refresh();
    this.requestUpdate();
  }

  #notFound(): TemplateResult {
    return emptyState(
      'search',
      s.notFound(this.#who()),
      s.notFoundHint,
      html`<button class="button primary" type="button" @click=${() => void this.#create()}>
        ${s.create}
      </button>`,
    );
  }

  #content(): TemplateResult {
    if (this.#who() === '') return emptyState('users', s.missing, s.missingHint);
    const profile = this.querySelector('customer-profile');
    const missing = (profile?.failure as { code?: string } | undefined)?.code === 'not_found';
    return html`${missing ? this.#notFound() : nothing}
      <customer-profile
        compact
        ?hidden=${missing}
        .customer=${this.#customer}
        @profile=${() => {
          this.#onProfile();
          const failed = (
            this.querySelector('customer-profile')?.failure as { code?: string } | undefined
          )?.code;
          if ((failed === 'not_found') !== missing) this.requestUpdate();
        }}
      ></customer-profile>`;
  }

  protected override render(): TemplateResult {
    if (this.phase === 'signed-out') {
      return html`<main class="embed">
        ${emptyState(
          'basket',
          s.signedOut,
          strings.signIn.lead,
          html`<a class="button primary" href="/" target="_blank" rel="noopener">${s.signIn}</a>`,
        )}
      </main>`;
    }
    if (this.phase !== 'ready') return html`<pannier-gate></pannier-gate>`;
    return html`<main class="embed">
      <h1 class="visually-hidden">${strings.embed.title}</h1>
      ${this.#content()}
    </main>`;
  }
}
define('embed-view', EmbedView);
