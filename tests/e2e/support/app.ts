/** What a person sees and does in the app, by the names that stand on the screen. */
import { expect, type Locator, type Page } from './playwright';

export const savedHere = 'Saved on this device';

/** The list of customers; rows still loading are left out. */
export function rows(page: Page): Locator {
  return page.locator('.grid-row:not(.placeholder)');
}

/** Everybody the list holds at present, drawn or not. */
export async function expectCustomers(page: Page, total: number): Promise<void> {
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', String(total + 1));
}

/** A link of the main navigation of the desk layout. */
export async function go(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();
}

export async function search(page: Page, text: string): Promise<void> {
  await page.locator('#global-search').fill(text);
}

/** The open profile. */
export function profile(page: Page): Locator {
  return page.locator('article.profile');
}

/** Finds one customer by a text that only they have and opens them. */
export async function openCustomer(page: Page, text: string): Promise<Locator> {
  await search(page, text);
  await expectCustomers(page, 1);
  await rows(page).first().click();
  await expect(profile(page)).toBeVisible();
  return profile(page);
}

/** A value of the profile's details, by its label. */
export function detail(page: Page, field: string): Locator {
  return page.locator(`article.profile p-field[data-field="${field}"]`);
}

/** Types a value and waits until the field says that it is on the device. */
export async function typeSaved(field: Locator, value: string): Promise<void> {
  const control = field.locator('input, textarea').first();
  await control.fill(value);
  await expect(field.locator('.state')).toHaveText(savedHere);
}

/** The pill in the header: one of the three states a person sees. */
export function pill(page: Page): Locator {
  return page.locator('.state-pill .label');
}

export async function expectSynced(page: Page): Promise<void> {
  await expect(pill(page)).toHaveText('Synced', { timeout: 60_000 });
}

/** A short message at the foot. */
export function toast(page: Page, text: string | RegExp): Locator {
  return page.locator('.toast').filter({ hasText: text });
}

/** Gives files to the import page, as the file dialog does; the job of the first one. */
export async function offerFile(page: Page, path: string): Promise<Locator> {
  const name = path.split('/').pop() ?? path;
  await page.locator('#import-files').setInputFiles(path);
  return page.locator('.job').filter({ hasText: name }).last();
}

/** One number of an import report. */
export function figure(job: Locator, label: string): Locator {
  return job
    .locator('.job-figures > div')
    .filter({ has: job.page().getByText(label, { exact: true }) })
    .locator('dd');
}

/** Presses Import and waits for the end. */
export async function runImport(job: Locator): Promise<void> {
  await job.getByRole('button', { name: /^Import/ }).click();
  await expect(job.locator('.badge')).toHaveText('Imported', { timeout: 300_000 });
}
