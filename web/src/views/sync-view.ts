/** `<sync-view>`: where this device stands with the server, in words of daily work. */
import { html, nothing, type TemplateResult } from 'lit';
import { engine } from '../data/engine.js';
import { personText, valueText } from '../data/json-value.js';
import { Live, StatusController } from '../data/live.js';
import { showProblem, showToast } from '../data/toasts.js';
import type { FieldConflict, RejectedTransaction } from '../generated/api.js';
import { failedState, when } from '../ui/bits.js';
import { confirmDialog } from '../ui/dialogs.js';
import { signInDialog } from './sign-in-dialog.js';
import { define, PannierElement } from '../ui/element.js';
import { resolveConflict } from '../ui/field.js';
import { icon, type IconName } from '../ui/icons.js';
import { strings } from '../ui/strings.js';

const directionLooks: Record<string, [tone: string, image: IconName]> = {
  up: ['info', 'up'],
  down: ['good', 'down'],
  merged: ['', 'sync'],
  attention: ['warn', 'alert'],
};

export class SyncView extends PannierElement {
  #status = new Live(this, 'sync.status');
  #conflicts = new Live(this, 'conflicts.list');
  #rejected = new Live(this, 'rejected.list');

  constructor() {
    super();
    new StatusController(this);
    this.#status.update({});
    this.#conflicts.update({ state: 'open', limit: 200 });
    this.#rejected.update({});
  }

  #summary(): TemplateResult {
    const status = engine().status;
    const detail = this.#status.value;
    const last = status.lastSyncedAt ?? detail?.last_synced_at ?? null;
    return html`<section class="panel" aria-label=${strings.sync.waiting}>
      <div class="panel-body row">
        <div class="grow">
          <p><strong>${strings.sync.waitingText(status.pending)}</strong></p>
          <p class="quiet">
            ${last === null ? strings.sync.lastNever : html`${strings.sync.last}: ${when(last)}`}
            ${
              status.online
                ? status.serverReachable
                  ? nothing
                  : html` · ${strings.state.serverAwayHint}`
                : html` · ${strings.state.offlineHint}`
            }
          </p>
          ${
            status.needsSignIn
              ? html`<p class="row">
                  <span class="error-text">${strings.state.signInAgain}</span>
                  <button
                    class="button small"
                    type="button"
                    @click=${() => void signInDialog(status.user?.email)}
                  >
                    ${strings.signIn.submit}
                  </button>
                </p>`
              : nothing
          }
        </div>
        <button class="button" type="button" @click=${() => engine().syncNow()}>
          ${icon('sync')}${strings.sync.now}
        </button>
      </div>
    </section>`;
  }

  #conflict(conflict: FieldConflict): TemplateResult {
    const label =
      strings.profile.fields[conflict.field] ??
      strings.profile.address[conflict.field] ??
      conflict.field.replaceAll('_', ' ');
    const side = (value: string, user: string, device: number, at: number): TemplateResult =>
      html`<td>
        <div>${valueText(value) || html`<span class="quiet">—</span>`}</div>
        <div class="quiet small">
          ${personText(user) ? html`${personText(user)} · ` : nothing}${strings.profile.device(device)}
          · ${when(at)}
        </div>
      </td>`;
    return html`<tr>
      <td>
        ${
          conflict.customer_id
            ? html`<a href="/customers/${conflict.customer_id}"
                >${conflict.customer_name || strings.customers.unnamed}</a
              >`
            : conflict.entity
        }
        <div class="quiet small">${label}</div>
      </td>
      ${side(conflict.winner_value, conflict.winner_user, conflict.winner_device, conflict.winner_at)}
      ${side(conflict.loser_value, conflict.loser_user, conflict.loser_device, conflict.loser_at)}
      <td>
        <div class="row">
          <button
            class="button small"
            type="button"
            @click=${() => void resolveConflict(conflict, 'restore')}
          >
            ${strings.profile.restore}
          </button>
          <button
            class="button small plain"
            type="button"
            @click=${() => void resolveConflict(conflict, 'keep')}
          >
            ${strings.profile.keep}
          </button>
        </div>
      </td>
    </tr>`;
  }

  #conflictSection(): TemplateResult {
    const conflicts = this.#conflicts.value?.conflicts ?? [];
    return html`<section class="stack" aria-labelledby="conflicts-title">
      <h2 id="conflicts-title">${strings.sync.conflicts}</h2>
      ${
        this.#conflicts.error
          ? failedState(this.#conflicts.error, () => this.#conflicts.refresh())
          : conflicts.length === 0
            ? html`<p class="quiet">${strings.sync.noConflicts}</p>`
            : html`<p class="quiet">${strings.sync.conflictsText}</p>
                <div
                  class="cards scroll-x"
                  tabindex="0"
                  role="group"
                  aria-label=${strings.sync.conflicts}
                >
                  <table class="table conflicts">
                    <thead>
                      <tr>
                        <th scope="col">${strings.sync.who}</th>
                        <th scope="col">${strings.sync.current}</th>
                        <th scope="col">${strings.sync.overruled}</th>
                        <th scope="col">
                          <span class="visually-hidden">${strings.palette.groups.act}</span>
                        </th>
                      </tr>
                    </thead>
                    <tbody>
                      ${conflicts.map((conflict) => this.#conflict(conflict))}
                    </tbody>
                  </table>
                </div>`
      }
    </section>`;
  }

  async #discard(item: RejectedTransaction): Promise<void> {
    const sure = await confirmDialog(
      strings.sync.discardTitle,
      html`<p>${item.summary}</p>
        <p class="quiet">${strings.sync.discardText}</p>`,
      strings.sync.discard,
    );
    if (!sure) return;
    try {
      await engine().call('rejected.discard', { client_seq: item.client_seq });
      showToast({ text: strings.sync.discarded });
    } catch (error) {
      showProblem(error);
    }
  }

  #rejectedSection(): TemplateResult {
    const items = this.#rejected.value?.rejected ?? [];
    return html`<section class="stack" aria-labelledby="rejected-title">
      <h2 id="rejected-title">${strings.sync.rejected}</h2>
      ${
        items.length === 0
          ? html`<p class="quiet">${strings.sync.noRejected}</p>`
          : html`<p class="quiet">${strings.sync.rejectedText}</p>
              <ul class="cards">
                ${items.map(
                  (item) =>
                    html`<li class="card-row">
                      <div class="grow">
                        <strong>${item.summary}</strong>
                        <p class="error-text">${item.message}</p>
                        <p class="quiet small">${when(item.at)}</p>
                      </div>
                      <button
                        class="button small danger"
                        type="button"
                        @click=${() => void this.#discard(item)}
                      >
                        ${strings.sync.discard}
                      </button>
                    </li>`,
                )}
              </ul>`
      }
    </section>`;
  }

  #recent(): TemplateResult {
    const recent = this.#status.value?.recent ?? [];
    return html`<section class="stack" aria-labelledby="recent-title">
      <h2 id="recent-title">${strings.sync.recent}</h2>
      ${
        recent.length === 0
          ? html`<p class="quiet">${strings.sync.noRecent}</p>`
          : html`<ul class="cards">
              ${recent.map((one) => {
                const [tone, image] = directionLooks[one.direction] ?? ['', 'sync'];
                return html`<li class="card-row">
                  <span class="badge ${tone}"
                    >${icon(image)}${strings.sync.directions[one.direction] ?? one.direction}</span
                  >
                  <span class="grow">${one.text}</span>
                  <span class="quiet small">${when(one.at)}</span>
                </li>`;
              })}
            </ul>`
      }
    </section>`;
  }

  protected override render(): TemplateResult {
    const device = this.#status.value?.device ?? 0;
    return html`<div class="page">
      <div class="page-inner">
        <div class="page-head">
          <h1 class="grow">${strings.sync.title}</h1>
          <span class="quiet small"
            >${device > 0 ? strings.sync.thisDevice(device) : strings.sync.unknownDevice}</span
          >
        </div>
        ${this.#summary()} ${this.#conflictSection()} ${this.#rejectedSection()} ${this.#recent()}
      </div>
    </div>`;
  }
}
define('sync-view', SyncView);
