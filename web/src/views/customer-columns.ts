/** The columns a customer list can show: how each is written, how wide it is, whether it sorts. */
import { html, type TemplateResult } from 'lit';
import { count, countryName, money } from '../data/format.js';
import type { CustomerRow } from '../generated/api.js';
import { consentBadge, when } from '../ui/bits.js';
import { strings } from '../ui/strings.js';

export interface Column {
  key: string;
  width: number;
  /** Takes the room that is left. */
  flex?: boolean;
  sortable: boolean;
  number?: boolean;
  cell: (row: CustomerRow, currency: string) => unknown;
}

const column = (
  key: string,
  width: number,
  cell: Column['cell'],
  extra: Partial<Column> = {},
): Column => ({ key, width, cell, sortable: true, ...extra });

function tagBadges(tags: readonly string[]): TemplateResult[] {
  return tags.map((tag) => html`<span class="badge">${tag}</span>`);
}

export const allColumns: readonly Column[] = [
  column('name', 190, (row) => row.name || strings.customers.unnamed, { flex: true }),
  column('email', 220, (row) => row.email, { flex: true }),
  column('phone', 140, (row) => html`<bdi>${row.phone}</bdi>`, { sortable: false }),
  column('company', 160, (row) => row.company, { sortable: false }),
  column('city', 130, (row) => row.city),
  column('country', 120, (row) => countryName(row.country)),
  column('orders_count', 84, (row) => count(row.orders_count), { number: true }),
  column('total_spent', 116, (row, currency) => money(row.total_spent, currency), { number: true }),
  column('average_order_value', 124, (row, currency) => money(row.average_order_value, currency), {
    number: true,
  }),
  column('first_order_at', 124, (row) => when(row.first_order_at, strings.customers.never)),
  column('last_order_at', 124, (row) => when(row.last_order_at, strings.customers.never)),
  column('email_consent', 136, (row) => consentBadge(row.email_consent), { sortable: false }),
  column('sms_consent', 136, (row) => consentBadge(row.sms_consent), { sortable: false }),
  column('tags', 180, (row) => tagBadges(row.tags), { sortable: false }),
  column('created_at', 124, (row) => when(row.created_at)),
];

export const defaultColumns: readonly string[] = [
  'name',
  'email',
  'city',
  'country',
  'orders_count',
  'total_spent',
  'last_order_at',
  'tags',
];

const kStored = 'pannier.columns';

export function storedColumns(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(kStored) ?? 'null');
    if (Array.isArray(stored)) return knownColumns(stored.map(String));
  } catch {
    // Nothing stored, or not ours: the default.
  }
  return [...defaultColumns];
}

export function storeColumns(columns: readonly string[]): void {
  try {
    localStorage.setItem(kStored, JSON.stringify(columns));
  } catch {
    // A window without storage forgets the choice.
  }
}

/** Only columns that exist, in their fixed order, never without the name. */
export function knownColumns(keys: readonly string[]): string[] {
  const wanted = new Set([...keys, 'name']);
  return allColumns.filter((one) => wanted.has(one.key)).map((one) => one.key);
}

export function columnsFor(keys: readonly string[]): Column[] {
  return allColumns.filter((one) => keys.includes(one.key));
}

/** As many columns as fit a width, first come first served; at least the name. */
export function fittingColumns(columns: readonly Column[], width: number): Column[] {
  const essential = new Set(['name', 'total_spent', 'last_order_at', 'orders_count']);
  const chosen = new Set<string>(['name']);
  let left = width - 160;
  const byImportance = [
    ...columns.filter((one) => essential.has(one.key)),
    ...columns.filter((one) => !essential.has(one.key)),
  ];
  for (const one of byImportance) {
    if (chosen.has(one.key) || one.width > left) continue;
    chosen.add(one.key);
    left -= one.width;
  }
  return columns.filter((one) => chosen.has(one.key));
}
