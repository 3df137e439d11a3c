/** Generated rows for the harness: always the same ones. */
import type { Address, Consent, CustomerProfile, Order, Task } from '../src/generated/api.js';

export interface FakeCustomer extends CustomerProfile {
  orders: Order[];
}

const first =
  'Anna Ben Chloé David Elif Farid Greta Hugo Inès Jonas Katarzyna Luca María Noah Olga Piotr Quentin Rosa Søren Tomás Ursula Viktor Wen Yara Zoë'.split(
    ' ',
  );
const last =
  'Albrecht Bianchi Côté Dubois Eriksson Fischer García Hansen Ivanova Jensen Kowalski Lindqvist Müller Novák Okafor Petrović Rossi Schmidt Tanaka Ünal Vogel Weber Yilmaz Zimmermann'.split(
    ' ',
  );
const places: [string, string, string, string][] = [
  ['Berlin', 'DE', 'BE', '10115'],
  ['München', 'DE', 'BY', '80331'],
  ['Paris', 'FR', 'IDF', '75011'],
  ['Lyon', 'FR', 'ARA', '69002'],
  ['København', 'DK', '', '1050'],
  ['Wien', 'AT', '', '1070'],
  ['Zürich', 'CH', 'ZH', '8004'],
  ['Milano', 'IT', 'MI', '20121'],
  ['Amsterdam', 'NL', 'NH', '1012'],
  ['Warszawa', 'PL', '', '00-001'],
];
const products: [string, string, number][] = [
  ['Linen shirt, undyed', 'LIN-01', 6900],
  ['Wool beanie, moss', 'BEA-03', 2900],
  ['Canvas tote', 'TOT-02', 1900],
  ['Merino socks, 3 pairs', 'SOC-07', 2400],
  ['Waxed field jacket', 'JAC-11', 24900],
  ['Leather key fob', 'KEY-01', 1200],
  ['Enamel mug', 'MUG-04', 1600],
];
const tags = ['vip', 'wholesale', 'newsletter', 'gift buyer', 'returns often', 'press'];
const day = 86_400_000;

export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 4294967296;
  };
}

let next = 1;
export const newId = (): string =>
  `0192f0aa-0000-7000-8000-${(next++).toString(16).padStart(12, '0')}`;

export function makeOrder(pick: () => number, at: number, number: number): Order {
  const lines = Array.from({ length: 1 + Math.floor(pick() * 3) }, () => {
    const [title, sku, price] = products[Math.floor(pick() * products.length)] ?? ['', '', 0];
    const quantity = 1 + Math.floor(pick() * 2);
    return {
      id: newId(),
      title,
      sku,
      quantity,
      unit_price: price,
      total: price * quantity,
      product_id: null,
    };
  });
  const subtotal = lines.reduce((sum, line) => sum + line.total, 0);
  const discount = pick() < 0.2 ? Math.round(subtotal * 0.1) : 0;
  const shipping = subtotal > 10_000 ? 0 : 490;
  const refunded = pick() < 0.06 ? subtotal : 0;
  return {
    id: newId(),
    number: `#${number}`,
    placed_at: at,
    currency: 'EUR',
    subtotal,
    discount,
    shipping,
    tax: 0,
    total: subtotal - discount + shipping,
    refunded,
    financial_status: refunded ? 'REFUNDED' : 'PAID',
    fulfillment_status: at > Date.now() - 4 * day ? 'UNFULFILLED' : 'FULFILLED',
    channel: pick() < 0.8 ? 'Online store' : 'Point of sale',
    cancelled_at: null,
    discount_code: discount ? 'WELCOME10' : '',
    is_test: false,
    lines,
  };
}

export function makeCustomer(index: number, now: number): FakeCustomer {
  const pick = random(index * 7919 + 17);
  const one = <T>(list: readonly T[]): T => list[Math.floor(pick() * list.length)] as T;
  const firstName = one(first);
  const lastName = one(last);
  const [city, country, region, postal] = one(places);
  const id = newId();
  const plain = (text: string): string =>
    text
      .normalize('NFKD')
      .replace(/[^A-Za-z]/g, '')
      .toLowerCase();
  const email = `${plain(firstName)}.${plain(lastName)}${index}@example.com`;
  const orders = Array.from({ length: Math.floor(pick() * pick() * 12) }, (_, n) =>
    makeOrder(pick, now - Math.floor(pick() * 700) * day - n * 3_600_000, 1001 + index * 12 + n),
  ).sort((a, b) => b.placed_at - a.placed_at);
  const spent = orders.reduce((sum, order) => sum + order.total - order.refunded, 0);
  const address: Address = {
    id: newId(),
    name: `${firstName} ${lastName}`,
    line1: `${one(['Lindenallee', 'Rue Oberkampf', 'Via Dante', 'Prinsengracht'])} ${1 + Math.floor(pick() * 90)}`,
    line2: '',
    city,
    region,
    postal_code: postal,
    country,
    phone: '',
    is_default: true,
    version: 1,
  };
  const consent = (channel: string): Consent => ({
    channel,
    state: one(['SUBSCRIBED', 'SUBSCRIBED', 'NOT_SUBSCRIBED', 'UNSUBSCRIBED', 'PENDING']),
    source: 'checkout',
    occurred_at: now - Math.floor(pick() * 300) * day,
  });
  return {
    id,
    first_name: firstName,
    last_name: lastName,
    name: `${firstName} ${lastName}`,
    email,
    phone: pick() < 0.7 ? `+49 30 ${1000000 + Math.floor(pick() * 8999999)}` : '',
    company: pick() < 0.2 ? `${lastName} & Co` : '',
    language: country.toLowerCase(),
    birth_date: pick() < 0.3 ? '1986-04-12' : '',
    account_status: 'ENABLED',
    description: pick() < 0.15 ? 'Prefers to be called in the afternoon.' : '',
    source: 'shopify',
    created_at: now - Math.floor(200 + pick() * 600) * day,
    last_contacted_at: null,
    version: 1,
    currency: 'EUR',
    orders_count: orders.length,
    total_spent: spent,
    average_order_value: orders.length ? Math.round(spent / orders.length) : 0,
    first_order_at: orders.at(-1)?.placed_at ?? null,
    last_order_at: orders[0]?.placed_at ?? null,
    tags: tags.filter(() => pick() < 0.14),
    addresses: [address],
    identities: [
      { id: newId(), kind: 'external_id', system: 'shopify', value: String(6_000_000_000 + index) },
    ],
    consents: [consent('email'), consent('sms')],
    notes:
      pick() < 0.2
        ? [
            {
              id: newId(),
              body: 'Asked for a smaller size on the phone.\nCall back after the weekend.',
              author: 'staff@example.com',
              created_at: now - 3 * day,
              version: 1,
            },
          ]
        : [],
    tasks: [],
    custom_fields: [
      {
        field_id: 'f1',
        namespace: 'facts',
        key: 'shirt_size',
        name: 'Shirt size',
        type: 'text',
        value: one(['S', 'M', 'L', '']),
      },
    ],
    conflicts: [],
    unsynced_fields: [],
    orders,
  };
}

export function makeTasks(customers: readonly FakeCustomer[], now: number): Task[] {
  const titles = [
    'Call back about sizes',
    'Send the lookbook',
    'Check the refund',
    'Offer wholesale terms',
    'Ask for a review',
    'Confirm delivery address',
  ];
  const date = (offset: number): string => new Date(now + offset * day).toISOString().slice(0, 10);
  const due = [date(-3), date(0), date(0), date(1), date(4), ''];
  return titles.map((title, index) => ({
    id: newId(),
    customer_id: customers[index * 3]?.id ?? null,
    customer_name: customers[index * 3]?.name ?? '',
    title,
    due_on: due[index] ?? '',
    status: 'open',
    assignee: '',
    priority: '',
    created_at: now - index * day,
    completed_at: null,
    version: 1,
  }));
}
