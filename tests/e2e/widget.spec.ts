/** The widget: a page of another origin shows a customer by one script tag. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { typeSaved } from './support/app';
import { demo } from './support/shop-server';
import { expect, test } from './support/test';

/** A plain page of somebody else's site; the script's origin is known only once the shop runs. */
async function hostPage(text: () => string): Promise<{ address: string; server: Server }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}

test('a page on another port shows and edits the customer it names', async ({ shop, device }) => {
  const { rows } = demo<{ rows: { email: string; name: string }[] }>('customers.list', {
    sort: '-total_spent',
    limit: 2,
  });
  const [first, second] = [rows[0]!, rows[1]!];
  const host = await hostPage(
    () => `<!doctype html><html lang="en"><title>Help desk</title><h1>Ticket 17</h1>
<script src="${shop.origin}/widget.js" async></script>
<pannier-customer email="${first.email}"></pannier-customer>`,
  );
  try {
    const one = await device('desk');
    const page = await one.context.newPage();
    await page.goto(host.address);
    const frame = page.frameLocator('pannier-customer iframe');
    await expect(frame.locator('article.profile h2')).toContainText(first.name);
    await expect(frame.locator('order-list')).toContainText('#');
    const company = frame.locator('p-field[data-field="company"]');
    await typeSaved(company, 'Changed from the help desk');
    await one.page.bringToFront();
    await one.visit(`/customers?search=${encodeURIComponent(first.email)}`);
    await one.page.locator('.grid-row').first().click();
    await expect(one.page.locator('p-field[data-field="company"] input')).toHaveValue(
      'Changed from the help desk',
    );

    await page.bringToFront();
    await page.locator('pannier-customer').evaluate((element, email) => {
      element.setAttribute('email', email);
    }, second.email);
    await expect(frame.locator('article.profile h2')).toContainText(second.name);
    await page.locator('pannier-customer').evaluate((element) => {
      element.setAttribute('email', 'nobody@nowhere.example');
    });
    await expect(frame.getByText('No customer with nobody@nowhere.example')).toBeVisible();
  } finally {
    host.server.close();
  }
});
