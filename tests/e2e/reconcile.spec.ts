/** Two devices work apart and meet again: nothing is lost, the later edit counts. */
import { detail, expectSynced, openCustomer, pill, typeSaved } from './support/app';
import { demo } from './support/shop-server';
import { expect, test } from './support/test';

test('a change of one device appears on the other without a reload', async ({ device }) => {
  const first = await device('first');
  const second = await device('second');
  const { rows } = demo<{ rows: { email: string }[] }>('customers.list', { limit: 1 });
  await openCustomer(first.page, rows[0]!.email);
  await openCustomer(second.page, rows[0]!.email);
  await typeSaved(detail(first.page, 'company'), 'Seen over there');
  await expect(detail(second.page, 'company').locator('input')).toHaveValue('Seen over there');
  await expectSynced(first.page);
});

test('other fields merge; of the same field the later edit counts and the other is kept', async ({
  shop,
  device,
}) => {
  const first = await device('first');
  const second = await device('second');
  const { rows } = demo<{ rows: { email: string }[] }>('customers.list', { limit: 1 });
  await openCustomer(first.page, rows[0]!.email);
  await openCustomer(second.page, rows[0]!.email);
  await expectSynced(first.page);
  await expectSynced(second.page);
  await shop.stop();

  await typeSaved(detail(first.page, 'last_name'), 'Earlier');
  await typeSaved(detail(first.page, 'company'), 'From the first');
  await detail(first.page, 'company').locator('input').press('Enter');
  await typeSaved(detail(second.page, 'last_name'), 'Later');
  await typeSaved(detail(second.page, 'language'), 'fr');
  await detail(second.page, 'language').locator('input').press('Enter');

  await shop.start();
  for (const { page } of [first, second]) {
    const value = (field: string): ReturnType<typeof detail> =>
      detail(page, field).locator('input');
    await expect(value('last_name')).toHaveValue('Later', { timeout: 120_000 });
    await expect(value('company')).toHaveValue('From the first', { timeout: 120_000 });
    await expect(value('language')).toHaveValue('fr', { timeout: 120_000 });
    await expect(detail(page, 'last_name').locator('.conflict')).toContainText(
      'Overruled: Earlier',
    );
    await expect(pill(page)).toHaveText('Needs attention');
    await expect(page.locator('article.profile .conflict')).toHaveCount(1);
  }

  await detail(first.page, 'last_name').getByRole('button', { name: 'Restore' }).click();
  for (const { page } of [first, second]) {
    await expect(detail(page, 'last_name').locator('input')).toHaveValue('Earlier');
    await expect(page.locator('article.profile .conflict')).toHaveCount(0);
    await expectSynced(page);
  }
});
