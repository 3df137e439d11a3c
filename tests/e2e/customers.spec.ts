/** The list of customers: everyone, in any order, found by anything known about them. */
import { expectCustomers, go, openCustomer, profile, rows, search, toast } from './support/app';
import { demo } from './support/shop-server';
import { expect, test } from './support/test';

interface Row {
  id: string;
  name: string;
  email: string;
  phone: string;
}
const list = (parameters: object): { total: number; rows: Row[] } =>
  demo('customers.list', parameters);

test('the list holds everyone and scrolls to the last', async ({ device }) => {
  const { page } = await device('desk');
  await expectCustomers(page, 2000);
  const last = list({ sort: '-last_order_at', offset: 1999, limit: 1 }).rows[0]!;
  const grid = page.getByRole('grid');
  // Only what is in sight is drawn.
  expect(await page.locator('.grid-row').count()).toBeLessThan(120);
  await grid.evaluate((element) => (element.scrollTop = element.scrollHeight));
  const bottom = page.locator('.grid-row[aria-rowindex="2001"]');
  await expect(bottom).toContainText(last.name);
  await grid.evaluate((element) => (element.scrollTop = 0));
  await expect(page.locator('.grid-row[aria-rowindex="2"]')).toBeVisible();
});

test('sort and columns change what the list shows, and columns stay chosen', async ({ device }) => {
  const one = await device('desk');
  const { page } = one;
  await page.getByRole('columnheader', { name: 'Spent' }).getByRole('button').click();
  await expect(page.getByRole('columnheader', { name: 'Spent' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await expect(rows(page).first()).toContainText(
    list({ sort: '-total_spent', limit: 1 }).rows[0]!.name,
  );
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
  await expect(rows(page).first()).toContainText(list({ sort: 'name', limit: 1 }).rows[0]!.name);

  await expect(page.getByRole('columnheader', { name: 'Company' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.locator('wa-dropdown-item', { hasText: 'Company' }).click();
  await expect(page.getByRole('columnheader', { name: 'Company' })).toBeVisible();
  await page.reload();
  await one.shopIsOpen();
  await expect(page.getByRole('columnheader', { name: 'Company' })).toBeVisible();
});

test('a filter is kept as a view and opens again under its name', async ({ device }) => {
  const one = await device('desk');
  const { page } = one;
  const filter = "number_of_orders >= 3 AND customer_countries CONTAINS 'DE'";
  const { total } = list({ filter, limit: 1 });
  expect(total).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.locator('#customers-filter').fill(filter);
  await expectCustomers(page, total);
  await page.getByRole('button', { name: 'Views' }).click();
  await page.locator('wa-dropdown-item', { hasText: 'Save as view' }).click();
  await page.getByLabel('Name of the view').fill('Germany, three orders');
  await page.locator('wa-dialog').getByRole('button', { name: 'Save' }).click();
  await expect(toast(page, 'Germany, three orders')).toBeVisible();

  await one.visit('/customers');
  await expectCustomers(page, 2000);
  await page.getByRole('button', { name: 'Views' }).click();
  await page.locator('wa-dropdown-item', { hasText: 'Germany, three orders' }).click();
  await expectCustomers(page, total);
});

test('search finds any part of a name, an e-mail, a phone and an order number', async ({
  device,
}) => {
  const { page } = await device('desk');
  const everyone = list({ limit: 500 }).rows;
  const one = everyone.find((row) => row.phone.length > 8 && row.name.length > 6)!;
  const { orders } = demo<{ orders: { number: string }[] }>('customers.orders', { id: one.id });
  const parts = [
    one.name.slice(1, -1),
    one.email.slice(2, -4),
    one.phone.replaceAll(/\D/g, '').slice(-7),
    orders[0]!.number.replace('#', ''),
  ];
  for (const part of parts) {
    await search(page, part);
    const { total } = list({ search: part, limit: 1 });
    expect(total, part).toBeGreaterThan(0);
    await expectCustomers(page, total);
    await expect(rows(page).filter({ hasText: one.email }), part).toHaveCount(1);
  }
  await search(page, 'nobody is called like this');
  await expect(page.getByText('Nobody matches')).toBeVisible();
});

test('a new customer is added, opened and found', async ({ device }) => {
  const { page } = await device('desk');
  await page.getByRole('button', { name: 'New customer' }).click();
  // The dialog gives the focus to its first field once it has opened; a person types after that.
  await expect(page.locator('#new-first_name')).toBeFocused();
  await page.locator('#new-first_name').fill('Ottilie');
  await page.locator('#new-last_name').fill('Quellenhof');
  await page.locator('#new-email').fill('ottilie@quellenhof.example');
  await page.locator('wa-dialog').getByRole('button', { name: 'New customer' }).click();
  await expect(profile(page)).toContainText('Ottilie Quellenhof');
  await go(page, 'Tasks');
  await go(page, 'Customers');
  await openCustomer(page, 'uellenho');
  await expect(profile(page)).toContainText('ottilie@quellenhof.example');
});
