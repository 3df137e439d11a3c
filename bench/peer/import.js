/**
 * The straightforward import: split the text, upsert customers, products, orders and lines by a key made of their
 * numbers, 5,000 lines a transaction. No dry run, no matching, no rollups, no search index, no undo, no outbox.
 */
const linesPerTransaction = 5000;

const upserts = {
  customer: `INSERT INTO customer(id, source, created_at) VALUES (?, 'import', ?)
    ON CONFLICT(id) DO UPDATE SET created_at = min(created_at, excluded.created_at)`,
  product: `INSERT INTO product(id, title, external_id) VALUES (?, ?, ?) ON CONFLICT(id) DO UPDATE SET title = excluded.title`,
  order: `INSERT INTO sales_order(id, customer_id, number, placed_at, currency, total, financial_status, channel, external_id)
    VALUES (?, ?, ?, ?, 'GBP', ?, 'paid', 'online_retail', ?)
    ON CONFLICT(id) DO UPDATE SET total = excluded.total, placed_at = excluded.placed_at`,
  line: `INSERT INTO order_line(id, order_id, product_id, position, title, sku, quantity, unit_price, total)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT(id) DO UPDATE SET quantity = excluded.quantity, unit_price = excluded.unit_price, total = excluded.total`,
};

const encoder = new TextEncoder();
const key = (text) => encoder.encode(text);

function split(line) {
  if (!line.includes('"')) return line.split(',');
  const cells = [];
  for (const [, quoted, plain] of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
  }
  return cells;
}

export async function importLines(database, file) {
  const lines = (await file.text()).split('\n');
  const statements = Object.fromEntries(
    Object.entries(upserts).map(([name, sql]) => [name, database.prepare(sql)]),
  );
  const put = (name, values) => statements[name].bind(values).stepReset();
  const customers = new Set();
  const products = new Set();
  let order;
  let count = 0;
  const finishOrder = () => {
    if (order)
      put('order', [
        key(`o${order.number}`),
        order.customer,
        order.number,
        order.at,
        order.total,
        order.number,
      ]);
    order = undefined;
  };
  try {
    database.exec('BEGIN');
    for (let at = 1; at < lines.length; at += 1) {
      if (lines[at] === '') continue;
      const [number, sku, title, quantity, date, price, customer] = split(lines[at]);
      if (order?.number !== number) {
        finishOrder();
        order = {
          number,
          at: Date.parse(`${date}Z`),
          total: 0,
          position: 0,
          customer: key(`c${customer}`),
        };
        if (!customers.has(customer)) put('customer', [order.customer, order.at]);
        customers.add(customer);
      }
      if (!products.has(sku)) put('product', [key(`p${sku}`), title, sku]);
      products.add(sku);
      const cents = Math.round(Number(price) * 100);
      const total = cents * Number(quantity);
      order.position += 1;
      order.total += total;
      const id = key(`l${number}:${order.position}`);
      put('line', [
        id,
        key(`o${number}`),
        key(`p${sku}`),
        order.position,
        title,
        sku,
        Number(quantity),
        cents,
        total,
      ]);
      count += 1;
      if (count % linesPerTransaction === 0) database.exec('COMMIT; BEGIN');
    }
    finishOrder();
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  } finally {
    for (const statement of Object.values(statements)) statement.finalize();
  }
  return { lines: count };
}
