/** Renderer processes (page and worker) after opening, searching and counting, less those of an empty page. */
import { Browser } from '../lib/browser.mjs';
import { pause } from '../lib/wait.mjs';

const figure = { name: 'Memory of page and worker over an empty page', unit: 'MB', digits: 0 };
const settleMs = 3000;

export async function memory({ record, pannier, peer, site, options, rounds }) {
  const empty = await new Browser(options, 'empty').start();
  try {
    const page = await empty.page();
    await page.goto(`${site.origin}/empty`, { timeout: 30_000 });
    for (let round = 0; round < rounds; round += 1) {
      await pause(settleMs);
      const base = empty.rendererMegabytes();
      record.sample('memory', figure, 'pannier', pannier.browser.rendererMegabytes() - base);
      record.sample('memory', figure, 'peer', peer.browser.rendererMegabytes() - base);
    }
  } finally {
    await empty.stop({ remove: true });
  }
}
