/** Order lines in the columns of the UCI Online Retail file, made from a seed. */
import { writeFileSync } from 'node:fs';

const goods = [
  'MUG',
  'LANTERN',
  'TEA TOWEL',
  'PICTURE FRAME',
  'LUNCH BAG',
  'CAKE TIN',
  'BUNTING',
  'DOORMAT',
];
const looks = ['RED', 'BLUE', 'VINTAGE', 'RETROSPOT', 'IVORY', 'REGENCY', 'PAISLEY', 'SPOTTY'];
const countries = [
  'United Kingdom',
  'United Kingdom',
  'United Kingdom',
  'Germany',
  'France',
  'Spain',
];
const skuCount = 3000;
const linesPerInvoice = 20;

/** mulberry32: small, and the same everywhere. */
function random(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** File number `round` has invoices of its own; about half of its customers were in the file before. */
export function writeOrderLines(file, lines, round) {
  const next = random(1000 + round);
  const people = Math.max(10, Math.round(lines / 60));
  const rows = [
    'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
  ];
  let invoice = 1_000_000 * (round + 1);
  let left = 0;
  let date = '';
  let customer = '';
  let country = '';
  for (let line = 0; line < lines; line += 1) {
    if (left === 0) {
      left = 1 + next(2 * linesPerInvoice - 1);
      invoice += 1;
      date = `2011-${two(1 + next(12))}-${two(1 + next(28))} ${two(8 + next(12))}:${two(next(60))}:00`;
      const number = 20_000 + Math.round((people / 2) * round) + next(people);
      customer = `${number}.0`;
      country = countries[number % countries.length];
    }
    left -= 1;
    const sku = next(skuCount);
    const name = `${looks[sku % looks.length]} ${goods[(sku >> 3) % goods.length]}`;
    const title = sku % 10 === 0 ? `"${name}, SET OF ${2 + (sku % 7)}"` : name;
    const price = (0.3 + (sku % 97) / 8).toFixed(2);
    rows.push(
      `${invoice},${20_000 + sku},${title},${1 + next(24)},${date},${price},${customer},${country}`,
    );
  }
  writeFileSync(file, `${rows.join('\n')}\n`);
}

const two = (number) => String(number).padStart(2, '0');
