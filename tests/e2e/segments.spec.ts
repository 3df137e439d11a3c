/** Segments: a question about the customers, answered while it is typed. */
import { expectCustomers, go, toast } from './support/app';
import { demo } from './support/shop-server';
import { expect, test } from './support/test';

const query =
  "number_of_orders >= 3 AND last_order_date > -90d AND customer_countries CONTAINS 'DE'";

test('counts while typing, points at the error, is saved and opens its customers', async ({
  device,
}) => {
  const one = await device('desk');
  const { page } = one;
  const { count } = demo<{ count: number }>('segments.preview', { query });
  expect(count).toBeGreaterThan(0);
  await go(page, 'Segments');
  await page.getByRole('link', { name: 'New segment' }).click();
  const text = page.locator('#segment-query');

  await text.pressSequentially('number_of_orders >= 3');
  const three = demo<{ count: number }>('segments.preview', { query: 'number_of_orders >= 3' });
  await expect(page.getByTestId('segment-count')).toHaveText(three.count.toLocaleString('en-GB'));

  // The é in front shows that positions are characters of the text, not bytes; columns begin at 0.
  await text.fill("customer_cities CONTAINS 'é' AND number_of_orders >> 3");
  await expect(text).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText(/Line 1 Column 51: '>' is unexpected/)).toBeVisible();
  await page.getByRole('button', { name: 'Show in the text' }).click();
  expect(await text.evaluate((area: HTMLTextAreaElement) => area.selectionStart)).toBe(51);

  await text.fill(query);
  await expect(page.getByTestId('segment-count')).toHaveText(count.toLocaleString('en-GB'));
  await expect(text).not.toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('region', { name: 'Live preview' }).locator('a')).not.toHaveCount(0);

  await page.locator('#segment-name').fill('Berlin evening');
  await page.getByRole('button', { name: 'Save segment' }).click();
  await expect(toast(page, 'Berlin evening')).toBeVisible();
  await page.getByRole('button', { name: 'Open customers' }).click();
  await expectCustomers(page, count);
  await expect(page.getByText('Segment: Berlin evening')).toBeVisible();

  await one.visit('/segments');
  await expect(page.locator('a.card-row', { hasText: 'Berlin evening' })).toContainText(
    count.toLocaleString('en-GB'),
  );
});

test('an unsaved query survives a reload', async ({ device }) => {
  const one = await device('desk');
  await one.visit('/segments/new');
  await one.page.locator('#segment-query').fill('number_of_orders = 2');
  await one.page.reload();
  await expect(one.page.locator('#segment-query')).toHaveValue('number_of_orders = 2');
});
