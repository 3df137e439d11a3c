/**
 * One field of one customer. Pannier: until the promise resolves, which is when the page says "saved on this device"
 * (row, rollups, search index, undo log, outbox and its second copy are durable). The peer: one durable UPDATE.
 */
const online = { name: 'One durable edit', unit: 'ms', digits: 2 };
const offline = { name: 'One durable edit, server away', unit: 'ms', digits: 2 };

export const edit = (given) => edits(given, 'edit', online);
export const editOffline = (given) => edits(given, 'edit_offline', offline);

async function edits({ record, inTurn, pannier, peer, rounds, repeats }, id, about) {
  const { rows } = await pannier.call('customers.list', { limit: repeats, sort: '-created_at' });
  const ids = rows.map((row) => row.id);
  for (let round = 0; round < rounds; round += 1) {
    const run = (side) => async () => {
      const given = [side.name, ids, `${about.name} ${round}`];
      for (const sample of await side.run(timedEdits, given, about.name))
        record.sample(id, about, side.name, sample);
    };
    await inTurn(round, { pannier: run(pannier), peer: run(peer) });
  }
}

/** In the page. Between two edits there is time for what they set off: the list read again, the push. */
async function timedEdits([side, ids, text]) {
  const samples = [];
  for (const [at, id] of ids.entries()) {
    const name = `${text} ${at}`;
    const start = performance.now();
    if (side === 'pannier')
      await globalThis.pannier.call('customers.update', { id, fields: { last_name: name } });
    else if ((await globalThis.peer.call('edit', { id, name })) !== 1)
      throw new Error('The UPDATE found no customer.');
    samples.push(performance.now() - start);
    await new Promise((next) => setTimeout(next, 200));
  }
  return samples;
}
