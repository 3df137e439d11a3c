/** The profile: every value edited where it stands, stored at once, undone when wanted. */
import { detail, openCustomer, profile, savedHere, toast, typeSaved } from './support/app';
import { demo } from './support/shop-server';
import { expect, test } from './support/test';

const someone = (): { id: string; name: string; email: string; first_name: string } => {
  const { rows } = demo<{ rows: { id: string }[] }>('customers.list', {
    sort: '-total_spent',
    limit: 1,
  });
  return demo('customers.get', { id: rows[0]!.id });
};

test('an edited value is saved at once, is there after a reload, and can be undone', async ({
  device,
}) => {
  const one = await device('desk');
  const { page } = one;
  const before = someone();
  await openCustomer(page, before.email);
  await typeSaved(detail(page, 'first_name'), 'Philippine');
  await typeSaved(detail(page, 'company'), 'Kontor & Söhne');
  await page.reload();
  await one.shopIsOpen();
  await expect(detail(page, 'first_name').locator('input')).toHaveValue('Philippine');
  await expect(detail(page, 'company').locator('input')).toHaveValue('Kontor & Söhne');

  await typeSaved(detail(page, 'first_name'), 'Mistake');
  await detail(page, 'first_name').locator('input').press('Enter');
  await toast(page, 'First name').getByRole('button', { name: 'Undo' }).click();
  await expect(detail(page, 'first_name').locator('input')).toHaveValue('Philippine');
  await page.reload();
  await one.shopIsOpen();
  await expect(detail(page, 'first_name').locator('input')).toHaveValue('Philippine');
});

test('notes, tags, consent, an address and a task are stored with the customer', async ({
  device,
}) => {
  const one = await device('desk');
  const { page } = one;
  const { email } = someone();
  const person = await openCustomer(page, email);

  await person.locator('#note-composer').fill('Asked for the *blue* one <b>again</b>.');
  await expect(person.locator('note-composer .state')).toHaveText(savedHere);
  await person.locator('#note-composer').press('Control+Enter');
  await expect(toast(page, 'Note added')).toBeVisible();

  await person.locator('#tag-input').fill('ring me');
  await person.locator('#tag-input').press('Enter');
  await expect(person.locator('.tags .tag', { hasText: 'ring me' })).toBeVisible();

  await person.locator('#consent-sms').selectOption('UNSUBSCRIBED');
  await expect(toast(page, 'SMS consent: Unsubscribed')).toBeVisible();

  await person.getByRole('button', { name: 'Add address' }).click();
  await page.locator('#address-line1').fill('Lindenallee 12');
  await page.locator('#address-city').fill('Potsdam');
  await page.locator('#address-country').fill('de');
  await page.locator('wa-dialog').getByRole('button', { name: 'Add address' }).click();
  await expect(toast(page, 'Address added')).toBeVisible();

  await person.getByLabel('Add a task').fill('Send the catalogue');
  await person.getByLabel('Add a task').press('Enter');
  await expect(toast(page, 'Send the catalogue')).toBeVisible();

  await page.reload();
  await one.shopIsOpen();
  const again = profile(page);
  const values = (selector: string): Promise<string[]> =>
    again
      .locator(selector)
      .evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value));
  await expect
    .poll(() => values('.note textarea'))
    .toContain('Asked for the *blue* one <b>again</b>.');
  await expect(again.locator('.tags .tag', { hasText: 'ring me' })).toBeVisible();
  await expect(again.locator('#consent-sms')).toHaveValue('UNSUBSCRIBED');
  await expect.poll(() => values('.address input')).toContain('Lindenallee 12');
  await expect.poll(() => values('.task input')).toContain('Send the catalogue');
  await expect(again.locator('.timeline')).toContainText('Send the catalogue');
});

test('orders show their lines', async ({ device }) => {
  const { page } = await device('desk');
  const { id, email } = someone();
  const { orders } = demo<{ orders: { number: string; lines: { title: string }[] }[] }>(
    'customers.orders',
    { id },
  );
  const person = await openCustomer(page, email);
  const list = person.locator('order-list');
  await expect(list).toContainText(orders[0]!.number);
  await list.getByText(orders[0]!.number).first().click();
  await expect(list).toContainText(orders[0]!.lines[0]!.title);
});
