// The engine in Chromium on a real OPFS, against a running pannier-server:
//
//   node dev/engine-smoke.mjs http://localhost:8787 EMAIL PASSWORD
//
// Proves: first sync into OPFS; a write is there after the browser was killed; a second tab works
// through the leader and takes over when it closes; everything goes on without the server; a damaged
// database is fetched again and unsent changes are put back. Ends with one line of counts.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { startFront } from './engine-smoke/front.mjs';

const [server, email, password] = process.argv.slice(2);
if (password === undefined) {
  console.error('Usage: node dev/engine-smoke.mjs SERVER EMAIL PASSWORD');
  process.exit(2);
}
const scratch = mkdtempSync(join(tmpdir(), 'pannier-smoke-'));
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
let passed = 0;
let failed = 0;

function check(name, fine, detail = '') {
  if (fine) passed += 1;
  else failed += 1;
  console.log(`${fine ? 'ok  ' : 'FAIL'} ${name}${fine ? '' : ` ${JSON.stringify(detail)}`}`);
}

async function openBrowser() {
  const browser = await chromium.launchPersistentContext(join(scratch, 'profile'), {
    executablePath: process.env.PANNIER_CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: flags,
  });
  browser.on('page', watch);
  browser.pages().forEach(watch);
  return browser;
}

function watch(page) {
  page.on('pageerror', (error) => console.log('  page error:', error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') console.log('  console:', message.text());
  });
}

async function openTab(browser, address) {
  const page = await browser.newPage();
  await page.goto(address);
  return page;
}

const until = (page, condition) =>
  page.waitForFunction(condition, undefined, { timeout: 30_000, polling: 50 });
const ready = (page) => until(page, () => window.engine?.status.phase === 'ready');
const call = (page, name, params) =>
  page.evaluate(([n, p]) => window.engine.callFull(n, p), [name, params]);
const signIn = (page) =>
  page.evaluate(([e, p]) => window.engine.signIn({ email: e, password: p }), [email, password]);
const bodies = async (page, id) => {
  const { result } = await call(page, 'customers.get', { id });
  return result.notes.map((note) => note.body);
};

execFileSync(
  'npx',
  [
    'vite',
    'build',
    '--config',
    here('engine-smoke/vite.config.ts'),
    '--outDir',
    join(scratch, 'page'),
  ],
  {
    cwd: here('..'),
    stdio: 'inherit',
  },
);
const front = await startFront(join(scratch, 'page'), server);
let browser = await openBrowser();

try {
  let page = await openTab(browser, front.address);
  await until(page, () => window.engine.status.phase === 'signed-out');
  const refused = await page.evaluate(() =>
    window.engine.call('shop.get', {}).then(
      () => 'answered',
      (error) => error.code,
    ),
  );
  check('without a shop a call is refused as signed_out', refused === 'signed_out', refused);
  await page.evaluate(
    ([e, p]) => window.engine.signIn({ email: e, password: p }),
    [email, password],
  );
  await ready(page);
  const status = await page.evaluate(() => window.engine.status);
  check('the shop is on OPFS after the first sync', status.storage === 'opfs', status);
  check('the first tab leads', status.role === 'leader', status);
  const shop = (await call(page, 'shop.get', {})).result;
  check('the shop has customers', shop.customers > 0, shop);

  const list = (await call(page, 'customers.list', { limit: 1 })).result;
  const customer = list.rows[0].id;
  front.cut();
  const written = await call(page, 'notes.save', { customer_id: customer, body: 'kept one' });
  check('a write works without the server', typeof written.result.id === 'string', written);

  const second = await openTab(browser, front.address);
  await ready(second);
  check(
    'a second tab follows',
    await second.evaluate(() => window.engine.status.role === 'follower'),
  );
  check(
    'the follower reads what the leader wrote',
    (await bodies(second, customer)).includes('kept one'),
  );
  const heard = page.evaluate(
    () => new Promise((resolve) => window.engine.onChanged((names) => resolve(names))),
  );
  await call(second, 'notes.save', { customer_id: customer, body: 'kept two' });
  check('the leader hears of the follower’s write', (await heard).includes('note'));

  const manyFromSecond = second.evaluate(async (id) => {
    const writes = [];
    for (let i = 0; i < 40; i += 1) {
      writes.push(window.engine.call('notes.save', { customer_id: id, body: `burst ${i}` }));
    }
    return (await Promise.all(writes)).length;
  }, customer);
  await page.close();
  check('writes go on while the leader closes', (await manyFromSecond) === 40);
  check(
    'the follower takes over',
    await second.evaluate(() => window.engine.status.role === 'leader'),
  );
  const burst = (await bodies(second, customer)).filter((body) => body.startsWith('burst '));
  check(
    'each of them happened once',
    burst.length === 40 && new Set(burst).size === 40,
    burst.length,
  );

  const typing = second.evaluate((id) => {
    for (let i = 0; i < 20; i += 1) {
      void window.engine
        .call('notes.save', { customer_id: id, body: `typed ${i}` })
        .then(() => (window.savedCount = i + 1));
    }
  }, customer);
  await typing;
  await until(second, () => window.savedCount >= 5);
  const savedCount = await second.evaluate(() => window.savedCount);
  const cdp = await browser.newCDPSession(second);
  await cdp.send('Browser.crash').catch(() => undefined);
  await browser.close().catch(() => undefined);

  browser = await openBrowser();
  page = await openTab(browser, front.address);
  await ready(page);
  const after = await bodies(page, customer);
  check(
    'after a kill, offline, the app opens with what was saved',
    after.includes('kept one') && after.includes('kept two'),
  );
  const typed = Array.from({ length: savedCount }, (_, i) => `typed ${i}`);
  check(
    'nothing that was shown as saved is lost',
    typed.every((body) => after.includes(body)),
  );
  check(
    'the unsent changes are still pending',
    await page.evaluate(() => window.engine.status.pending > 0),
  );

  await page.evaluate(async () => {
    await window.engine.exportDatabase();
  });
  const head = await page.evaluate(async () => {
    const blob = await window.engine.exportDatabase();
    return new TextDecoder().decode(await blob.slice(0, 15).arrayBuffer());
  });
  check('the exported copy is a database', head === 'SQLite format 3', head);

  await page.goto('about:blank');
  await damageDatabase(browser, front.address);
  front.restore();
  page = await openTab(browser, front.address);
  await until(page, () => ['ready', 'signed-out'].includes(window.engine.status.phase));
  // A browser killed soon after a sign-in may have forgotten its cookie; the journal is kept all the same.
  if (await page.evaluate(() => window.engine.status.phase === 'signed-out')) {
    await signIn(page);
  }
  await ready(page);
  await until(page, () => window.engine.status.pending === 0);
  const recovered = await bodies(page, customer);
  check(
    'a damaged database is fetched again with the unsent changes',
    ['kept one', 'kept two', ...typed].every((body) => recovered.includes(body)),
    recovered.length,
  );
  check(
    'and the server has them',
    await page.evaluate(() => window.engine.status.saved !== 'device'),
    await page.evaluate(() => window.engine.status),
  );
} catch (error) {
  failed += 1;
  console.error(error);
  for (const page of browser.pages()) {
    const seen = await page.evaluate(() => window.engine?.status).catch(() => undefined);
    if (seen) console.error(seen);
  }
} finally {
  await browser.close().catch(() => undefined);
  front.close();
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`engine smoke: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** Overwrites every stored database page but the pool's own headers. */
async function damageDatabase(context, address) {
  const page = await context.newPage();
  await page.goto(`${address}/none`);
  await page.evaluate(async () => {
    const source = `onmessage = async () => {
      let folder = await navigator.storage.getDirectory();
      for (const name of ['.pannier', 'pool', '.opaque']) folder = await folder.getDirectoryHandle(name);
      for await (const [, handle] of folder) {
        const access = await handle.createSyncAccessHandle();
        const size = access.getSize();
        if (size > 8192) access.write(new Uint8Array(size - 4096).fill(7), { at: 4096 });
        access.close();
      }
      postMessage('done');
    };`;
    const worker = new Worker(URL.createObjectURL(new Blob([source])));
    await new Promise((resolve, reject) => {
      worker.onmessage = resolve;
      worker.onerror = reject;
      worker.postMessage(0);
    });
    worker.terminate();
  });
  await page.close();
}
