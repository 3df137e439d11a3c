/**
 * Search while typing: the page asks for the first 100 hits by latest order, and how many there are. "Asked" is the
 * call from the page through the worker and back, "drawn" from the keystroke to the painted list.
 */
import { timedCalls } from './repeat.mjs';

const frequentTerm = 'mar';
const page = { sort: '-last_order_at', limit: 100, offset: 0 };

const kinds = {
  frequent: 'frequent part of a name',
  rare: 'rare part of an e-mail address',
  order: 'part of an order number',
};

export async function search({ record, inTurn, pannier, peer, rounds, repeats }) {
  const terms = await chooseTerms(pannier);
  for (let round = 0; round < rounds; round += 1) {
    for (const [kind, term] of Object.entries(terms)) {
      const answers = {};
      const ask = (side, name, parameters) => async () => {
        const { samples, result } = await side.run(
          timedCalls,
          [side.name, name, parameters, repeats],
          `search '${term}'`,
        );
        const about = { name: `Search, ${kinds[kind]}: asked`, unit: 'ms', digits: 2 };
        for (const sample of samples) record.sample(`search_${kind}`, about, side.name, sample);
        answers[side.name] = { total: result.total, first: result.rows[0]?.name ?? '' };
        await draw(record, side, kind, term, answers[side.name], Math.ceil(repeats / 3));
      };
      await inTurn(round, {
        pannier: ask(pannier, 'customers.list', { ...page, search: term }),
        peer: ask(peer, 'search', { term, limit: page.limit }),
      });
      record.answer(`search '${term}': hits`, answers.pannier?.total, answers.peer?.total);
    }
  }
}

async function draw(record, side, kind, term, { total, first }, times) {
  const about = { name: `Search, ${kinds[kind]}: drawn`, unit: 'ms', digits: 0 };
  const all = await everybody(side);
  for (let done = 0; done < times; done += 1) {
    record.sample(`search_${kind}_drawn`, about, side.name, await side.type(term, total, first));
    await side.type('', all.total, all.first);
  }
}

async function everybody(side) {
  const parameters = { ...page, limit: 1 };
  const { total, rows } =
    side.name === 'pannier'
      ? await side.call('customers.list', parameters)
      : await side.call('list', { limit: 1 });
  return { total, first: rows[0]?.name ?? '' };
}

/** Terms that mean the same in every shop the demo can make, whatever its size. */
async function chooseTerms(pannier) {
  const { total } = await pannier.call('customers.list', { limit: 1 });
  const { rows } = await pannier.call('customers.list', {
    limit: 200,
    offset: Math.floor(total / 2),
  });
  const customer = rows.find((row) => row.email && row.orders_count > 0);
  if (!customer)
    throw new Error('The shop has no customer with an e-mail address and an order to search for.');
  const { orders } = await pannier.call('customers.orders', { id: customer.id, limit: 1 });
  return {
    frequent: frequentTerm,
    rare: customer.email.slice(1, customer.email.indexOf('@') + 3),
    order: orders[0].number.replace(/^\D+/, ''),
  };
}
