/** `<filter-help>`: every filter of the segment language with an example to insert. */
import { html, nothing, type TemplateResult } from 'lit';
import { Live } from '../data/live.js';
import type { SegmentFilter } from '../generated/api.js';
import { define, PannierElement } from '../ui/element.js';
import { strings } from '../ui/strings.js';

const s = strings.segments;

export class FilterHelp extends PannierElement {
  #catalogue = new Live(this, 'segments.catalogue');
  #search = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.#catalogue.update({});
  }

  #filter(filter: SegmentFilter): TemplateResult {
    const insert = (): boolean =>
      this.dispatchEvent(new CustomEvent('insert', { detail: filter.example, bubbles: true }));
    return html`<li>
      <button type="button" title=${s.insert} @click=${insert}>
        <span class="mono">${filter.name}</span>
        ${filter.description ? html`<div class="quiet small">${filter.description}</div>` : nothing}
        <div class="example">${filter.example}</div>
      </button>
    </li>`;
  }

  protected override render(): TemplateResult {
    const words = this.#search.toLowerCase().split(/\s+/).filter(Boolean);
    const filters = (this.#catalogue.value?.filters ?? []).filter((filter) => {
      const text = `${filter.name} ${filter.description} ${filter.values.join(' ')}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    const kinds = [...new Set(filters.map((filter) => filter.kind))];
    return html`<div class="stack">
      <h2>${s.help}</h2>
      <input
        class="input"
        type="search"
        autocomplete="off"
        aria-label=${s.helpSearch}
        placeholder=${s.helpSearch}
        @input=${(event: Event) => {
          this.#search = (event.target as HTMLInputElement).value;
          this.requestUpdate();
        }}
      />
      ${kinds.map(
        (kind) =>
          html`<section aria-label=${s.kinds[kind] ?? kind}>
            <h3 class="quiet small">${s.kinds[kind] ?? kind}</h3>
            <ul class="filter-help">
              ${filters.filter((one) => one.kind === kind).map((one) => this.#filter(one))}
            </ul>
          </section>`,
      )}
      ${this.#catalogue.value && filters.length === 0 ? html`<p class="quiet">${s.noFilter}</p>` : nothing}
    </div>`;
  }
}
define('filter-help', FilterHelp);
