/** `<timeline-list>`: everything that happened with a customer, in one line of time, newest first. */
import { html, nothing, type TemplateResult } from 'lit';
import { money } from '../data/format.js';
import { Live } from '../data/live.js';
import type { TimelineItem } from '../generated/api.js';
import { failedState, when } from '../ui/bits.js';
import { define, PannierElement } from '../ui/element.js';
import { icon, type IconName } from '../ui/icons.js';
import { strings } from '../ui/strings.js';

const kPage = 20;

const pictures: Record<string, IconName> = {
  order: 'bag',
  refund: 'refund',
  note: 'note',
  task: 'task',
  consent: 'consent',
  tag_added: 'tag',
  created: 'star',
  conflict: 'alert',
};

export class TimelineList extends PannierElement {
  static override properties = { customerId: {} };
  declare customerId: string;

  #limit = kPage;
  #timeline = new Live(this, 'customers.timeline');

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('customerId')) this.#limit = kPage;
    this.#timeline.update({ id: this.customerId, limit: this.#limit });
  }

  #item(item: TimelineItem): TemplateResult {
    return html`<li>
      <span class="dot">${icon(pictures[item.kind] ?? 'circle')}</span>
      <div class="title">
        ${item.title}${item.detail ? html` <span class="quiet">${item.detail}</span>` : nothing}
      </div>
      <div class="end">
        ${item.amount === null ? nothing : html`${money(item.amount, item.currency)} `}
        <span class="quiet small">${when(item.at)}</span>
      </div>
    </li>`;
  }

  protected override render(): TemplateResult {
    const items = this.#timeline.value?.items;
    if (this.#timeline.error)
      return failedState(this.#timeline.error, () => this.#timeline.refresh());
    if (!items) return html`<p class="quiet">${strings.customers.loading}</p>`;
    if (items.length === 0) return html`<p class="quiet">${strings.profile.noTimeline}</p>`;
    return html`<ol class="timeline">
        ${items.map((item) => this.#item(item))}
      </ol>
      ${
        items.length >= this.#limit
          ? html`<button
              class="button small"
              type="button"
              @click=${() => {
                this.#limit += 50;
                this.requestUpdate();
              }}
            >
              ${strings.profile.more}
            </button>`
          : nothing
      }`;
  }
}
define('timeline-list', TimelineList);
