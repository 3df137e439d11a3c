/** The shell: sidebar or tab bar, header, the view of the current address. */
import '@awesome.me/webawesome/dist/components/dropdown/dropdown.js';
import '@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { keyLabel, registerActions } from '../data/actions.js';
import { engine } from '../data/engine.js';
import { StatusController } from '../data/live.js';
import type { EnginePhase } from '../engine/types.js';
import { showProblem, showToast } from '../data/toasts.js';
import {
  currentRoute,
  navigate,
  onRoute,
  routePath,
  takeSignInToken,
  type Route,
} from '../data/router.js';
import { emptyState } from '../ui/bits.js';
import { define, PannierElement } from '../ui/element.js';
import { icon, type IconName } from '../ui/icons.js';
import { strings } from '../ui/strings.js';
import { globalActions } from './global-actions.js';
import { stateOf } from './state-pill.js';
import { viewFor } from './view-loader.js';
import './gate.js';
import './palette.js';
import './toasts.js';

const links: readonly [name: string, icon: IconName][] = [
  ['customers', 'users'],
  ['segments', 'segment'],
  ['campaigns', 'mail'],
  ['tasks', 'task'],
  ['import', 'upload'],
  ['sync', 'sync'],
  ['settings', 'settings'],
];

const names = strings.nav as Record<string, string>;

export class PannierApp extends PannierElement {
  #route: Route = currentRoute();
  #stops: (() => void)[] = [];
  #shownNotices = new Set<string>();
  #opened = false;

  constructor() {
    super();
    new StatusController(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stops = [
      onRoute((route) => this.#onRoute(route)),
      registerActions(globalActions(() => this.querySelector('pannier-palette')?.open())),
      engine().onStatus(() => {
        this.#showNotices();
        void this.#signInAgainByLink();
      }),
    ];
    const onHash = (): void => void this.#signInAgainByLink();
    window.addEventListener('hashchange', onHash);
    this.#stops.push(() => window.removeEventListener('hashchange', onHash));
    const app = engine().app;
    if (app) this.#stops.push(app.onChange(() => this.requestUpdate()));
    this.#showNotices();
    void this.#signInAgainByLink();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
  }

  /** A sign-in link opened where a shop is already on the device renews the token if that is needed. */
  async #signInAgainByLink(): Promise<void> {
    const { phase, needsSignIn } = engine().status;
    const link = phase === 'ready' ? takeSignInToken() : undefined;
    if (link && needsSignIn) await engine().signIn({ link }).catch(showProblem);
  }

  #onRoute(route: Route): void {
    const moved = route.view !== this.#route.view;
    this.#route = route;
    this.requestUpdate();
    if (moved) void this.updateComplete.then(() => this.#announce());
  }

  /** After a change of view the focus goes to its start, as a page load would do it. */
  #announce(): void {
    const { activeElement } = document;
    if (activeElement !== document.body && !(activeElement instanceof HTMLAnchorElement)) return;
    this.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true });
  }

  #showNotices(): void {
    for (const notice of engine().status.notices ?? []) {
      if (this.#shownNotices.has(notice)) continue;
      this.#shownNotices.add(notice);
      showToast({ text: notice });
    }
  }

  #search(event: Event): void {
    const search = (event.target as HTMLInputElement).value;
    const onList = this.#route.view === 'customers';
    const query = onList ? { ...this.#route.query } : {};
    navigate(routePath('customers', onList ? this.#route.id : undefined, { ...query, search }), {
      replace: onList,
    });
  }

  #searchKey(event: KeyboardEvent): void {
    const input = event.target as HTMLInputElement;
    if (event.key === 'Escape') {
      if (input.value) {
        input.value = '';
        this.#search(event);
      } else input.blur();
    } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault();
      this.querySelector<HTMLElement>('[role="grid"]')?.focus();
    }
  }

  protected override updated(): void {
    const name = names[this.#route.view];
    document.title = name ? `${name} · ${strings.appName}` : strings.appName;
  }

  #current(name: string): 'page' | typeof nothing {
    return this.#route.view === name ? 'page' : nothing;
  }

  #sidebar(): TemplateResult {
    const { conflicts, rejected } = engine().status;
    const open = conflicts + rejected;
    const link = ([name, image]: (typeof links)[number]): TemplateResult =>
      html`<a class="nav-link" href="/${name}" aria-current=${this.#current(name)}
        >${icon(image)} ${names[name]}
        ${name === 'sync' && open > 0 ? html`<span class="badge warn">${open}</span>` : nothing}</a
      >`;
    return html`<nav class="sidebar" aria-label=${strings.nav.label}>
      <div class="brand">
        <span class="brand-mark" aria-hidden="true">${icon('basket')}</span>${strings.appName}
      </div>
      ${links.slice(0, 4).map(link)}
      <div class="foot">${links.slice(4).map(link)}</div>
    </nav>`;
  }

  #tabbar(): TemplateResult {
    const more = links.slice(4);
    const current = more.some(([name]) => name === this.#route.view);
    return html`<nav class="tabbar" aria-label=${strings.nav.label}>
      ${links
        .slice(0, 4)
        .map(
          ([name, image]) =>
            html`<a href="/${name}" aria-current=${this.#current(name)}
              >${icon(image)}${names[name]}</a
            >`,
        )}
      <wa-dropdown
        placement="top-end"
        @wa-select=${(event: CustomEvent<{ item: { value: string } }>) =>
          navigate(`/${event.detail.item.value}`)}
      >
        <button slot="trigger" type="button" aria-current=${current ? 'page' : nothing}>
          ${icon('menu')}${strings.nav.more}
        </button>
        ${more.map(
          ([name, image]) =>
            html`<wa-dropdown-item value=${name}
              >${icon(image, 'icon')}${names[name]}</wa-dropdown-item
            >`,
        )}
      </wa-dropdown>
    </nav>`;
  }

  #topbar(): TemplateResult {
    const status = engine().status;
    const state = stateOf(status);
    const network = !status.online
      ? { text: strings.state.offline, hint: strings.state.offlineHint }
      : !status.serverReachable
        ? { text: strings.state.serverAway, hint: strings.state.serverAwayHint }
        : undefined;
    const search = this.#route.view === 'customers' ? (this.#route.query['search'] ?? '') : '';
    return html`<header class="topbar">
      <div class="search" role="search">
        ${icon('search')}
        <input
          class="input"
          id="global-search"
          type="search"
          autocomplete="off"
          spellcheck="false"
          aria-label=${strings.search.label}
          placeholder=${strings.search.placeholder}
          .value=${live(search)}
          @input=${this.#search}
          @keydown=${this.#searchKey}
        />
        <span class="trail" aria-hidden="true"><kbd>/</kbd></span>
      </div>
      <button
        class="button plain palette-button"
        type="button"
        title=${strings.palette.open}
        @click=${() => this.querySelector('pannier-palette')?.open()}
      >
        ${icon('command')} ${strings.palette.hint} <kbd>${keyLabel('mod+k')}</kbd>
      </button>
      <span class="spacer"></span>
      <span role="status" class="row tight">
        ${
          network
            ? html`<span class="offline-pill" title=${network.hint}
                >${icon('offline')}<span>${network.text}</span></span
              >`
            : nothing
        }
        <a class="state-pill ${status.saved}" href="/sync" title=${state.detail}
          >${icon(state.icon)}<span class="label">${state.text}</span></a
        >
      </span>
    </header>`;
  }

  /**
   * The phase to draw. When another tab's database passes to this one it starts again behind a shop
   * that is already on the screen: the shop stays, typing goes on, and calls wait for the moment it takes.
   */
  #drawnPhase(): EnginePhase {
    const { phase } = engine().status;
    if (phase === 'starting' && this.#opened) return 'ready';
    this.#opened = phase === 'ready';
    return phase;
  }

  protected override render(): TemplateResult {
    const phase = this.#drawnPhase();
    if (this.#route.view === 'embed-customer') {
      return html`${viewFor(this.#route, phase)}<pannier-toasts></pannier-toasts>`;
    }
    if (phase !== 'ready') return html`<pannier-gate></pannier-gate>`;
    const view =
      this.#route.view === 'not-found'
        ? emptyState('search', strings.errors.notFound, strings.errors.notFoundHint, nothing, 1)
        : viewFor(this.#route, phase);
    return html`<a class="button skip" href="#main" @click=${this.#skip}>${strings.nav.skip}</a>
      <div class="shell">
        ${this.#sidebar()} ${this.#topbar()}
        <main class="main" id="main" tabindex="-1">${view}</main>
        ${this.#tabbar()}
      </div>
      <pannier-palette></pannier-palette>
      <pannier-toasts></pannier-toasts>`;
  }

  #skip(event: Event): void {
    event.preventDefault();
    this.querySelector<HTMLElement>('#main')?.focus();
  }
}
define('pannier-app', PannierApp);
