/** The two things that are compared, with the same handles: open a tab, ask, type, edit, import. */
import { Browser } from './browser.mjs';
import { watch } from './watch.mjs';
import { pause, within } from './wait.mjs';

const openLimit = 180_000;

class Side {
  page;

  constructor(options, name, title) {
    this.name = name;
    this.title = title;
    this.browser = new Browser(options, name);
  }

  /** A browser that has never been here. */
  async restart() {
    await this.closePage();
    await this.browser.stop();
    await this.browser.start();
  }

  /** Opens an address in a new tab and waits for the drawn list; the marks are ms from the start of the navigation. */
  async open(address) {
    await this.closePage();
    const page = await this.browser.page(watch);
    this.page = page;
    await page.goto(address, { waitUntil: 'commit', timeout: 60_000 });
    const drawn = page.waitForFunction(() => globalThis.bench?.marks.drawn, null, {
      timeout: openLimit,
      polling: 50,
    });
    try {
      await drawn;
    } catch (error) {
      if (error.name !== 'TimeoutError') throw error;
      throw new Error(
        `${this.title} drew no list within ${openLimit / 1000} seconds. It shows: ${await this.shown()}`,
      );
    }
    return page.evaluate(() => ({
      ...globalThis.bench.marks,
      ...(globalThis.peer && { ready: globalThis.peer.ready }),
    }));
  }

  async shown() {
    const text = this.page.evaluate(() => document.body.innerText.slice(0, 500));
    return within(5000, 'Reading the page', text).catch((error) => error.message);
  }

  async closePage() {
    const { page } = this;
    this.page = undefined;
    if (!page) return;
    await within(15_000, 'Closing a tab', page.close()).catch(() => undefined);
    await pause(500); // the browser releases the files of the tab
  }

  run(work, argument, what = work.name, limit = 120_000) {
    return within(limit, `${this.title}: ${what}`, this.page.evaluate(work, argument));
  }

  /** Types into the search field at once; milliseconds until the list with that many hits is painted. */
  type(term, hits, first) {
    return this.run(
      typeAndWait,
      { ...this.places, term, hits, first },
      `showing '${term}'`,
      60_000,
    );
  }

  /** The page gets the file as a person's choice of a file would give it. */
  async chooseFile(path) {
    await this.page.evaluate(() => {
      document.querySelector('#bench-file')?.remove();
      const input = document.createElement('input');
      input.type = 'file';
      input.id = 'bench-file';
      document.body.append(input);
    });
    await this.page.setInputFiles('#bench-file', path);
  }
}

export class PannierSide extends Side {
  places = {
    field: '#global-search',
    total: '.list-head [role=status]',
    row: 'customer-grid .grid-row:not(.placeholder)',
  };

  constructor(options) {
    super(options, 'pannier', 'Pannier');
  }

  call(name, parameters) {
    return this.run(
      ([command, given]) => globalThis.pannier.call(command, given),
      [name, parameters],
      name,
    );
  }
}

export class PeerSide extends Side {
  places = { field: '#search', total: '#total', row: '#rows tr' };

  constructor(options) {
    super(options, 'peer', 'The peer');
  }

  call(name, parameters) {
    return this.run(
      ([command, given]) => globalThis.peer.call(command, given),
      [name, parameters],
      name,
    );
  }
}

/** In the page. The list counts as the new one when its first row is and the shown total is. */
async function typeAndWait({ field, term, first, row, total, hits }) {
  const input = document.querySelector(field);
  const start = performance.now();
  input.value = term;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  const digits = String(hits);
  const shown = () => document.querySelector(total)?.textContent.replaceAll(/\D/g, '') === digits;
  const end = await globalThis.bench.painted(
    () => shown() && (document.querySelector(row)?.textContent.includes(first) ?? false),
    30_000,
  );
  return end - start;
}
