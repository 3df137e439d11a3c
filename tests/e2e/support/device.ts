/** A person's device: a Chromium with a profile folder of its own on disk, signed in to the shop. */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, expect, type BrowserContext, type Page } from './playwright';
import { chromiumProgram } from './places';

export const desk = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };
export type Viewport = typeof desk;

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Ids of the processes of the browser on this profile. */
function processesOf(profile: string): { id: number; main: boolean }[] {
  const found: { id: number; main: boolean }[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
      if (!words.includes(`--user-data-dir=${profile}`)) continue;
      found.push({ id: Number(name), main: !words.some((word) => word.startsWith('--type=')) });
    } catch {
      // The process ended meanwhile.
    }
  }
  return found;
}

export class Device {
  context!: BrowserContext;
  page!: Page;
  /** Exceptions and blocked content of all its pages; a test fails when there are any. */
  readonly faults: string[] = [];

  constructor(
    readonly profile: string,
    readonly origin: string,
    readonly viewport: Viewport,
  ) {}

  /** Starts the browser on the profile; the same profile again after `kill`. */
  async open(): Promise<void> {
    this.context = await chromium.launchPersistentContext(this.profile, {
      executablePath: chromiumProgram,
      headless: true,
      args: flags,
      viewport: this.viewport,
      locale: 'en-GB',
    });
    this.context.on('page', (page) => this.#watch(page));
    for (const page of this.context.pages()) this.#watch(page);
    this.page = this.context.pages()[0] ?? (await this.context.newPage());
  }

  #fault(text: string): void {
    if (!this.faults.includes(text)) this.faults.push(text);
  }

  #watch(page: Page): void {
    page.on('pageerror', (error) => this.#fault(error.stack ?? error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && message.text().includes('Content Security Policy'))
        this.#fault(message.text());
    });
  }

  /** Opens the sign-in link and waits until the shop is on the device. */
  async signIn(link: string): Promise<void> {
    await this.page.goto(link);
    await this.shopIsOpen();
  }

  async shopIsOpen(page: Page = this.page): Promise<void> {
    await expect(page.locator('.shell')).toBeVisible({ timeout: 90_000 });
  }

  /** Opens an address of the app, as typed into the browser. */
  async visit(path: string, page: Page = this.page): Promise<void> {
    await page.goto(this.origin + path);
    await this.shopIsOpen(page);
  }

  /** SIGKILL, as when the power goes: nothing of the browser gets a chance to finish. */
  async kill(): Promise<void> {
    const all = processesOf(this.profile);
    for (const one of [...all.filter((each) => each.main), ...all.filter((each) => !each.main)]) {
      try {
        process.kill(one.id, 'SIGKILL');
      } catch {
        // It ended with its parent.
      }
    }
    while (processesOf(this.profile).length > 0) await pause(50);
    await this.context.close().catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.context.close().catch(() => undefined);
  }
}
