/** A new tab in a running browser, data on the device: from the start of the navigation to the drawn list. */
const figure = { name: 'Open with data on the device → list drawn', unit: 'ms', digits: 0 };

export async function open({ record, inTurn, pannier, peer, server, site, rounds }) {
  for (let round = 0; round < rounds * 2; round += 1) {
    await inTurn(round, {
      pannier: async () => {
        record.sample('open', figure, 'pannier', (await pannier.open(`${server.origin}/`)).drawn);
      },
      peer: async () => {
        record.sample('open', figure, 'peer', (await peer.open(`${site.origin}/`)).drawn);
      },
    });
  }
}
