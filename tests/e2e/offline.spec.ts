/** Offline: the server stopped and the network off, the app opens with everything and takes work. */
import { writeFileSync } from 'node:fs';
import {
  detail,
  expectCustomers,
  expectSynced,
  figure,
  go,
  offerFile,
  openCustomer,
  pill,
  runImport,
  savedHere,
  toast,
  typeSaved,
} from './support/app';
import { demo } from './support/shop-server';
import { expect, test } from './support/test';

const people = [
  'Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Address1,' +
    'Default Address Address2,Default Address City,Default Address Province Code,' +
    'Default Address Country Code,Default Address Zip,Default Address Phone,Phone,' +
    'Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags',
  '9001,Wanda,Waldmeister,wanda@waldmeister.example,yes,Am Wald 3,,Bonn,,DE,53111,,,no,0.00,0,,no,',
  '9002,Veit,Vogel,veit@vogel.example,yes,Am Berg 4,,Bonn,,DE,53111,,,no,0.00,0,,no,',
  '',
].join('\n');

test('everything works without server and network, and is sent when they return', async ({
  shop,
  device,
}, info) => {
  const one = await device('desk');
  const { page, context } = one;
  const { rows } = demo<{ rows: { email: string }[] }>('customers.list', {
    sort: '-total_spent',
    limit: 1,
  });
  const subscribers = demo<{ segments: { id: string; name: string }[] }>(
    'segments.list',
    {},
  ).segments.find((each) => each.name === 'E-mail subscribers')!;
  await expectSynced(page);
  // The service worker has everything from its first activation on.
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await shop.stop();
  await context.setOffline(true);
  await page.reload();
  await one.shopIsOpen();
  await expectCustomers(page, 2000);
  await expect(page.locator('.offline-pill')).toHaveText('Offline');

  await openCustomer(page, rows[0]!.email);
  await typeSaved(detail(page, 'company'), 'Made offline');
  await expect(pill(page)).toHaveText(savedHere);

  const file = info.outputPath('people.csv');
  writeFileSync(file, people);
  await go(page, 'Import');
  const job = await offerFile(page, file);
  await expect(figure(job, 'New customers')).toHaveText('2');
  await runImport(job);

  await go(page, 'Segments');
  await page.getByRole('link', { name: 'New segment' }).click();
  await page
    .locator('#segment-query')
    .fill("customer_cities CONTAINS 'Bonn' AND number_of_orders = 0");
  await expect(page.getByTestId('segment-count')).not.toHaveText('0');
  await page.locator('#segment-name').fill('Bonn, offline');
  await page.getByRole('button', { name: 'Save segment' }).click();
  await expect(toast(page, 'Bonn, offline')).toBeVisible();

  await go(page, 'Campaigns');
  await page.getByRole('link', { name: 'New campaign' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Offline letter');
  await page.getByLabel('Audience', { exact: true }).selectOption(subscribers.id);
  await page.locator('p-field[data-field="subject"] input').fill('Dear {{ customer.first_name }}');
  await expect(page.locator('.mail-head .subject')).toContainText(/^Dear \S+/);
  await expect(page.getByTestId('audience-count')).not.toHaveText('0');

  await page.reload();
  await one.shopIsOpen();
  await expect(page.locator('p-field[data-field="subject"] input')).toHaveValue(
    'Dear {{ customer.first_name }}',
  );
  await go(page, 'Customers');
  await expectCustomers(page, 2002);
  await expect(pill(page)).toHaveText(savedHere);

  await shop.start();
  await context.setOffline(false);
  await expectSynced(page);
  const other = await device('other');
  await expectCustomers(other.page, 2002);
  await openCustomer(other.page, rows[0]!.email);
  await expect(detail(other.page, 'company').locator('input')).toHaveValue('Made offline');
  await go(other.page, 'Campaigns');
  await expect(other.page.locator('a.card-row', { hasText: 'Offline letter' })).toBeVisible();
});
