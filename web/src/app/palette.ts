import { html, nothing, type TemplateResult } from 'lit';
import { allActions, keyLabel, type Action } from '../data/actions.js';
import { engine } from '../data/engine.js';
import { navigate, routePath } from '../data/router.js';
import type { CustomerRow } from '../generated/api.js';
import { define, PannierElement } from '../ui/element.js';
import { strings } from '../ui/strings.js';

interface Entry {
  group: string;
  label: string;
  detail?: string;
  key?: string | undefined;
  run: () => void;
}

/** The command palette: every action with its key, and customers by name. */
export class PannierPalette extends PannierElement {
  #query = '';
  #active = 0;
  #customers: CustomerRow[] = [];

  open(): void {
    const dialog = this.querySelector('dialog');
    if (!dialog || dialog.open) return;
    this.#query = '';
    this.#active = 0;
    this.#customers = [];
    this.requestUpdate();
    dialog.showModal();
    this.querySelector('input')?.focus();
  }

  #close(): void {
    this.querySelector('dialog')?.close();
  }

  #entries(): Entry[] {
    const words = this.#query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const fits = (action: Action): boolean => {
      const text = `${action.group} ${action.label}`.toLocaleLowerCase();
      return !action.hidden && words.every((word) => text.includes(word));
    };
    const people = this.#customers.map((row) => ({
      group: strings.palette.groups.customers,
      label: row.name || row.email || strings.customers.unnamed,
      detail: row.name ? row.email : '',
      run: () => navigate(routePath('customers', row.id)),
    }));
    return [...allActions().filter(fits), ...people];
  }

  async #onInput(event: Event): Promise<void> {
    this.#query = (event.target as HTMLInputElement).value;
    this.#active = 0;
    this.requestUpdate();
    const search = this.#query.trim();
    if (search.length < 2) {
      this.#customers = [];
      return;
    }
    try {
      const found = await engine().call('customers.list', { search, limit: 6 });
      if (search !== this.#query.trim()) return;
      this.#customers = found.rows;
    } catch {
      this.#customers = [];
    }
    this.requestUpdate();
  }

  #onKey(event: KeyboardEvent): void {
    const entries = this.#entries();
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      this.#active = (this.#active + step + entries.length) % Math.max(entries.length, 1);
      this.requestUpdate();
      void this.updateComplete.then(() =>
        this.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }),
      );
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.#run(entries[this.#active]);
    }
  }

  #run(entry: Entry | undefined): void {
    if (!entry) return;
    this.#close();
    entry.run();
  }

  #item(entry: Entry, index: number, previous: Entry | undefined): TemplateResult {
    const heading =
      previous?.group === entry.group
        ? nothing
        : html`<div class="palette-group" role="presentation">${entry.group}</div>`;
    return html`${heading}
      <div
        class="palette-item"
        role="option"
        id="palette-${index}"
        aria-selected=${index === this.#active}
        @click=${() => this.#run(entry)}
      >
        <span>${entry.label}</span> <span class="quiet truncate">${entry.detail ?? ''}</span>
        ${
          entry.key
            ? html`<span class="keys"
                >${entry.key.split(' ').map((key) => html`<kbd>${keyLabel(key)}</kbd>`)}</span
              >`
            : nothing
        }
      </div>`;
  }

  protected override render(): TemplateResult {
    const entries = this.#entries();
    return html`<dialog
      class="palette"
      aria-label=${strings.palette.title}
      @click=${(event: Event) => event.target === event.currentTarget && this.#close()}
    >
      <input
        class="input"
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant=${entries.length ? `palette-${this.#active}` : nothing}
        aria-label=${strings.palette.title}
        placeholder=${strings.palette.placeholder}
        .value=${this.#query}
        @input=${this.#onInput}
        @keydown=${this.#onKey}
      />
      <div
        class="palette-list"
        role="listbox"
        id="palette-list"
        aria-label=${strings.palette.groups.act}
      >
        ${entries.map((entry, index) => this.#item(entry, index, entries[index - 1]))}
        ${
          entries.length
            ? nothing
            : html`<div class="palette-item quiet" role="option" aria-selected="false">
                ${strings.palette.empty}
              </div>`
        }
      </div>
    </dialog>`;
  }
}
define('pannier-palette', PannierPalette);

declare global {
  interface HTMLElementTagNameMap {
    'pannier-palette': PannierPalette;
  }
}
