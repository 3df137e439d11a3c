/** `<settings-view>`: shop, this device, custom fields, appearance, account. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { engine } from '../data/engine.js';
import { bytes, localToday } from '../data/format.js';
import { Live, StatusController } from '../data/live.js';
import { setTheme, theme, type Theme } from '../data/theme.js';
import { showProblem, showToast } from '../data/toasts.js';
import { callout } from '../ui/bits.js';
import { confirmDialog } from '../ui/dialogs.js';
import { define, PannierElement } from '../ui/element.js';
import { icon } from '../ui/icons.js';
import { strings } from '../ui/strings.js';
import '../ui/field.js';
import type { FieldSave } from '../ui/field.js';
import { customFieldsPanel } from './custom-fields-panel.js';

const s = strings.settings;

export class SettingsView extends PannierElement {
  #shop = new Live(this, 'shop.get');
  #fields = new Live(this, 'custom_fields.list');
  #exporting = false;
  #stop: (() => void) | undefined;

  constructor() {
    super();
    new StatusController(this);
    this.#shop.update({});
    this.#fields.update({});
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = engine().app?.onChange(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  #saveShop(field: 'name' | 'currency'): FieldSave {
    return async (value) => {
      const next = field === 'currency' ? value.trim().toUpperCase() : value;
      const outcome = await engine().callFull('shop.update', { [field]: next });
      return outcome.transaction;
    };
  }

  #shopPanel(): TemplateResult {
    const shop = this.#shop.value;
    return html`<div class="panel">
      <div class="panel-body">
        <p-field
          .label=${s.shopName}
          .value=${shop?.name ?? ''}
          .save=${this.#saveShop('name')}
        ></p-field>
        <p-field
          .label=${s.currency}
          .value=${shop?.currency ?? ''}
          .save=${this.#saveShop('currency')}
        ></p-field>
        <div class="field">
          <span class="quiet">${s.timeZone}</span>
          <div>
            ${shop?.time_zone ?? ''}
            <p class="hint">${s.timeZoneHint}</p>
          </div>
        </div>
      </div>
    </div>`;
  }

  async #persist(): Promise<void> {
    try {
      const granted = await engine().requestPersistence();
      showToast({ text: granted ? s.persistGranted : s.persistDenied });
    } catch (error) {
      showProblem(error);
    }
  }

  async #download(): Promise<void> {
    this.#exporting = true;
    this.requestUpdate();
    try {
      const url = URL.createObjectURL(await engine().exportDatabase());
      const link = document.createElement('a');
      link.href = url;
      link.download = `pannier-${localToday()}.sqlite3`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    } catch (error) {
      showProblem(error);
    }
    this.#exporting = false;
    this.requestUpdate();
  }

  #persistence(): TemplateResult {
    const { persisted, storage } = engine().status;
    if (storage === 'memory') return callout('bad', s.memory);
    if (persisted === null) return html`<p class="quiet">${s.persistUnknown}</p>`;
    if (persisted) {
      return html`<p class="row">
        <span class="badge good">${icon('check')}</span>${s.persisted}
      </p>`;
    }
    return callout(
      'warn',
      html`<p>${s.notPersisted}</p>
        <p class="row">
          <button class="button small" type="button" @click=${() => void this.#persist()}>
            ${s.persist}
          </button>
        </p>`,
    );
  }

  #devicePanel(): TemplateResult {
    const { usageBytes, quotaBytes } = engine().status;
    const app = engine().app;
    const shop = this.#shop.value;
    return html`<div class="panel">
      <div class="panel-body stack">
        ${this.#persistence()}
        <p>
          ${
            usageBytes === undefined
              ? nothing
              : html`${s.usage}:
                  <strong>${bytes(usageBytes)}</strong>
                  ${quotaBytes ? s.of(bytes(quotaBytes)) : ''}`
          }
          ${shop ? html`<span class="quiet">· ${s.contents(shop.customers, shop.orders)}</span>` : nothing}
        </p>
        ${
          app?.installable
            ? this.#offer(s.installHint, s.install, () => void app.install())
            : nothing
        }
        ${app?.updateReady ? this.#offer(s.updateHint, s.update, () => app.applyUpdate()) : nothing}
        ${this.#offer(
          s.downloadHint,
          this.#exporting ? s.downloading : s.download,
          () => void this.#download(),
          this.#exporting,
        )}
      </div>
    </div>`;
  }

  #offer(hint: string, label: string, run: () => void, busy = false): TemplateResult {
    return html`<div class="row">
      <button class="button" type="button" ?disabled=${busy} @click=${run}>${label}</button>
      <span class="quiet small grow">${hint}</span>
    </div>`;
  }

  async #signOut(): Promise<void> {
    const { pending } = engine().status;
    const sure = await confirmDialog(
      s.signOutTitle,
      html`${pending > 0 ? callout('bad', s.signOutUnsent(pending)) : nothing}
        <p>${s.signOutText}</p>`,
      pending > 0 ? s.signOutAnyway : s.signOut,
    );
    if (!sure) return;
    try {
      await engine().signOut();
    } catch (error) {
      showProblem(error);
    }
  }

  #accountPanel(): TemplateResult {
    const { user } = engine().status;
    return html`<div class="panel">
      <div class="panel-body row">
        <p class="grow">
          ${user ? s.signedInAs(user.name ? `${user.name} (${user.email})` : user.email) : nothing}
        </p>
        <button class="button danger" type="button" @click=${() => void this.#signOut()}>
          ${s.signOut}
        </button>
      </div>
    </div>`;
  }

  #appearancePanel(): TemplateResult {
    return html`<div class="panel">
      <div class="panel-body">
        <div class="segmented" role="group" aria-label=${s.theme}>
          ${(['system', 'light', 'dark'] as Theme[]).map(
            (one) =>
              html`<button
                type="button"
                aria-pressed=${live(String(theme() === one))}
                @click=${() => {
                  setTheme(one);
                  this.requestUpdate();
                }}
              >
                ${s.themes[one]}
              </button>`,
          )}
        </div>
      </div>
    </div>`;
  }

  protected override render(): TemplateResult {
    return html`<div class="page">
      <div class="page-inner">
        <h1>${s.title}</h1>
        <div class="settings-grid">
          <h2>${s.shop}</h2>
          ${this.#shopPanel()}
          <h2>${s.storage}</h2>
          ${this.#devicePanel()}
          <h2>${s.custom}</h2>
          ${customFieldsPanel(this.#fields.value?.fields ?? [])}
          <h2>${s.appearance}</h2>
          ${this.#appearancePanel()}
          <h2>${s.account}</h2>
          ${this.#accountPanel()}
        </div>
      </div>
    </div>`;
  }
}
define('settings-view', SettingsView);
