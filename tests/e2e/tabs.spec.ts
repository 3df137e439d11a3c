/** Two tabs of one device: one leads, the other works through it and takes over. */
import { detail, expectCustomers, openCustomer, savedHere, search, typeSaved } from './support/app';
import { demo } from './support/shop-server';
import { expect, test } from './support/test';

test('a second tab works through the first and goes on when the first is closed', async ({
  device,
}) => {
  const one = await device('desk');
  const { rows } = demo<{ rows: { email: string }[] }>('customers.list', { limit: 1 });
  const email = rows[0]!.email;
  await openCustomer(one.page, email);
  const second = await one.context.newPage();
  await one.visit('/customers', second);
  await expectCustomers(second, 2000);
  await openCustomer(second, email);

  await typeSaved(detail(second, 'company'), 'Typed in the second tab');
  await expect(detail(one.page, 'company').locator('input')).toHaveValue('Typed in the second tab');
  await typeSaved(detail(one.page, 'language'), 'fr');
  await expect(detail(second, 'language').locator('input')).toHaveValue('fr');

  await one.page.close();
  const field = detail(second, 'company');
  await field.locator('input').fill('The first tab is gone');
  await expect(field.locator('.state')).toHaveText(savedHere);
  await field.locator('input').press('Enter');
  await search(second, '');
  await expectCustomers(second, 2000);
  await second.reload();
  await one.shopIsOpen(second);
  await expect(detail(second, 'company').locator('input')).toHaveValue('The first tab is gone');
});
