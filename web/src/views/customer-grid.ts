/**
 * `<customer-grid>`: the virtual ledger of customers. Draws only the rows on show, reads them page by
 * page, and keeps shown rows in place while newer ones are read.
 */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { registerActions } from '../data/actions.js';
import { engine } from '../data/engine.js';
import { money } from '../data/format.js';
import { PageCache } from '../data/page-cache.js';
import { COMMAND_READS } from '../generated/api.js';
import type { CustomerRow, CustomersListParams } from '../generated/api.js';
import { when } from '../ui/bits.js';
import { define, PannierElement } from '../ui/element.js';
import { icon } from '../ui/icons.js';
import { strings } from '../ui/strings.js';
import { columnsFor, fittingColumns, type Column } from './customer-columns.js';

const kOverscan = 8;
const kDeskRow = 40;
const kPhoneRow = 64;
const kRefreshDelay = 60; // milliseconds in which several change notices become one read

export class CustomerGrid extends PannierElement {
  static override properties = {
    query: { attribute: false },
    columns: { attribute: false },
    selected: {},
    narrow: { type: Boolean },
  };
  /** Search, filter, segment and sort of `customers.list`. */
  declare query: CustomersListParams;
  declare columns: readonly string[];
  /** The id of the open customer. */
  declare selected: string | undefined;
  /** A pane stands beside the list: show what fits instead of scrolling sideways. */
  declare narrow: boolean;

  readonly cache: PageCache<CustomerRow>;
  #currency = '';
  #first = 0;
  #last = 40;
  #active = -1;
  #phone = matchMedia('(width <= 760px)');
  #resize: ResizeObserver | undefined;
  #width = 0;
  #stops: (() => void)[] = [];
  #refreshTimer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.query = {};
    this.columns = [];
    this.narrow = false;
    this.cache = new PageCache<CustomerRow>({
      fetch: async (offset, limit) => {
        const page = await engine().call('customers.list', { ...this.query, offset, limit });
        this.#currency = page.currency;
        return page;
      },
      onChange: () => this.#onRows(),
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const media = (): void => this.requestUpdate();
    this.#phone.addEventListener('change', media);
    this.#resize = new ResizeObserver(() => this.#measure());
    this.#resize.observe(this);
    this.#stops = [
      () => this.#phone.removeEventListener('change', media),
      () => this.#resize?.disconnect(),
      engine().onChanged((entities) => this.#onChanged(entities)),
      registerActions([
        {
          id: 'list-next',
          group: strings.palette.groups.list,
          label: strings.palette.next,
          key: 'j',
          run: () => this.move(1),
        },
        {
          id: 'list-previous',
          group: strings.palette.groups.list,
          label: strings.palette.previous,
          key: 'k',
          run: () => this.move(-1),
        },
        {
          id: 'list-open',
          group: strings.palette.groups.list,
          label: strings.palette.openRow,
          key: 'o',
          run: () => this.openActive(),
        },
      ]),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#refreshTimer);
    for (const stop of this.#stops) stop();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('query')) {
      const before = changed.get('query') as CustomersListParams | undefined;
      if (JSON.stringify(before) !== JSON.stringify(this.query)) this.#reload();
    }
    if (changed.has('selected') && this.selected) this.#markSelected();
    this.cache.need(this.#first, this.#last);
  }

  get #rowHeight(): number {
    return this.#phone.matches ? kPhoneRow : kDeskRow;
  }

  get #scroller(): HTMLElement | null {
    return this.querySelector('.grid');
  }

  /** A new question: rows of the old one stay until the answer comes, the list returns to its top. */
  #reload(): void {
    this.cache.invalidate();
    this.cache.error = undefined;
    this.#first = 0;
    this.#last = Math.max(40, this.#last - this.#first);
    this.#active = -1;
    if (this.#scroller) this.#scroller.scrollTop = 0;
  }

  #onChanged(entities: readonly string[]): void {
    const reads = COMMAND_READS['customers.list'] ?? [];
    if (reads.length === 0 || entities.some((entity) => reads.includes(entity)))
      this.#refreshSoon();
  }

  #refreshSoon(): void {
    this.#refreshTimer ??= setTimeout(() => {
      this.#refreshTimer = undefined;
      this.cache.invalidate();
      this.cache.need(this.#first, this.#last);
    }, kRefreshDelay);
  }

  retry(): void {
    this.cache.reset();
    this.requestUpdate();
  }

  #onRows(): void {
    if (this.#active < 0 && this.selected) this.#markSelected();
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent('rows', { bubbles: true }));
  }

  #markSelected(): void {
    for (let index = this.#first; index <= this.#last; index += 1) {
      if (this.cache.row(index)?.id === this.selected) this.#active = index;
    }
  }

  #measure(): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    const height = this.#rowHeight;
    const first = Math.max(0, Math.floor(scroller.scrollTop / height) - kOverscan);
    const last = Math.ceil((scroller.scrollTop + scroller.clientHeight) / height) + kOverscan;
    if (first === this.#first && last === this.#last && this.#width === this.clientWidth) return;
    this.#first = first;
    this.#last = last;
    this.#width = this.clientWidth;
    this.requestUpdate();
  }

  protected override firstUpdated(): void {
    this.#measure();
  }

  /** Moves the mark; with an open customer the next one opens. */
  move(step: number): void {
    if (this.cache.total === 0) return;
    const from = this.#active < 0 ? (step > 0 ? -1 : 0) : this.#active;
    this.#active = Math.min(Math.max(from + step, 0), this.cache.total - 1);
    this.#reveal();
    this.requestUpdate();
    if (this.selected) this.openActive(true);
  }

  #reveal(): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    const height = this.#rowHeight;
    const head = this.#phone.matches ? 0 : 33;
    const top = this.#active * height;
    const room = scroller.clientHeight - head;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + height > scroller.scrollTop + room) scroller.scrollTop = top + height - room;
    this.#measure();
  }

  openActive(replace = false): void {
    const row = this.cache.row(this.#active);
    if (row) this.#open(row.id, replace);
  }

  #open(id: string, replace: boolean): void {
    this.dispatchEvent(new CustomEvent('open', { detail: { id, replace }, bubbles: true }));
  }

  #onKey(event: KeyboardEvent): void {
    const page = Math.max(
      1,
      Math.floor((this.#scroller?.clientHeight ?? 400) / this.#rowHeight) - 1,
    );
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -this.cache.total,
      End: this.cache.total,
    };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      this.move(step);
    } else if (event.key === 'Enter' && event.target === this.#scroller) {
      event.preventDefault();
      this.openActive();
    }
  }

  #onRowClick(event: MouseEvent, index: number, row: CustomerRow): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    this.#active = index;
    this.#open(row.id, false);
  }

  #sort(column: Column): void {
    const current = this.query.sort ?? '';
    const firstDescending = column.number === true || column.key.endsWith('_at');
    const plain = column.key;
    const next =
      current === plain
        ? `-${plain}`
        : current === `-${plain}`
          ? plain
          : firstDescending
            ? `-${plain}`
            : plain;
    this.dispatchEvent(new CustomEvent('sort', { detail: next, bubbles: true }));
  }

  #head(columns: readonly Column[]): TemplateResult {
    const current = this.query.sort ?? '';
    const cell = (column: Column): TemplateResult => {
      const up = current === column.key;
      const down = current === `-${column.key}`;
      const name = strings.customers.columns[column.key] ?? column.key;
      return html`<div
        role="columnheader"
        class=${column.number ? 'number' : ''}
        aria-sort=${column.sortable ? (up ? 'ascending' : down ? 'descending' : 'none') : nothing}
      >
        <button type="button" ?disabled=${!column.sortable} @click=${() => this.#sort(column)}>
          ${name} ${up ? icon('sortUp') : down ? icon('sortDown') : nothing}
        </button>
      </div>`;
    };
    return html`<div role="rowgroup">
      <div class="grid-head" role="row" aria-rowindex="1">${columns.map(cell)}</div>
    </div>`;
  }

  #cells(row: CustomerRow, columns: readonly Column[]): TemplateResult | TemplateResult[] {
    if (this.#phone.matches) {
      return html`<div class="grid-cell phone-row" role="gridcell">
        <a class="who truncate" href="/customers/${row.id}" tabindex="-1"
          >${row.name || row.email || strings.customers.unnamed}</a
        >
        <span class="number">${money(row.total_spent, this.#currency)}</span>
        <span class="sub truncate">${row.name ? row.email || row.phone : row.city}</span>
        <span class="sub number">${when(row.last_order_at, strings.customers.never)}</span>
      </div>`;
    }
    return columns.map((column) => {
      const text = column.cell(row, this.#currency);
      const inner =
        column.key === 'name'
          ? html`<a href="/customers/${row.id}" tabindex="-1">${text}</a>`
          : text;
      return html`<div
        role="gridcell"
        class="grid-cell ${column.number ? 'number' : ''} ${column.key === 'name' ? 'name' : ''}"
      >
        ${inner}
      </div>`;
    });
  }

  #row(index: number, columns: readonly Column[]): TemplateResult {
    const row = this.cache.row(index);
    if (!row) {
      return html`<div class="grid-row placeholder" role="row" aria-rowindex=${index + 2}>
        <div class="grid-cell" role="gridcell" aria-label=${strings.customers.loading}>
          <span class="bar"></span>
        </div>
      </div>`;
    }
    return html`<div
      class="grid-row ${index === this.#active ? 'active' : ''}"
      role="row"
      id="customer-row-${index}"
      aria-rowindex=${index + 2}
      aria-selected=${row.id === this.selected ? 'true' : 'false'}
      @click=${(event: MouseEvent) => this.#onRowClick(event, index, row)}
    >
      ${this.#cells(row, columns)}
    </div>`;
  }

  protected override render(): TemplateResult {
    const chosen = columnsFor(this.columns);
    const columns = this.narrow && this.#width > 0 ? fittingColumns(chosen, this.#width) : chosen;
    const template = this.#phone.matches
      ? 'minmax(0, 1fr)'
      : columns
          .map((one) => (one.flex ? `minmax(${one.width}px, 1fr)` : `${one.width}px`))
          .join(' ');
    const narrowTemplate = this.narrow
      ? template.replaceAll(/minmax\(\d+px, 1fr\)/g, 'minmax(0, 1fr)')
      : template;
    const { total } = this.cache;
    const first = Math.min(this.#first, Math.max(0, total - 1));
    const last = Math.min(this.#last, total - 1);
    const rows: TemplateResult[] = [];
    for (let index = first; index <= last; index += 1) rows.push(this.#row(index, columns));
    const height = total * this.#rowHeight;
    const shown = this.#active >= first && this.#active <= last && this.cache.row(this.#active);
    return html`<div
      class="grid"
      role="grid"
      tabindex="0"
      aria-label=${strings.customers.grid}
      aria-rowcount=${total + 1}
      aria-activedescendant=${shown ? `customer-row-${this.#active}` : nothing}
      @scroll=${() => this.#measure()}
      @keydown=${this.#onKey}
    >
      <div class="grid-inner" role="presentation" .style=${`--columns: ${narrowTemplate}`}>
        ${this.#head(this.#phone.matches ? columns.slice(0, 1) : columns)}
        <div class="grid-rows" role="rowgroup" .style=${`block-size: ${height}px`}>
          <div
            class="grid-slab"
            role="presentation"
            .style=${`transform: translateY(${first * this.#rowHeight}px)`}
          >
            ${rows}
          </div>
        </div>
      </div>
    </div>`;
  }
}
define('customer-grid', CustomerGrid);

declare global {
  interface HTMLElementTagNameMap {
    'customer-grid': CustomerGrid;
  }
}
