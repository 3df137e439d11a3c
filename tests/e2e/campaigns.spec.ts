/** Campaign drafts: saved by keystroke, seen as real customers, counted after consent. */
import { expectCustomers, go, rows, savedHere, search } from './support/app';
import { callOn, demo } from './support/shop-server';
import { expect, test } from './support/test';
import type { Locator, Page } from './support/playwright';

const texts = (page: Page, field: string): Locator =>
  page.locator(`p-field[data-field="${field}"] input, p-field[data-field="${field}"] textarea`);

test('a draft is saved with every keystroke and survives a reload', async ({ device }) => {
  const one = await device('desk');
  const { page } = one;
  await one.visit('/campaigns/new');
  await expect(page).toHaveURL(/\/campaigns\/[0-9a-f-]{36}$/);
  await page.getByLabel('Name', { exact: true }).fill('Spring letter');
  await texts(page, 'subject').pressSequentially('Hello {{ customer.first_name }}, spring');
  await texts(page, 'preheader').fill('Fresh things');
  await texts(page, 'body').fill(
    "Dear {{ customer.first_name | default: 'friend' }},\n\nnew things.",
  );
  await expect(page.locator('p-field[data-field="body"] .state')).toHaveText(savedHere);
  // No blur, no button.
  await page.reload();
  await one.shopIsOpen();
  await expect(texts(page, 'subject')).toHaveValue('Hello {{ customer.first_name }}, spring');
  await expect(texts(page, 'preheader')).toHaveValue('Fresh things');
  await expect(texts(page, 'body')).toHaveValue(/new things\.$/);
  await go(page, 'Campaigns');
  await expect(page.locator('a.card-row', { hasText: 'Spring letter' })).toBeVisible();
});

test('the preview is the e-mail of one real customer after another', async ({ device }) => {
  const one = await device('desk');
  const { page } = one;
  const segment = demo<{ segments: { id: string; name: string; query: string }[] }>(
    'segments.list',
    {},
  ).segments.find((each) => each.name === 'Loyal in Germany')!;
  const audience = demo<{
    segment: number;
    without_consent: number;
    audience: number;
    customers: { id: string; name: string }[];
  }>('campaigns.audience', { segment_id: segment.id });
  expect(audience.audience).toBeLessThan(audience.segment);

  await one.visit('/campaigns/new');
  await page.getByLabel('Audience', { exact: true }).selectOption(segment.id);
  await expect(page.getByTestId('audience-count')).toHaveText(String(audience.audience));
  await expect(page.locator('.audience')).toContainText(String(audience.without_consent));
  await texts(page, 'subject').fill(
    'For {{ customer.name }} in {{ customer.default_address.city }}',
  );
  await texts(page, 'body').fill("Hello {{ customer.first_name | default: 'there' }}");
  const subject = page.locator('.mail-head .subject');
  const mail = page.frameLocator('iframe[title="E-mail preview"]');
  for (const person of audience.customers.slice(0, 3)) {
    await expect(subject).toContainText(`For ${person.name} in `);
    await expect(mail.locator('body')).toContainText(`Hello ${person.name.split(' ')[0]!}`);
    await page.getByRole('button', { name: 'Next customer' }).click();
  }
  const fifth = audience.customers[4]!;
  const picker = page.getByRole('combobox', { name: 'Preview as' });
  await picker.fill(fifth.name);
  await page.locator('#person-list [role="option"]', { hasText: fifth.name }).first().click();
  await expect(subject).toContainText(`For ${fifth.name} in `);
});

test("a mail's own style sheet is shown in the preview, its scripts never run", async ({
  device,
}) => {
  const one = await device('desk');
  const { page } = one;
  await one.visit('/campaigns/new');
  await texts(page, 'body').fill(
    '<style>p { color: rgb(1, 2, 3) }</style><p onclick="top.hacked=1">Styled</p>' +
      '<script>top.hacked=1</script>',
  );
  const mail = page.frameLocator('iframe[title="E-mail preview"]');
  await expect(mail.locator('p')).toHaveCSS('color', 'rgb(1, 2, 3)');
  await mail.locator('p').click();
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  // The policy says that it refused the handler; here that is no fault of the page.
  one.faults.splice(0);
});

test('a mistake in the Liquid is named with its place', async ({ device }) => {
  const one = await device('desk');
  const { page } = one;
  await one.visit('/campaigns/new');
  await texts(page, 'body').fill('Hello\n{% if customer.first_name %}never closed');
  await expect(page.locator('button.problem').first()).toContainText(
    /Body, line \d+, character \d+/,
  );
  await texts(page, 'body').fill('Hello {{ customer.first_name }}');
  await expect(page.getByText('No problems found')).toBeVisible();
});

test.describe('a hostile name', () => {
  const attack = '<img src=x onerror="parent.hacked=1;top.hacked=1">';

  test('is text in the list, the profile and the preview', async ({ shop, device }) => {
    await shop.stop();
    const { id } = callOn<{ id: string }>(shop.folder, 'customers.create', {
      fields: { first_name: attack, last_name: '{{ shop.name }}', email: 'hostile@example.com' },
    });
    callOn(shop.folder, 'notes.save', { customer_id: id, body: attack });
    callOn(shop.folder, 'tags.add', { customer_id: id, tag: '<b>tag</b>' });
    const made = callOn<{ id: string }>(shop.folder, 'segments.save', {
      name: attack,
      query: "customer_tags CONTAINS '<b>tag</b>'",
    });
    await shop.start();
    const one = await device('desk');
    const { page } = one;
    await search(page, 'hostile@example.com');
    await expectCustomers(page, 1);
    await expect(rows(page).first()).toContainText(attack);
    await rows(page).first().click();
    await expect(page.locator('article.profile h2')).toContainText(attack);

    await one.visit('/campaigns/new');
    await page.getByLabel('Audience', { exact: true }).selectOption(made.id);
    await texts(page, 'subject').fill('For {{ customer.name }}');
    await texts(page, 'body').fill('Hello {{ customer.name }}!');
    const picker = page.getByRole('combobox', { name: 'Preview as' });
    await picker.fill('hostile');
    await page.locator('#person-list [role="option"]').first().click();
    await expect(page.locator('.mail-head .subject')).toContainText(`For ${attack}`);
    const mail = page.frameLocator('iframe[title="E-mail preview"]').locator('body');
    await expect(mail).toContainText(`Hello ${attack}`);
    expect(await mail.locator('img').count()).toBe(0);
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  });
});
