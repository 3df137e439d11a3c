/** What stands before the shop: splash, sign-in, first sync, failure. */
import { html, nothing, type TemplateResult } from 'lit';
import { engine, errorText } from '../data/engine.js';
import { StatusController } from '../data/live.js';
import { takeSignInToken } from '../data/router.js';
import { bytes } from '../data/format.js';
import { callout } from '../ui/bits.js';
import { define, PannierElement } from '../ui/element.js';
import { icon } from '../ui/icons.js';
import { strings } from '../ui/strings.js';

export class PannierGate extends PannierElement {
  #busy: 'link' | 'password' | undefined;
  #error = '';
  #linkFailed = false;

  constructor() {
    super();
    new StatusController(this);
  }

  #onHash = (): void => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.#onHash);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#onHash);
  }

  protected override willUpdate(): void {
    if (engine().status.phase === 'signed-out') void this.#signInByLink();
  }

  /** `#signin=TOKEN` in the address signs in at once; the token leaves the address before it is used. */
  async #signInByLink(): Promise<void> {
    const link = takeSignInToken();
    if (!link) return;
    await this.#signIn('link', { link });
    this.#linkFailed = this.#error !== '';
    this.requestUpdate();
  }

  async #signIn(kind: 'link' | 'password', body: Record<string, string>): Promise<void> {
    this.#busy = kind;
    this.#error = '';
    this.requestUpdate();
    try {
      await engine().signIn(body);
    } catch (error) {
      this.#error = errorText(error);
    }
    this.#busy = undefined;
    this.requestUpdate();
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const email = String(data.get('email') ?? '').trim();
    const password = String(data.get('password') ?? '');
    this.#linkFailed = false;
    if (!email || !password) {
      this.#error = strings.signIn.missing;
      this.requestUpdate();
      return;
    }
    void this.#signIn('password', { email, password });
  }

  #signInForm(): TemplateResult {
    const offline = !engine().status.online;
    if (this.#busy === 'link') return html`<p role="status">${strings.signIn.link}</p>`;
    return html`<h1>${strings.signIn.title}</h1>
      <p class="quiet">${strings.signIn.lead}</p>
      ${offline ? callout('warn', strings.signIn.offline, 'offline') : nothing}
      ${
        this.#error
          ? html`<div role="alert">
              ${callout('bad', `${this.#linkFailed ? `${strings.signIn.linkFailed} ` : ''}${this.#error}`)}
            </div>`
          : nothing
      }
      <form class="stack" novalidate @submit=${this.#submit}>
        <div class="labelled">
          <label for="signin-email">${strings.signIn.email}</label>
          <input
            class="input"
            id="signin-email"
            name="email"
            type="email"
            autocomplete="username"
          />
        </div>
        <div class="labelled">
          <label for="signin-password">${strings.signIn.password}</label>
          <input
            class="input"
            id="signin-password"
            name="password"
            type="password"
            autocomplete="current-password"
          />
        </div>
        <button class="button primary" type="submit" ?disabled=${this.#busy === 'password'}>
          ${this.#busy === 'password' ? strings.signIn.busy : strings.signIn.submit}
        </button>
      </form>
      <p class="hint">${strings.signIn.linkHint}</p>`;
  }

  #firstSync(): TemplateResult {
    const { progress, error } = engine().status;
    const known = (progress?.total ?? 0) > 0;
    return html`<h1>${strings.firstSync.title}</h1>
      <p class="quiet">${strings.firstSync.lead}</p>
      ${
        known
          ? html`<progress
              aria-label=${strings.firstSync.progress}
              max=${progress?.total ?? 1}
              .value=${progress?.loaded ?? 0}
            ></progress>`
          : html`<progress aria-label=${strings.firstSync.progress}></progress>`
      }
      <p class="small quiet" role="status">
        ${strings.firstSync.steps[progress?.step ?? 'connect'] ?? progress?.step}
        ${known ? html`· ${strings.firstSync.of(bytes(progress?.loaded ?? 0), bytes(progress?.total ?? 0))}` : nothing}
      </p>
      ${error ? html`<div role="alert">${callout('warn', error)}</div>` : nothing}`;
  }

  #failed(): TemplateResult {
    return html`<h1>${strings.failed.title}</h1>
      <div role="alert">${callout('bad', engine().status.error ?? strings.errors.unknown)}</div>
      <p class="quiet">${strings.failed.hint}</p>
      <button class="button primary" type="button" @click=${() => engine().retry()}>
        ${strings.actions.retry}
      </button>`;
  }

  #content(): TemplateResult {
    switch (engine().status.phase) {
      case 'signed-out':
        return this.#signInForm();
      case 'first-sync':
        return this.#firstSync();
      case 'failed':
        return this.#failed();
      default:
        return html`<p class="quiet" role="status">${strings.starting}</p>`;
    }
  }

  protected override render(): TemplateResult {
    return html`<main class="gate">
      <div class="gate-card">
        <span class="brand-mark" aria-hidden="true">${icon('basket')}</span>
        ${this.#content()}
      </div>
    </main>`;
  }
}
define('pannier-gate', PannierGate);
