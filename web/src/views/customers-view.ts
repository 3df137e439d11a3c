/** `<customers-view>`: search, filter, saved views and the ledger; the open customer beside it. */
import '@awesome.me/webawesome/dist/components/dropdown/dropdown.js';
import '@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js';
import '@awesome.me/webawesome/dist/components/divider/divider.js';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { registerActions } from '../data/actions.js';
import { engine, errorText } from '../data/engine.js';
import { count } from '../data/format.js';
import { Live } from '../data/live.js';
import { navigate, routePath, type Route } from '../data/router.js';
import { showProblem, showToast, showUndo } from '../data/toasts.js';
import type { CustomersListParams, SavedView } from '../generated/api.js';
import { emptyState, failedState } from '../ui/bits.js';
import { showDialog } from '../ui/dialogs.js';
import { define, PannierElement } from '../ui/element.js';
import { icon } from '../ui/icons.js';
import { strings } from '../ui/strings.js';
import { allColumns, knownColumns, storeColumns, storedColumns } from './customer-columns.js';
import { newCustomerDialog } from './customer-new.js';
import './customer-grid.js';
import './customer-profile.js';

const kDefaultSort = '-last_order_at';

type SelectEvent = CustomEvent<{ item: { value: string; checked: boolean } }>;

export class CustomersView extends PannierElement {
  static override properties = { route: { attribute: false } };
  declare route: Route;

  #views = new Live(this, 'saved_views.list');
  #segments = new Live(this, 'segments.list');
  #columns = storedColumns();
  #filterOpen = false;
  #filterTimer: ReturnType<typeof setTimeout> | undefined;
  #asking = false;
  #stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#views.update({});
    this.#stop = registerActions([
      {
        id: 'close-pane',
        group: strings.palette.groups.view,
        label: strings.palette.closePane,
        key: 'Escape',
        run: () => this.#closePane(),
      },
      {
        id: 'filter',
        group: strings.palette.groups.list,
        label: strings.customers.filter,
        key: 'f',
        run: () => this.#toggleFilter(),
      },
    ]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#filterTimer);
    this.#stop?.();
  }

  get #view(): SavedView | undefined {
    return this.#views.value?.views.find((view) => view.id === this.route.query['view']);
  }

  get #filter(): string {
    return this.route.query['filter'] ?? this.#view?.filter ?? '';
  }

  get #sort(): string {
    return this.route.query['sort'] ?? this.#view?.sort ?? kDefaultSort;
  }

  get #shownColumns(): readonly string[] {
    const view = this.#view;
    return view && view.columns.length > 0 && this.route.query['columns'] === undefined
      ? knownColumns(view.columns)
      : this.#columns;
  }

  get #params(): CustomersListParams {
    const params: CustomersListParams = { sort: this.#sort };
    const { search, segment } = this.route.query;
    if (search?.trim()) params.search = search.trim();
    if (this.#filter.trim()) params.filter = this.#filter.trim();
    if (segment) params.segment_id = segment;
    return params;
  }

  protected override willUpdate(): void {
    this.#segments.update(this.route.query['segment'] ? {} : undefined);
    if (this.route.query['new'] && !this.#asking) void this.#newCustomer();
  }

  /** Changes part of the address; undefined or '' removes a part. */
  #go(
    change: Record<string, string | undefined>,
    options: { id?: string | null; replace?: boolean } = {},
  ): void {
    const id = options.id === null ? undefined : (options.id ?? this.route.id);
    const { ...query } = this.route.query;
    navigate(routePath('customers', id, { ...query, ...change }), {
      replace: options.replace ?? false,
    });
  }

  #closePane(): void {
    if (!this.route.id) return;
    this.#go({}, { id: null });
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('[role="grid"]')?.focus());
  }

  async #newCustomer(): Promise<void> {
    this.#asking = true;
    this.#go({ new: undefined }, { replace: true });
    const id = await newCustomerDialog();
    this.#asking = false;
    if (id) navigate(routePath('customers', id));
  }

  #toggleFilter(): void {
    this.#filterOpen = !this.#filterOpen;
    this.requestUpdate();
    if (this.#filterOpen) {
      void this.updateComplete.then(() =>
        this.querySelector<HTMLElement>('#customers-filter')?.focus(),
      );
    }
  }

  #onFilter(event: Event): void {
    const filter = (event.target as HTMLInputElement).value;
    clearTimeout(this.#filterTimer);
    this.#filterTimer = setTimeout(
      () => this.#go({ filter, view: undefined }, { replace: true }),
      150,
    );
  }

  // ---- saved views ------------------------------------------------------------------------------

  #onViewMenu(event: SelectEvent): void {
    const { value } = event.detail.item;
    if (value === 'save') void this.#saveView();
    else if (value === 'update') void this.#updateView();
    else if (value === 'remove') void this.#removeView();
    else if (value === 'all') navigate(routePath('customers'));
    else navigate(routePath('customers', undefined, { view: value }));
  }

  async #saveView(): Promise<void> {
    const name = await showDialog({
      title: strings.customers.saveViewTitle,
      confirm: strings.actions.save,
      body: html`<p class="quiet">${strings.customers.saveViewHint}</p>
        <div class="labelled">
          <label for="view-name">${strings.customers.viewName}</label>
          <input class="input" id="view-name" name="name" required />
        </div>`,
      result: (form) => String(new FormData(form).get('name') ?? '').trim() || undefined,
    });
    if (name === undefined) return;
    await this.#store({ name });
  }

  async #updateView(): Promise<void> {
    const view = this.#view;
    if (view) await this.#store({ id: view.id, name: view.name });
  }

  async #store(target: { id?: string; name: string }): Promise<void> {
    try {
      const outcome = await engine().callFull('saved_views.save', {
        ...target,
        entity: 'customer',
        filter: this.#filter,
        columns: [...this.#shownColumns],
        sort: this.#sort,
      });
      showUndo(strings.customers.viewSaved(target.name), [outcome.transaction]);
      const { search } = this.route.query;
      navigate(routePath('customers', this.route.id, { search, view: outcome.result.id }), {
        replace: true,
      });
    } catch (error) {
      showProblem(error);
    }
  }

  async #removeView(): Promise<void> {
    const view = this.#view;
    if (!view) return;
    try {
      const outcome = await engine().callFull('saved_views.remove', { id: view.id });
      showUndo(strings.customers.viewRemoved(view.name), [outcome.transaction]);
      this.#go({ view: undefined }, { replace: true });
    } catch (error) {
      showProblem(error);
    }
  }

  async #saveAsSegment(): Promise<void> {
    const query = this.#filter.trim();
    const name = await showDialog({
      title: strings.customers.saveAsSegment,
      confirm: strings.actions.save,
      body: html`<div class="labelled">
        <label for="segment-name">${strings.segments.name}</label>
        <input class="input" id="segment-name" name="name" />
      </div>`,
      result: (form) => String(new FormData(form).get('name') ?? '').trim() || undefined,
    });
    if (name === undefined) return;
    try {
      const { id } = await engine().call('segments.save', { name, query });
      showToast({
        text: strings.segments.saved(name),
        action: { label: strings.actions.open, run: () => navigate(routePath('segments', id)) },
      });
    } catch (error) {
      showProblem(error);
    }
  }

  #onColumns(event: SelectEvent): void {
    event.preventDefault();
    const { value } = event.detail.item;
    const shown = new Set(this.#shownColumns);
    if (shown.has(value)) shown.delete(value);
    else shown.add(value);
    this.#columns = knownColumns([...shown]);
    storeColumns(this.#columns);
    if (this.#view) this.#go({ columns: '1' }, { replace: true });
    this.requestUpdate();
  }

  // ---- drawing ----------------------------------------------------------------------------------

  #viewMenu(): TemplateResult {
    const views = (this.#views.value?.views ?? []).filter((view) => view.entity === 'customer');
    const current = this.#view;
    return html`<wa-dropdown @wa-select=${this.#onViewMenu}>
      <button class="button" slot="trigger" type="button">
        <span class="truncate">${current?.name ?? strings.customers.views}</span>${icon('down')}
      </button>
      <wa-dropdown-item value="all">${strings.customers.allCustomers}</wa-dropdown-item>
      ${views.map((view) => html`<wa-dropdown-item value=${view.id}>${view.name}</wa-dropdown-item>`)}
      <wa-divider></wa-divider>
      <wa-dropdown-item value="save"
        >${icon('plus', 'icon')}${strings.customers.saveView}</wa-dropdown-item
      >
      ${
        current
          ? html`<wa-dropdown-item value="update"
                >${icon('check', 'icon')}${strings.customers.updateView}</wa-dropdown-item
              >
              <wa-dropdown-item value="remove" variant="danger"
                >${icon('trash', 'icon')}${strings.customers.removeView}</wa-dropdown-item
              >`
          : nothing
      }
    </wa-dropdown>`;
  }

  #columnMenu(): TemplateResult {
    const shown = this.#shownColumns;
    return html`<wa-dropdown class="columns-menu" @wa-select=${this.#onColumns}>
      <button
        class="button square"
        slot="trigger"
        type="button"
        aria-label=${strings.customers.chooseColumns}
        title=${strings.customers.chooseColumns}
      >
        ${icon('columns')}
      </button>
      ${allColumns
        .filter((column) => column.key !== 'name')
        .map(
          (column) =>
            html`<wa-dropdown-item
              type="checkbox"
              value=${column.key}
              .checked=${shown.includes(column.key)}
              >${strings.customers.columns[column.key]}</wa-dropdown-item
            >`,
        )}
    </wa-dropdown>`;
  }

  #head(): TemplateResult {
    const cache = this.querySelector('customer-grid')?.cache;
    return html`<div class="list-head">
      <div class="title-line">
        ${
          this.route.id
            ? html`<h2 class="list-title">${strings.customers.title}</h2>`
            : html`<h1>${strings.customers.title}</h1>`
        }
        <span class="quiet" role="status" aria-live="polite"
          >${cache?.loaded ? count(cache.total) : ''}</span
        >
      </div>
      ${this.#viewMenu()}
      <button
        class="button square"
        type="button"
        aria-label=${strings.customers.filter}
        title="${strings.customers.filter} (F)"
        aria-pressed=${this.#filterOpen || this.#filter !== ''}
        @click=${() => this.#toggleFilter()}
      >
        ${icon('filter')}
      </button>
      ${this.#columnMenu()}
      <button
        class="button primary"
        type="button"
        title="${strings.customers.new} (C)"
        @click=${() => void this.#newCustomer()}
      >
        ${icon('plus')}<span class="new-text">${strings.customers.new}</span>
      </button>
    </div>`;
  }

  #filterBar(error: unknown): TemplateResult | typeof nothing {
    const segmentId = this.route.query['segment'];
    const segment = this.#segments.value?.segments.find((one) => one.id === segmentId);
    const chip = segmentId
      ? html`<span class="tag"
          >${strings.customers.segment(segment?.name ?? '…')}
          <button
            type="button"
            aria-label=${strings.customers.clearFilter}
            @click=${() => this.#go({ segment: undefined })}
          >
            ${icon('close')}
          </button></span
        >`
      : nothing;
    const open = this.#filterOpen || this.#filter !== '';
    if (!open && !segmentId) return nothing;
    const failed = open && this.#filter !== '' && error !== undefined;
    return html`<div class="filter-bar">
      ${chip}
      ${
        open
          ? html`<div class="grow">
                <input
                  class="input"
                  id="customers-filter"
                  type="text"
                  spellcheck="false"
                  autocomplete="off"
                  aria-label=${strings.customers.filterLabel}
                  aria-invalid=${failed ? 'true' : nothing}
                  placeholder=${strings.customers.filterPlaceholder}
                  .value=${live(this.#filter)}
                  @input=${this.#onFilter}
                />
              </div>
              ${
                this.#filter && !failed
                  ? html`<button
                      class="button"
                      type="button"
                      @click=${() => void this.#saveAsSegment()}
                    >
                      ${strings.customers.saveAsSegment}
                    </button>`
                  : nothing
              }
              <button
                class="button plain square"
                type="button"
                aria-label=${strings.customers.clearFilter}
                @click=${() => {
                  this.#filterOpen = false;
                  this.#go({ filter: undefined, view: undefined });
                  this.requestUpdate();
                }}
              >
                ${icon('close')}
              </button>
              ${failed ? html`<p class="error-text small" role="alert">${errorText(error)}</p>` : nothing}`
          : nothing
      }
    </div>`;
  }

  #empty(): TemplateResult {
    const { search, segment } = this.route.query;
    if (search || segment || this.#filter) {
      return emptyState(
        'search',
        strings.customers.noMatchTitle,
        strings.customers.noMatchText,
        html`<button class="button" type="button" @click=${() => navigate(routePath('customers'))}>
          ${strings.customers.clearAll}
        </button>`,
      );
    }
    return emptyState(
      'users',
      strings.customers.emptyTitle,
      strings.customers.emptyText,
      html`<a class="button primary" href="/import"
        >${icon('upload')}${strings.customers.emptyAction}</a
      >`,
    );
  }

  protected override render(): TemplateResult {
    const grid = this.querySelector('customer-grid');
    const cache = grid?.cache;
    const { id } = this.route;
    const filterError = this.#filter ? cache?.error : undefined;
    const failed = cache?.error !== undefined && filterError === undefined;
    const empty = cache?.loaded === true && cache.total === 0 && !failed;
    return html`<div class="split ${id ? 'with-pane' : ''}">
      ${id ? html`<h1 class="visually-hidden">${strings.customers.title}</h1>` : nothing}
      <section class="list-side" aria-label=${strings.customers.title}>
        ${this.#head()} ${this.#filterBar(filterError)}
        ${failed ? failedState(cache.error, () => grid?.retry()) : nothing}
        ${empty ? this.#empty() : nothing}
        <customer-grid
          class=${empty || failed ? 'visually-hidden' : 'grow-grid'}
          ?inert=${empty || failed}
          .query=${this.#params}
          .columns=${this.#shownColumns}
          .selected=${id}
          .narrow=${id !== undefined}
          @rows=${() => this.requestUpdate()}
          @open=${(event: CustomEvent<{ id: string; replace: boolean }>) =>
            this.#go({}, event.detail)}
          @sort=${(event: CustomEvent<string>) => this.#go({ sort: event.detail }, { replace: true })}
        ></customer-grid>
      </section>
      ${
        id
          ? html`<section class="pane" aria-label=${strings.customers.openPane}>
              <customer-profile
                .customer=${{ id }}
                closable
                @close=${() => this.#closePane()}
              ></customer-profile>
            </section>`
          : nothing
      }
    </div>`;
  }
}
define('customers-view', CustomersView);
