/** The count of a segment while its query is typed, against SQL written by hand for that one question. */
import { timedCalls } from './repeat.mjs';
import { startOfDay } from '../lib/days.mjs';

const questions = {
  attributes: {
    name: 'Segment count, attributes',
    query: "number_of_orders >= 3 AND last_order_date > -90d AND customer_countries CONTAINS 'DE'",
    days: 90,
  },
  history: {
    name: 'Segment count, order history',
    query: 'orders_placed MATCHES (date > -180d, amount >= 50, count >= 2)',
    days: 180,
  },
};

export async function segments({ record, inTurn, pannier, peer, rounds, repeats }) {
  const shop = await pannier.call('shop.get', {});
  for (let round = 0; round < rounds; round += 1) {
    for (const [id, { name, query, days }] of Object.entries(questions)) {
      const about = { name, unit: 'ms', digits: 2 };
      const answers = {};
      const ask = (side, command, parameters) => async () => {
        const { samples, result } = await side.run(
          timedCalls,
          [side.name, command, parameters, repeats],
          name,
        );
        for (const sample of samples) record.sample(`segment_${id}`, about, side.name, sample);
        answers[side.name] = [result.count, result.total_spent ?? 0, result.base];
      };
      // "> -90d" begins with the day after the one 90 days ago, in the shop's time zone.
      const after = startOfDay(shop.today, 1 - days, shop.time_zone);
      await inTurn(round, {
        pannier: ask(pannier, 'segments.preview', { query, sample: 0 }),
        peer: ask(peer, id, { after, currency: shop.currency }),
      });
      record.answer(`${query}: count, amount, base`, answers.pannier, answers.peer);
    }
  }
}
