/** The peer's page: a worker with sqlite-wasm, an input, a table. As little as does the work. */
const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
const waiting = new Map();
let last = 0;

worker.onmessage = ({ data }) => {
  const { done, failed } = waiting.get(data.id);
  waiting.delete(data.id);
  if (data.error) failed(new Error(data.error));
  else done(data.result);
};
worker.onerror = (event) => {
  for (const { failed } of waiting.values()) failed(new Error(event.message));
};

function call(name, parameters) {
  return new Promise((done, failed) => {
    last += 1;
    waiting.set(last, { done, failed });
    worker.postMessage({ id: last, name, parameters });
  });
}

const rows = document.getElementById('rows');

function draw(list) {
  rows.replaceChildren(
    ...list.rows.map((row) => {
      const line = document.createElement('tr');
      for (const value of [
        row.name,
        row.email,
        row.city,
        row.orders_count,
        row.total_spent,
        row.last_order_at,
      ]) {
        line.insertCell().textContent = String(value ?? '');
      }
      return line;
    }),
  );
  document.getElementById('total').textContent = String(list.total);
}

let newest = 0;
document.getElementById('search').addEventListener('input', async (event) => {
  newest += 1;
  const mine = newest;
  const term = event.target.value;
  const list = term
    ? await call('search', { term, limit: 100 })
    : await call('list', { limit: 50 });
  if (mine === newest) draw(list);
});

globalThis.peer = { call };

// `?image`: a device without data fetches the image first.
if (location.search === '?image')
  await call('fetchImage', { address: new URL('/image', location.href).href });
const first = await call('open');
globalThis.peer.ready = performance.now();
draw(first);
