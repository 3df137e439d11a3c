/** axe on each view, on a phone and on a desk; pictures of them when PANNIER_E2E_PICTURES names a folder. */
import { readFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openCustomer, profile, rows } from './support/app';
import { desk, phone, type Device } from './support/device';
import { axeScript, pictureFolder } from './support/places';
import { demo } from './support/shop-server';
import { expect, test } from './support/test';

const axe = readFileSync(axeScript, 'utf8');

interface Finding {
  id: string;
  impact: string | null;
  nodes: { html: string; failureSummary?: string }[];
}

/** Rules that axe finds broken. The page's CSP forbids foreign scripts, so the source is evaluated. */
async function findings(device: Device): Promise<string[]> {
  const { page } = device;
  // Colours are judged when nothing fades any more.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((each) => each.finished.catch(() => undefined))),
  );
  await page.evaluate(axe);
  const violations = await page.evaluate(
    async () =>
      (
        (await (
          window as unknown as { axe: { run: (options: object) => Promise<unknown> } }
        ).axe.run({ resultTypes: ['violations'] })) as { violations: Finding[] }
      ).violations,
  );
  return violations.map(
    (one) =>
      `${one.impact ?? ''} ${one.id}: ` +
      one.nodes
        .map((node) => `${node.html.slice(0, 160)} | ${node.failureSummary ?? ''}`)
        .join(' || '),
  );
}

async function picture(device: Device, name: string, screen: string): Promise<void> {
  if (!pictureFolder) return;
  mkdirSync(pictureFolder, { recursive: true });
  await device.page.screenshot({ path: join(pictureFolder, `${name}-${screen}.png`) });
}

for (const [screen, viewport] of [
  ['desk', desk],
  ['phone', phone],
] as const) {
  test(`no view breaks a rule of axe: ${screen}`, async ({ shop, newDevice }) => {
    const one = await newDevice(screen, viewport);
    const { page } = one;
    const problems: string[] = [];
    const look = async (name: string): Promise<void> => {
      for (const finding of await findings(one)) problems.push(`${name}: ${finding}`);
      await picture(one, name, screen);
    };
    await page.goto(`${shop.origin}/`);
    await expect(page.getByRole('heading', { name: 'Sign in to your shop' })).toBeVisible();
    await look('sign-in');
    await one.signIn(shop.signInLink());
    await expect(rows(page).first()).toBeVisible();
    await look('customers');

    const { rows: top } = demo<{ rows: { email: string }[] }>('customers.list', {
      sort: '-total_spent',
      limit: 1,
    });
    await openCustomer(page, top[0]!.email);
    await expect(profile(page).locator('.timeline')).toBeVisible();
    await look('profile');

    await one.visit('/segments');
    await expect(page.locator('a.card-row').first()).toBeVisible();
    await look('segments');
    await page.locator('a.card-row', { hasText: 'Loyal in Germany' }).click();
    await expect(page.getByTestId('segment-count')).toBeVisible();
    await look('segment');
    await page.locator('#segment-query').fill('number_of_orders >> 3');
    await expect(page.locator('#segment-query')).toHaveAttribute('aria-invalid', 'true');
    await look('segment-error');

    await one.visit('/campaigns');
    await expect(page.locator('a.card-row').first()).toBeVisible();
    await look('campaigns');
    await page.locator('a.card-row').first().click();
    await expect(page.getByTestId('audience-count')).toBeVisible();
    await expect(page.locator('iframe[title="E-mail preview"]')).toBeAttached();
    await look('campaign');

    for (const name of ['Import', 'Tasks', 'Sync', 'Settings']) {
      await one.visit(`/${name.toLowerCase()}`);
      await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
      await look(name.toLowerCase());
    }
    expect(problems).toEqual([]);
  });
}
