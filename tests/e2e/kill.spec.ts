/** The browser is killed without warning: what was shown as saved is there afterwards. */
import { setTimeout as pause } from 'node:timers/promises';
import { detail, expectSynced, openCustomer, profile, savedHere, toast } from './support/app';
import type { Device } from './support/device';
import { demo } from './support/shop-server';
import { expect, test } from './support/test';

/**
 * Chromium writes cookies to disk up to half a minute late. A person has been signed in for longer: an
 * ordinary restart puts this device into that state.
 */
async function signedInForLong(one: Device): Promise<void> {
  await one.close();
  await one.open();
  await one.visit('/customers');
}

const someone = (): string =>
  demo<{ rows: { email: string }[] }>('customers.list', { limit: 1 }).rows[0]!.email;

test('killed while typing: every character shown as saved is still there', async ({ device }) => {
  const one = await device('desk');
  const email = someone();
  await signedInForLong(one);
  await openCustomer(one.page, email);
  const sentence = 'The quick brown fox jumps over the lazy dog and then over the hedge, twice. ';
  let stored = '';
  for (const round of [1, 2]) {
    const field = detail(one.page, 'description');
    const control = field.locator('textarea');
    await control.click();
    await control.press('Control+End');
    const before = await control.inputValue();
    const typing = one.page.keyboard.type(sentence, { delay: 25 }).catch(() => undefined);
    let shown = '';
    for (let looks = 0; shown.length < before.length + 20 * round; looks += 1) {
      expect(looks).toBeLessThan(2000);
      // Value and state as they stand on the screen at one moment.
      const sight = await field.evaluate((element) => ({
        value: element.querySelector('textarea')?.value ?? '',
        state: element.querySelector('.state')?.textContent?.trim() ?? '',
      }));
      if (sight.state === savedHere) shown = sight.value;
      await pause(5);
    }
    await one.kill();
    await typing;
    await one.open();
    await one.visit('/customers');
    await openCustomer(one.page, email);
    await expect(detail(one.page, 'description').locator('textarea')).toHaveValue(/./);
    stored = await detail(one.page, 'description').locator('textarea').inputValue();
    expect(stored.slice(0, shown.length)).toBe(shown);
    expect(before + sentence).toContain(stored);
  }
  await expectSynced(one.page);
});

test('killed while syncing: everything saved reaches the server, once', async ({
  shop,
  device,
}) => {
  const one = await device('desk');
  const email = someone();
  const tags = (round: number): string[] => [1, 2, 3].map((n) => `round ${round} tag ${n}`);
  const expected: string[] = [];
  await signedInForLong(one);
  await openCustomer(one.page, email);
  await expectSynced(one.page);
  for (const round of [1, 2]) {
    await shop.stop();
    const { page } = one;
    for (const tag of tags(round)) {
      await profile(page).locator('#tag-input').fill(tag);
      await profile(page).locator('#tag-input').press('Enter');
      await expect(toast(page, tag)).toBeVisible();
    }
    await profile(page).locator('#note-composer').fill(`Note of round ${round}`);
    await expect(profile(page).locator('note-composer .state')).toHaveText(savedHere);
    await profile(page).locator('#note-composer').press('Control+Enter');
    expected.push(...tags(round));
    await shop.start();
    // The moment the device begins to send.
    const sending = page
      .context()
      .waitForEvent(
        'request',
        (request) => request.method() === 'POST' && request.url().endsWith('/sync'),
      );
    await page.evaluate(() => void dispatchEvent(new Event('online')));
    await sending;
    await pause((round - 1) * 15);
    await one.kill();
    await one.open();
    await one.visit('/customers');
    await openCustomer(one.page, email);
    for (const tag of expected)
      await expect(profile(one.page).locator('.tags .tag', { hasText: tag })).toHaveCount(1);
  }
  await expectSynced(one.page);

  const other = await device('other');
  const seen = await openCustomer(other.page, email);
  for (const tag of expected)
    await expect(seen.locator('.tags .tag', { hasText: tag })).toHaveCount(1);
  const notes = (): Promise<string[]> =>
    seen
      .locator('.note textarea')
      .evaluateAll((all) => all.map((each) => (each as HTMLTextAreaElement).value));
  for (const round of [1, 2])
    await expect
      .poll(async () => (await notes()).filter((note) => note === `Note of round ${round}`).length)
      .toBe(1);
});
