/** From the opened sign-in link on an empty device to the shop on the device, and to the drawn list. */
const ready = { name: 'First sync: link opened → shop on the device', unit: 'ms', digits: 0 };
const drawn = { name: 'First sync: link opened → list drawn', unit: 'ms', digits: 0 };

/** Every round begins with an empty profile; the last one stays for the other parts. */
export async function firstSync({
  record,
  inTurn,
  pannier,
  peer,
  server,
  site,
  rounds,
  firstLoad,
}) {
  for (let round = 0; round < rounds; round += 1) {
    await inTurn(round, {
      pannier: async () => {
        await pannier.restart();
        if (round === 0) firstLoad.watch(pannier.browser, server.origin);
        const marks = await pannier.open(`${server.origin}/#signin=${await server.token()}`);
        firstLoad.stop();
        record.sample('first_sync_ready', ready, 'pannier', marks.ready);
        record.sample('first_sync_drawn', drawn, 'pannier', marks.drawn);
      },
      peer: async () => {
        await peer.restart();
        const marks = await peer.open(`${site.origin}/?image`);
        record.sample('first_sync_ready', ready, 'peer', marks.ready);
        record.sample('first_sync_drawn', drawn, 'peer', marks.drawn);
      },
    });
  }
}
