/**
 * `<campaign-preview>`: the e-mail as one customer of the audience would get it. The HTML stands in a
 * frame without scripts, forms and navigation; the same origin lets this element give it its styles.
 */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { engine } from '../data/engine.js';
import { Live } from '../data/live.js';
import type { CampaignsPreviewParams, CustomerRow } from '../generated/api.js';
import { define, PannierElement } from '../ui/element.js';
import { icon } from '../ui/icons.js';
import { strings } from '../ui/strings.js';
import { applyStyles, splitMail, type MailParts } from './mail-frame.js';

const s = strings.campaigns;

function nameOf(row: CustomerRow): string {
  return row.name || row.email || strings.customers.unnamed;
}

export class CampaignPreview extends PannierElement {
  static override properties = {
    params: { attribute: false },
    people: { attribute: false },
    segmentId: {},
  };
  /** The texts as typed, without the customer. */
  declare params: CampaignsPreviewParams;
  declare people: readonly CustomerRow[];
  declare segmentId: string | null;

  #preview = new Live(this, 'campaigns.preview');
  #person: CustomerRow | undefined;
  #phone = false;
  #found: readonly CustomerRow[] | undefined;
  #active = 0;
  #search = '';
  #lastProblems = '[]';
  #mailText = '';
  #mail: MailParts = { html: '', styles: [] };

  constructor() {
    super();
    this.people = [];
    this.segmentId = null;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('segmentId')) this.#person = undefined;
    const person = this.#person ?? this.people[0];
    this.#preview.update({ ...this.params, ...(person ? { customer_id: person.id } : {}) });
  }

  protected override updated(): void {
    const problems = this.#preview.value?.problems ?? [];
    const text = JSON.stringify(problems);
    if (text === this.#lastProblems) return;
    this.#lastProblems = text;
    this.dispatchEvent(new CustomEvent('problems', { detail: problems, bubbles: true }));
  }

  #step(by: number): void {
    const current = this.people.findIndex((one) => one.id === (this.#person ?? this.people[0])?.id);
    const next = (current + by + this.people.length) % Math.max(this.people.length, 1);
    this.#person = this.people[next];
    this.requestUpdate();
  }

  async #find(event: Event): Promise<void> {
    const search = (event.target as HTMLInputElement).value;
    this.#search = search;
    this.#active = 0;
    if (!search.trim()) {
      this.#found = this.people.slice(0, 20);
      this.requestUpdate();
      return;
    }
    const params = { search: search.trim(), limit: 20 };
    const answer = await engine()
      .call('customers.list', this.segmentId ? { ...params, segment_id: this.segmentId } : params)
      .catch(() => undefined);
    if (search !== this.#search) return;
    this.#found = answer?.rows ?? [];
    this.requestUpdate();
  }

  #choose(row: CustomerRow | undefined): void {
    if (row) this.#person = row;
    this.#found = undefined;
    this.#search = '';
    this.requestUpdate();
  }

  #onKey(event: KeyboardEvent): void {
    const found = this.#found ?? [];
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      this.#active = (this.#active + step + found.length) % Math.max(found.length, 1);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.#choose(found[this.#active]);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      this.#choose(undefined);
    }
    this.requestUpdate();
  }

  #picker(): TemplateResult {
    const found = this.#found;
    const shownName = this.#preview.value?.customer_name ?? '';
    return html`<div class="person-picker">
      <input
        class="input"
        type="text"
        role="combobox"
        autocomplete="off"
        aria-label=${s.previewAs}
        aria-expanded=${found !== undefined}
        aria-controls="person-list"
        aria-activedescendant=${found?.length ? `person-${this.#active}` : nothing}
        placeholder=${s.findPerson}
        .value=${found === undefined ? shownName : this.#search}
        @focus=${(event: Event) => {
          (event.target as HTMLInputElement).value = '';
          void this.#find(event);
        }}
        @input=${this.#find}
        @blur=${() => setTimeout(() => this.#choose(undefined), 150)}
        @keydown=${this.#onKey}
      />
      <div
        class="person-list"
        id="person-list"
        role="listbox"
        aria-label=${s.findPerson}
        ?hidden=${!found?.length}
      >
        ${(found ?? []).map(
          (row, index) =>
            html`<div
              role="option"
              id="person-${index}"
              aria-selected=${index === this.#active}
              @pointerdown=${(event: Event) => {
                event.preventDefault();
                this.#choose(row);
              }}
            >
              ${nameOf(row)} <span class="quiet small">${row.name ? row.email : ''}</span>
            </div>`,
        )}
      </div>
    </div>`;
  }

  #button(label: string, image: 'back' | 'next', by: number): TemplateResult {
    return html`<button
      class="button plain square"
      type="button"
      aria-label=${label}
      ?disabled=${this.people.length < 2}
      @click=${() => this.#step(by)}
    >
      ${icon(image)}
    </button>`;
  }

  #frame(text: string): TemplateResult {
    if (text !== this.#mailText) {
      this.#mailText = text;
      this.#mail = splitMail(text);
    }
    return html`<iframe
      sandbox="allow-same-origin"
      title=${s.frame}
      .srcdoc=${this.#mail.html}
      @load=${(event: Event) => applyStyles(event.target as HTMLIFrameElement, this.#mail.styles)}
    ></iframe>`;
  }

  protected override render(): TemplateResult {
    const { value, error } = this.#preview;
    return html`<div class="stage-head">
        <h2>${s.preview}</h2>
        ${this.#picker()} ${this.#button(s.previous, 'back', -1)} ${this.#button(s.next, 'next', 1)}
        <button
          class="button square"
          type="button"
          aria-label=${s.phone}
          title=${s.phone}
          aria-pressed=${this.#phone}
          @click=${() => {
            this.#phone = !this.#phone;
            this.requestUpdate();
          }}
        >
          ${icon('phone')}
        </button>
      </div>
      <div class="mail-head">
        <p class="subject">${value?.subject || s.noSubject}</p>
        <p class="quiet small">${value?.preheader ?? ''}</p>
        ${error ? html`<p class="error-text">${error.message}</p>` : nothing}
      </div>
      <div class="mail ${this.#phone ? 'phone' : ''}">
        ${value?.html ? this.#frame(value.html) : html`<p class="quiet">${s.previewEmpty}</p>`}
      </div>`;
  }
}
define('campaign-preview', CampaignPreview);
