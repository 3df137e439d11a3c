/** `<order-list>`: a customer's orders, newest first, each opening to its lines. */
import { html, nothing, type TemplateResult } from 'lit';
import { count, money } from '../data/format.js';
import { Live } from '../data/live.js';
import type { Order } from '../generated/api.js';
import { failedState, when } from '../ui/bits.js';
import { define, PannierElement } from '../ui/element.js';
import { icon } from '../ui/icons.js';
import { strings } from '../ui/strings.js';

const kPage = 10;
const goodStates = new Set(['PAID', 'FULFILLED']);
const badStates = new Set(['REFUNDED', 'VOIDED', 'EXPIRED']);

/** PARTIALLY_REFUNDED → "Partially refunded". */
function stateText(state: string): string {
  const words = state.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function stateBadge(state: string): TemplateResult | typeof nothing {
  if (!state) return nothing;
  const key = state.toUpperCase();
  const tone = goodStates.has(key) ? 'good' : badStates.has(key) ? 'bad' : 'warn';
  return html`<span class="badge ${tone}">${stateText(state)}</span>`;
}

export class OrderList extends PannierElement {
  static override properties = { customerId: {} };
  declare customerId: string;

  #limit = kPage;
  #open = new Set<string>();
  #orders = new Live(this, 'customers.orders');

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('customerId')) {
      this.#limit = kPage;
      this.#open.clear();
    }
    this.#orders.update({ id: this.customerId, limit: this.#limit });
  }

  #toggle(id: string): void {
    if (!this.#open.delete(id)) this.#open.add(id);
    this.requestUpdate();
  }

  #sums(order: Order): TemplateResult {
    const line = (
      label: string,
      amount: number,
      always = false,
    ): TemplateResult | typeof nothing =>
      amount === 0 && !always
        ? nothing
        : html`<tr class="sum">
            <td colspan="3" class="number quiet">${label}</td>
            <td class="number">${money(amount, order.currency)}</td>
          </tr>`;
    return html`${line(strings.profile.subtotal, order.subtotal, true)}
    ${line(
      order.discount_code
        ? `${strings.profile.discount} ${order.discount_code}`
        : strings.profile.discount,
      -Math.abs(order.discount),
    )}
    ${line(strings.profile.shipping, order.shipping)} ${line(strings.profile.tax, order.tax)}
    ${line(strings.profile.total, order.total, true)}
    ${line(strings.profile.refunded, -Math.abs(order.refunded))}`;
  }

  #body(order: Order): TemplateResult {
    return html`<div class="body">
      <div class="row">
        ${stateBadge(order.financial_status)} ${stateBadge(order.fulfillment_status)}
        ${
          order.cancelled_at === null
            ? nothing
            : html`<span class="badge bad">${strings.profile.cancelled}</span>`
        }
        <span class="quiet small">${order.channel}</span>
      </div>
      <div class="scroll-x">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">${strings.profile.item}</th>
              <th scope="col" class="number">${strings.profile.quantity}</th>
              <th scope="col" class="number">${strings.profile.price}</th>
              <th scope="col" class="number">${strings.profile.total}</th>
            </tr>
          </thead>
          <tbody>
            ${order.lines.map(
              (line) =>
                html`<tr>
                  <td>
                    ${line.title}${line.sku ? html` <span class="quiet small">${line.sku}</span>` : nothing}
                  </td>
                  <td class="number">${count(line.quantity)}</td>
                  <td class="number">${money(line.unit_price, order.currency)}</td>
                  <td class="number">${money(line.total, order.currency)}</td>
                </tr>`,
            )}
            ${this.#sums(order)}
          </tbody>
        </table>
      </div>
    </div>`;
  }

  #order(order: Order): TemplateResult {
    const open = this.#open.has(order.id);
    const pieces = order.lines.reduce((sum, line) => sum + line.quantity, 0);
    return html`<li class="order">
      <button type="button" aria-expanded=${open} @click=${() => this.#toggle(order.id)}>
        ${icon('next')}
        <span class="truncate"
          ><span class="order-number">${order.number}</span>
          <span class="quiet"> ${strings.profile.lines(pieces)}</span>
          ${order.is_test ? html`<span class="badge info">${strings.profile.testOrder}</span>` : nothing}
          ${order.refunded > 0 ? html`<span class="badge bad">${strings.profile.refunded}</span>` : nothing}
          ${order.cancelled_at === null ? nothing : html`<span class="badge bad">${strings.profile.cancelled}</span>`}</span
        >
        <span class="quiet">${when(order.placed_at)}</span>
        <span class="number">${money(order.total, order.currency)}</span>
      </button>
      ${open ? this.#body(order) : nothing}
    </li>`;
  }

  protected override render(): TemplateResult {
    const answer = this.#orders.value;
    if (this.#orders.error) return failedState(this.#orders.error, () => this.#orders.refresh());
    if (!answer) return html`<p class="quiet">${strings.customers.loading}</p>`;
    if (answer.total === 0) return html`<p class="quiet">${strings.profile.noOrders}</p>`;
    const more = answer.total - answer.orders.length;
    return html`<ul>
        ${answer.orders.map((order) => this.#order(order))}
      </ul>
      ${
        more > 0
          ? html`<button
              class="button small"
              type="button"
              @click=${() => {
                this.#limit += 50;
                this.requestUpdate();
              }}
            >
              ${strings.profile.moreOrders(Math.min(more, 50))}
            </button>`
          : nothing
      }`;
  }
}
define('order-list', OrderList);
