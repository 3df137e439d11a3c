/**
 * Reads on the tables of the image, each statement written by hand for its one question. A `+` keeps SQLite from an
 * index that would only make it jump: of the forms tried, these were the fastest.
 */

const columns = `r.name, r.email, r.phone, r.company, r.city, r.country, r.tags, r.orders_count, r.total_spent,
  r.first_order_at, r.last_order_at, r.created_at`;

export function listRows(database, limit) {
  const rows = database.selectObjects(
    `SELECT ${columns} FROM customer_rollup r ORDER BY r.last_order_at DESC, r.customer_pk DESC LIMIT ?`,
    [limit],
  );
  return { total: database.selectValue('SELECT count(*) FROM customer_rollup'), rows };
}

/** Any part of name, e-mail, phone or company; a term with a digit may be part of an order number, too. */
export function searchRows(database, text, limit) {
  const term = text.toLowerCase();
  const trigrams = [];
  for (let at = 0; at + 3 <= term.length; at += 1) {
    trigrams.push(`"${term.slice(at, at + 3).replaceAll('"', '""')}"`);
  }
  const orders = /\d/.test(term)
    ? `UNION SELECT c.pk FROM order_search n JOIN sales_order o ON o.pk = n.rowid JOIN customer c ON c.id = o.customer_id
       WHERE n.order_search MATCH ?1 AND instr(lower(o.number), ?2) > 0 AND o._cl % 2 = 1`
    : '';
  const rows = database.selectObjects(
    `WITH hit(pk) AS (
       SELECT t.customer_pk FROM customer_search s JOIN customer_search_text t ON t.customer_pk = s.rowid
       WHERE s.customer_search MATCH ?1 AND instr(t.text, ?2) > 0 ${orders})
     SELECT ${columns}, count(*) OVER () AS total FROM hit JOIN customer_rollup r ON r.customer_pk = hit.pk
     ORDER BY r.last_order_at DESC, r.customer_pk DESC LIMIT ?3`,
    [trigrams.join(' AND '), term, limit],
  );
  return { total: rows[0]?.total ?? 0, rows };
}

/** number_of_orders >= 3 AND last_order_date > -90d AND customer_countries CONTAINS 'DE' */
export function attributeSegment(database, { after }) {
  return database.selectObject(
    `SELECT count(*) AS count, sum(r.total_spent) AS total_spent, (SELECT count(*) FROM customer_rollup) AS base
     FROM customer_rollup r
     WHERE +r.orders_count >= 3 AND +r.last_order_at >= ?1
       AND r.customer_id IN (SELECT a.customer_id FROM address a WHERE a.country = 'DE' AND a._cl % 2 = 1)`,
    [after],
  );
}

/** orders_placed MATCHES (date > -180d, amount >= 50, count >= 2) */
export function historySegment(database, { after, currency }) {
  return database.selectObject(
    `SELECT count(*) AS count, sum(r.total_spent) AS total_spent, (SELECT count(*) FROM customer_rollup) AS base
     FROM customer_rollup r
     WHERE +r.orders_count >= 2 AND +r.last_order_at >= ?1 AND (SELECT count(*) FROM sales_order o
            WHERE o.customer_id = r.customer_id AND o.placed_at >= ?1 AND o.total >= 5000 AND o.currency = ?2
              AND o.cancelled_at IS NULL AND coalesce(o.is_test, 0) = 0 AND o._cl % 2 = 1) >= 2`,
    [after, currency],
  );
}
