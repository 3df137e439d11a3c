/** Import: seen before it is stored, matched instead of doubled, taken back as a whole. */
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
  expectCustomers,
  figure,
  go,
  offerFile,
  openCustomer,
  runImport,
  toast,
} from './support/app';
import { sharedFile } from './support/places';
import { expect, test } from './support/test';

test.setTimeout(900_000);

test('real order lines: dry run, import, the same again matches everything, taken back', async ({
  device,
}, info) => {
  const packed = sharedFile('online_retail/online_retail_10pct.csv.gz');
  test.skip(!packed, 'no shared data');
  const file = info.outputPath('online_retail.csv');
  writeFileSync(file, gunzipSync(readFileSync(packed!)));
  const { page } = await device('desk');
  await go(page, 'Import');

  const first = await offerFile(page, file);
  await expect(first.locator('.badge')).toHaveText('Nothing is stored yet', { timeout: 300_000 });
  await expect(first).toContainText('UCI Online Retail');
  await expect(figure(first, 'Rows read')).toHaveText('46,905');
  await expect(figure(first, 'New customers')).toHaveText('389');
  await expect(figure(first, 'New orders')).toHaveText('2,381');
  await go(page, 'Customers');
  await expectCustomers(page, 2000);

  await go(page, 'Import');
  await runImport(first);
  await go(page, 'Customers');
  await expectCustomers(page, 2389);

  await go(page, 'Import');
  const second = await offerFile(page, file);
  await expect(second.locator('.badge')).toHaveText('Nothing is stored yet', { timeout: 300_000 });
  await expect(figure(second, 'New customers')).toHaveText('0');
  await expect(figure(second, 'Matched customers')).toHaveText('389');
  await expect(figure(second, 'Known order lines')).toHaveText('46,905');

  await page.getByRole('button', { name: /^Take back/ }).click();
  await page.locator('wa-dialog').getByRole('button', { name: 'Take back' }).click();
  await expect(toast(page, /^\s*Taken back/)).toBeVisible({ timeout: 240_000 });
  await go(page, 'Customers');
  await expectCustomers(page, 2000);
});

test("Shopify's exports of customers and orders are recognised and matched", async ({ device }) => {
  const customers = sharedFile('platforms/shopify/csv/customers_export_apostrophes.csv');
  const orders = sharedFile('platforms/shopify/csv/orders_export_admin_2orders.csv');
  test.skip(!customers || !orders, 'no shared data');
  const { page } = await device('desk');
  await go(page, 'Import');
  const people = await offerFile(page, customers!);
  await expect(people).toContainText('Shopify customers export');
  await expect(figure(people, 'New customers')).toHaveText('3');
  await runImport(people);
  const bought = await offerFile(page, orders!);
  await expect(bought).toContainText('Shopify orders export');
  await expect(figure(bought, 'New orders')).toHaveText('2');
  await runImport(bought);
  const again = await offerFile(page, customers!);
  await expect(figure(again, 'Matched customers')).toHaveText('3');
  await expect(figure(again, 'New customers')).toHaveText('0');
  await go(page, 'Customers');
  await expectCustomers(page, 2005);
  const person = await openCustomer(page, 'jordan@example.com');
  await expect(person.locator('.address input').nth(1)).toHaveValue('12 Ocean St');
});

test('rows that cannot be imported are named by line and reason', async ({ device }, info) => {
  const file = info.outputPath('lines.csv');
  writeFileSync(
    file,
    [
      'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
      '1,A,HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom',
      '2,B,LANTERN,many,2010-12-01 08:26:00,3.39,17850.0,United Kingdom',
      '3,C,LANTERN,6,yesterday,3.39,17850.0,United Kingdom',
      '4,D',
      '',
    ].join('\n'),
  );
  const { page } = await device('phone', { width: 390, height: 844 });
  await page.goto(`${new URL(page.url()).origin}/import`);
  const job = await offerFile(page, file);
  await expect(job.locator('.badge')).toHaveText('Nothing is stored yet');
  await expect(figure(job, 'Rejected rows')).toHaveText('3');
  const rejected = job.locator('tbody tr');
  await expect(rejected.nth(0)).toContainText(/3\s*Quantity\s*'many' is not a whole number/);
  await expect(rejected.nth(1)).toContainText(/4\s*InvoiceDate\s*'yesterday' is not a date/);
  await expect(rejected.nth(2)).toContainText(/5.*The row has 2 cells/s);
  await runImport(job);
  await expect(figure(job, 'New customers')).toHaveText('1');
});

test('a file that is nothing Pannier knows is refused with a reason', async ({ device }, info) => {
  const file = info.outputPath('shopping-list.csv');
  writeFileSync(file, 'what,where\nmilk,shop\n');
  const { page } = await device('desk');
  await go(page, 'Import');
  const job = await offerFile(page, file);
  await expect(job.locator('.badge')).toHaveText('Could not be read');
  await expect(job.getByRole('alert')).not.toBeEmpty();
});
