/** Pictures of every view in both sizes and both themes, with axe on each. Needs the dev server (README.md). */
import { chromium } from 'playwright-core';
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = process.argv[2] ?? fileURLToPath(new URL('./shots', import.meta.url));
const only = process.argv[3];
const base = process.env.PANNIER_DEV ?? 'http://localhost:5199';
const axeSource = readFileSync(
  fileURLToPath(new URL('../node_modules/axe-core/axe.min.js', import.meta.url)),
  'utf8',
);
const flags =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(
    ' ',
  );
const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } };

const firstCard = async (page) => {
  await page.locator('.cards a.card-row').first().click();
  await page.waitForTimeout(400);
};
const firstCustomer = async (page) => {
  await page.locator('.grid-row:not(.placeholder)').first().click();
  await page.waitForTimeout(400);
};
const csv = 'InvoiceNo,StockCode,Quantity\n' + '536365,85123A,6\n'.repeat(400);

const views = [
  ['customers', '/customers'],
  ['customers-filter', "/customers?filter=customer_countries%20CONTAINS%20'DE'"],
  ['customers-bad-filter', '/customers?filter=number_of'],
  ['customers-none', '/customers?search=zzzzzz'],
  ['customers-empty', '/customers?fake=empty'],
  ['profile', '/customers', firstCustomer],
  [
    'profile-low',
    '/customers',
    async (page) => {
      await firstCustomer(page);
      await page.locator('#orders-title').scrollIntoViewIfNeeded();
      const order = page.locator('.order > button').first();
      if (await order.count()) await order.click();
      await page.waitForTimeout(200);
    },
  ],
  [
    'profile-edit',
    '/customers',
    async (page) => {
      await firstCustomer(page);
      await page.locator('[data-field="company"] input').fill('Field Works');
      await page.waitForTimeout(400);
    },
  ],
  ['profile-conflict', '/customers?fake=attention', firstCustomer],
  ['segments', '/segments'],
  ['segment', '/segments', firstCard],
  [
    'segment-error',
    '/segments/new',
    async (page) => {
      await page
        .locator('#segment-query')
        .fill("customer_tags CONTAINS 'é' ANDD number_of_orders >= 3");
      await page.waitForTimeout(400);
    },
  ],
  ['segments-empty', '/segments?fake=empty'],
  ['campaigns', '/campaigns'],
  [
    'campaign',
    '/campaigns',
    async (page) => {
      await firstCard(page);
      await page.waitForTimeout(400);
    },
  ],
  [
    'campaign-phone',
    '/campaigns',
    async (page) => {
      await firstCard(page);
      await page.getByRole('button', { name: 'Phone width' }).click();
      await page.locator('[data-field="body"] textarea').fill('Hi {{ customer.first_name');
      await page.locator('.stage-head').scrollIntoViewIfNeeded();
      await page.waitForTimeout(500);
    },
  ],
  ['import', '/import'],
  [
    'import-dry',
    '/import',
    async (page) => {
      await page.locator('#import-files').setInputFiles([
        { name: 'order-lines.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) },
        { name: 'notes.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') },
      ]);
      await page.waitForTimeout(1200);
    },
  ],
  ['tasks', '/tasks'],
  ['tasks-empty', '/tasks?fake=empty'],
  ['sync', '/sync'],
  ['sync-attention', '/sync?fake=attention'],
  ['settings', '/settings'],
  ['settings-offline', '/settings?fake=offline'],
  [
    'settings-signout',
    '/settings?fake=offline',
    async (page) => {
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.waitForTimeout(500);
    },
  ],
  [
    'palette',
    '/customers',
    async (page) => {
      await page.waitForTimeout(200);
      await page.keyboard.press('Control+k');
      await page.waitForTimeout(200);
    },
  ],
  ['signed-out', '/?fake=signed-out'],
  ['first-sync', '/?fake=first-sync'],
  ['failed', '/?fake=failed'],
  ['embed', '/embed/customer?email=nobody@example.com'],
  ['not-found', '/nowhere'],
];

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });
let problems = 0;
for (const scheme of ['light', 'dark']) {
  for (const [size, viewport] of Object.entries(sizes)) {
    for (const [name, path, act] of views) {
      if (only && !name.match(new RegExp(`^(${only})$`))) continue;
      const context = await browser.newContext({
        viewport,
        colorScheme: scheme,
        reducedMotion: 'reduce',
        locale: 'en-GB',
      });
      const page = await context.newPage();
      page.on('pageerror', (error) => {
        problems += 1;
        console.log(`${name} ${size} ${scheme}: page error ${error.message}`);
      });
      page.on('console', (message) => {
        if (message.type() === 'error') console.log(`${name} ${size}: ${message.text()}`);
      });
      await page.goto(base + path, { waitUntil: 'load' });
      await page
        .locator('h1')
        .first()
        .waitFor({ state: 'attached', timeout: 15000 })
        .catch(() => undefined);
      await page.waitForTimeout(300);
      try {
        if (act) await act(page);
      } catch (error) {
        problems += 1;
        console.log(`${name} ${size} ${scheme}: ${error.message.split('\n')[0]}`);
      }
      await page.screenshot({ path: `${folder}/${name}-${size}-${scheme}.png` });
      await page.evaluate(axeSource);
      const { violations } = await page.evaluate(() =>
        globalThis.axe.run(document, { resultTypes: ['violations'], iframes: false }),
      );
      for (const violation of violations) {
        problems += 1;
        const nodes = violation.nodes
          .slice(0, 3)
          .map(
            (node) =>
              `${node.target.join(' ')} ${node.any[0]?.message ?? node.all[0]?.message ?? ''}`,
          );
        console.log(
          `${name} ${size} ${scheme}: ${violation.id} (${violation.nodes.length})\n    ${nodes.join('\n    ')}`,
        );
      }
      await context.close();
    }
  }
}
await browser.close();
console.log(problems === 0 ? 'axe: nothing found' : `${problems} problems`);
process.exitCode = problems === 0 ? 0 : 1;
