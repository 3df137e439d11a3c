/** `<customer-profile>`: everything about one customer, each value editable where it stands. */
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { registerActions } from '../data/actions.js';
import { engine } from '../data/engine.js';
import { count, money } from '../data/format.js';
import { Live } from '../data/live.js';
import type { CustomerProfile, CustomersGetParams, FieldConflict } from '../generated/api.js';
import { avatar, emptyState, failedState, when } from '../ui/bits.js';
import { define, PannierElement } from '../ui/element.js';
import { conflictNote } from '../ui/field.js';
import { icon } from '../ui/icons.js';
import { strings } from '../ui/strings.js';
import {
  act,
  conflictsOf,
  isUnsynced,
  saveCustomerField,
  saveCustomField,
} from './profile-actions.js';
import {
  addressSection,
  consentSection,
  noteSection,
  tagSection,
  taskSection,
} from './profile-sections.js';
import './order-list.js';
import './timeline-list.js';

const detailFields: readonly [name: string, type: string][] = [
  ['first_name', 'text'],
  ['last_name', 'text'],
  ['email', 'email'],
  ['phone', 'tel'],
  ['company', 'text'],
  ['birth_date', 'date'],
  ['language', 'text'],
];
const shownFields = new Set([...detailFields.map(([name]) => name), 'description']);

function isCustomFieldConflict(conflict: FieldConflict, fieldId: string): boolean {
  return (
    conflict.entity.startsWith('custom_field') &&
    (conflict.field === fieldId || conflict.row_id === fieldId)
  );
}

export class CustomerProfileElement extends PannierElement {
  static override properties = {
    customer: {
      attribute: false,
      hasChanged: (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b),
    },
    closable: { type: Boolean },
    compact: { type: Boolean },
  };
  /** Who: by id, e-mail or external id. */
  declare customer: CustomersGetParams;
  declare closable: boolean;
  /** In the widget: no sticky head, no close button. */
  declare compact: boolean;

  #profile = new Live(this, 'customers.get');
  #stop: (() => void) | undefined;

  constructor() {
    super();
    this.closable = false;
    this.compact = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.compact) return;
    const group = strings.customers.title;
    const focus = (selector: string): void => this.querySelector<HTMLElement>(selector)?.focus();
    this.#stop = registerActions([
      {
        id: 'note',
        group,
        label: strings.palette.addNote,
        key: 'n',
        run: () => focus('#note-composer'),
      },
      { id: 'tag', group, label: strings.palette.addTag, key: 't', run: () => focus('#tag-input') },
      {
        id: 'delete-customer',
        group,
        label: strings.palette.deleteCustomer,
        run: () => void this.#remove(),
      },
    ]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  /** The customer named now, once read. */
  get profile(): CustomerProfile | undefined {
    const { value, waiting, error } = this.#profile;
    return waiting || error ? undefined : value;
  }

  /** What went wrong with reading, for the embedding page's own words. */
  get failure(): unknown {
    return this.#profile.error;
  }

  protected override willUpdate(): void {
    this.#profile.update(this.customer);
  }

  protected override updated(): void {
    this.dispatchEvent(new CustomEvent('profile', { bubbles: true }));
  }

  async #remove(): Promise<void> {
    const profile = this.profile;
    if (!profile) return;
    const done = await act(
      strings.customers.removed(profile.name || profile.email),
      'customers.remove',
      {
        id: profile.id,
      },
    );
    if (done) this.dispatchEvent(new CustomEvent('close', { bubbles: true }));
  }

  #head(profile: CustomerProfile): TemplateResult {
    const name = profile.name || profile.email || strings.customers.unnamed;
    const menu = (event: CustomEvent<{ item: { value: string } }>): void => {
      if (event.detail.item.value === 'remove') void this.#remove();
    };
    return html`<header class="profile-head">
      ${
        this.closable
          ? html`<button
              class="button plain square"
              type="button"
              aria-label=${strings.customers.closePane}
              @click=${() => this.dispatchEvent(new CustomEvent('close', { bubbles: true }))}
            >
              ${icon('back')}
            </button>`
          : nothing
      }
      ${avatar(profile.name || profile.email)}
      <div class="grow">
        <h2 class="truncate">${name}</h2>
        <p class="quiet small truncate">
          ${profile.name ? profile.email : ''}${profile.company ? html` · ${profile.company}` : nothing}
        </p>
      </div>
      ${
        this.compact
          ? html`<a
              class="button small"
              href="/customers/${profile.id}"
              target="_blank"
              rel="noopener"
              >${icon('external')} ${strings.profile.compact}</a
            >`
          : html`<wa-dropdown placement="bottom-end" @wa-select=${menu}>
              <button
                class="button plain square"
                slot="trigger"
                type="button"
                aria-label=${strings.actions.more}
              >
                ${icon('more')}
              </button>
              <wa-dropdown-item value="remove" variant="danger"
                >${icon('trash', 'icon')}${strings.profile.deleteConfirm}</wa-dropdown-item
              >
            </wa-dropdown>`
      }
    </header>`;
  }

  #figures(profile: CustomerProfile): TemplateResult {
    const figure = (label: string, value: unknown): TemplateResult =>
      html`<div>
        <dt>${label}</dt>
        <dd>${value}</dd>
      </div>`;
    const { currency } = profile;
    return html`<dl class="figures">
      ${figure(strings.profile.lifetime, money(profile.total_spent, currency))}
      ${figure(strings.profile.orders, count(profile.orders_count))}
      ${figure(strings.profile.average, money(profile.average_order_value, currency))}
      ${figure(strings.profile.lastOrder, when(profile.last_order_at, strings.customers.never))}
    </dl>`;
  }

  #field(profile: CustomerProfile, name: string, type: string): TemplateResult {
    const value = (profile as unknown as Record<string, unknown>)[name];
    return html`<p-field
      data-field=${name}
      .label=${strings.profile.fields[name] ?? name}
      .type=${type}
      .multiline=${name === 'description'}
      .value=${typeof value === 'string' ? value : ''}
      .version=${profile.version}
      .unsynced=${isUnsynced(profile, 'customer', profile.id, name)}
      .conflicts=${conflictsOf(profile, 'customer', profile.id, name)}
      .save=${saveCustomerField(profile.id, name)}
    ></p-field>`;
  }

  #details(profile: CustomerProfile): TemplateResult {
    const own = new Set([profile.email.toLowerCase(), profile.phone.replace(/[^+\d]/g, '')]);
    const others = profile.identities.filter((one) => !own.has(one.value));
    return html`<section class="section" aria-labelledby="details-title">
      <header>
        <h3 id="details-title">${strings.profile.details}</h3>
        <span class="quiet small">${strings.profile.since} ${when(profile.created_at)}</span>
      </header>
      ${detailFields.map(([name, type]) => this.#field(profile, name, type))}
      ${this.#field(profile, 'description', 'text')}
      ${profile.custom_fields.map(
        (field) =>
          html`<p-field
            .label=${field.name || field.key}
            .type=${field.type === 'date' ? 'date' : 'text'}
            .value=${field.value}
            .version=${profile.version}
            .conflicts=${profile.conflicts.filter((one) =>
              isCustomFieldConflict(one, field.field_id),
            )}
            .save=${saveCustomField(profile.id, field.field_id)}
          ></p-field>`,
      )}
      ${
        others.length > 0
          ? html`<p class="small quiet">
              ${strings.profile.identities}:
              ${others.map((one) => [one.system, one.value].filter(Boolean).join(' ')).join(', ')}
            </p>`
          : nothing
      }
    </section>`;
  }

  /** Conflicts of values that have no field of their own above. */
  #otherConflicts(profile: CustomerProfile): TemplateResult | typeof nothing {
    const placed = new Set(['address', 'note', 'task']);
    const others = profile.conflicts.filter(
      (one) =>
        !placed.has(one.entity) &&
        !profile.custom_fields.some((field) => isCustomFieldConflict(one, field.field_id)) &&
        !(one.entity === 'customer' && shownFields.has(one.field)),
    );
    if (others.length === 0) return nothing;
    return html`<section class="section" aria-label=${strings.profile.conflict}>
      ${others.map(
        (one) =>
          html`<h3>${one.entity} · ${one.field}</h3>
            ${conflictNote(one)}`,
      )}
    </section>`;
  }

  protected override render(): TemplateResult {
    const { value: profile, error } = this.#profile;
    if (error?.code === 'not_found') {
      return html`<div class="profile ${this.compact ? 'compact' : ''}">
        ${emptyState(
          'search',
          strings.profile.notFoundTitle,
          strings.errors.notFoundHint,
          this.closable
            ? html`<a class="button" href="/customers">${strings.customers.allCustomers}</a>`
            : nothing,
        )}
      </div>`;
    }
    if (error) return failedState(error, () => this.#profile.refresh());
    if (!profile) return html`<div class="profile" aria-busy="true"></div>`;
    // Keyed, so that a field being edited never carries its draft over to another customer.
    return html`${keyed(profile.id, this.#article(profile))}`;
  }

  #article(profile: CustomerProfile): TemplateResult {
    return html`<article
      class="profile ${this.compact ? 'compact' : ''}"
      aria-label=${strings.profile.region(profile.name || profile.email)}
    >
      ${this.#head(profile)} ${this.#figures(profile)} ${this.#otherConflicts(profile)}
      ${this.#details(profile)} ${tagSection(profile)} ${consentSection(profile)}
      ${noteSection(profile, this)} ${taskSection(profile)}
      <section class="section" aria-labelledby="orders-title">
        <header><h3 id="orders-title">${strings.profile.ordersTitle}</h3></header>
        <order-list .customerId=${profile.id}></order-list>
      </section>
      ${addressSection(profile)}
      <section class="section" aria-labelledby="timeline-title">
        <header><h3 id="timeline-title">${strings.profile.timeline}</h3></header>
        <timeline-list .customerId=${profile.id}></timeline-list>
      </section>
    </article>`;
  }

  /** The engine is asked again (after signing in, for example). */
  refresh(): void {
    if (engine().status.phase === 'ready') this.#profile.refresh();
  }
}
define('customer-profile', CustomerProfileElement);

declare global {
  interface HTMLElementTagNameMap {
    'customer-profile': CustomerProfileElement;
  }
}
