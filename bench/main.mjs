/** The order of a run. Every part may fail for itself; what was measured until then is kept. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { edit, editOffline } from './figures/edit.mjs';
import { bundle, FirstLoad } from './figures/bundle.mjs';
import { firstSync } from './figures/first_sync.mjs';
import { importLines } from './figures/import.mjs';
import { memory } from './figures/memory.mjs';
import { open } from './figures/open.mjs';
import { search } from './figures/search.mjs';
import { segments } from './figures/segments.mjs';
import { readOptions } from './lib/options.mjs';
import { buildPeer, PeerSite } from './lib/peer_site.mjs';
import { Record } from './lib/record.mjs';
import { PannierServer, prepareShop } from './lib/shop.mjs';
import { PannierSide, PeerSide } from './lib/sides.mjs';
import { within } from './lib/wait.mjs';
import { tableOf } from './table.mjs';

const partLimitMs = 240_000;
const options = readOptionsOrStop();
const begun = performance.now();
let finishing = false;
const seconds = () => (performance.now() - begun) / 1000;

checkPrograms();
mkdirSync(options.cache, { recursive: true });
const record = new Record(options);
const data = `${options.cache}/data`;
const peerFolder = `${options.cache}/peer`;
const image = `${options.cache}/image.gz`;
const server = new PannierServer(options, data);
const site = new PeerSite(peerFolder, image);
const pannier = new PannierSide(options);
const peer = new PeerSide(options);

const given = {
  record,
  options,
  server,
  site,
  pannier,
  peer,
  peerFolder,
  firstLoad: new FirstLoad(),
  rounds: options.rounds,
  repeats: options.quick ? 6 : 12,
  inTurn,
};

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void interrupted());

try {
  await prepare();
  await measure();
} catch (error) {
  record.problem('start', error);
  console.error(`bench: ${error.message}`);
}
await finish();

function interrupted() {
  record.problem('run', new Error('Interrupted.'));
  return finish(130);
}

async function prepare() {
  await prepareShop(options, data);
  await buildPeer(peerFolder);
  await server.start();
  say('preparing the first-sync image');
  record.set('shop', await server.saveImage(image));
  await site.start();
}

async function measure() {
  const wanted = new Set(options.parts);
  // The other parts need the shop on the device; without `sync` one round is made and not counted.
  if (wanted.has('sync')) await firstSync(given);
  else await firstSync({ ...given, rounds: 1, record: { sample: () => undefined } });
  record.save(seconds());
  say('first sync done');
  await part('open', open);
  await part('search', search);
  await part('segments', segments);
  await part('memory', memory);
  await part('edit', edit);
  // From here on Pannier is offline, so that no sync runs beside what is measured.
  await server.stop();
  await part('edit', editOffline);
  await part('import', importLines);
  await part('bundle', bundle);

  async function part(name, work) {
    if (!wanted.has(name)) return;
    if (seconds() > options.limitSeconds) {
      record.problem(name, new Error(`Left out: ${options.limitSeconds} seconds were over.`));
      return;
    }
    try {
      await ensureOpen();
      await within(partLimitMs, `The part '${name}'`, Promise.resolve(work(given)));
      say(`${name} done`);
    } catch (error) {
      record.problem(name, error);
      console.error(`bench: ${name}: ${error.message}`);
      // What is still under way there must not run beside the next part.
      await Promise.all([pannier.closePage(), peer.closePage()]);
    }
    record.save(seconds());
  }
}

/** A part that failed leaves both sides without a page. */
async function ensureOpen() {
  if (!pannier.page) await pannier.open(`${server.origin}/`);
  if (!peer.page) await peer.open(`${site.origin}/`);
}

/** Both sides after one another, the first one taking turns, so that neither always meets the warmer machine. */
async function inTurn(round, work) {
  const order = round % 2 === 0 ? ['pannier', 'peer'] : ['peer', 'pannier'];
  for (const side of order) await work[side]();
}

async function finish(code) {
  if (finishing) return;
  finishing = true;
  const { problems } = record.data;
  record.set('complete', code === undefined && problems.length === 0);
  record.save(seconds());
  await Promise.allSettled([
    pannier.browser.stop({ remove: true }),
    peer.browser.stop({ remove: true }),
    server.stop(),
  ]);
  site.stop();
  for (const path of [data, image]) rmSync(path, { recursive: true, force: true });
  console.log(`\n${tableOf(record.data)}`);
  console.log(`${Math.round(seconds())} s; every sample is in ${options.out}`);
  for (const { part, message } of problems) console.log(`problem in ${part}: ${message}`);
  process.exit(code ?? (problems.length > 0 ? 1 : 0));
}

function say(text) {
  console.log(`${String(Math.round(seconds())).padStart(4)} s  ${text}`);
}

function readOptionsOrStop() {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`bench: ${error.message} See bench/run --help.`);
    process.exit(2);
  }
}

function checkPrograms() {
  const stop = (message) => {
    console.error(`bench: ${message}`);
    process.exit(1);
  };
  if (!existsSync(options.server))
    stop(`${options.server} is missing. Build it with ./run --build-only.`);
  if (!existsSync(`${options.web}/index.html`))
    stop(`${options.web} holds no web app. Build it with ./run --build-only.`);
  const scripts = readdirSync(`${options.web}/assets`).filter((name) =>
    /^index-.*\.js$/.test(name),
  );
  const exposed = scripts.some((name) =>
    readFileSync(`${options.web}/assets/${name}`, 'utf8').includes('pannier:'),
  );
  if (!exposed)
    stop(
      `The app in ${options.web} does not set window.pannier. Build it anew with ./run --build-only.`,
    );
  if (!existsSync(options.chromium))
    stop(`${options.chromium} is missing. Install Debian's package chromium.`);
}
