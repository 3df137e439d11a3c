/**
 * The one place that names Playwright: it is a development package of web/, and this folder lies
 * outside of it, so its files take it from here.
 */
export { chromium, expect, test as base } from '../../../web/node_modules/@playwright/test';
export type {
  BrowserContext,
  Locator,
  Page,
  TestInfo,
} from '../../../web/node_modules/@playwright/test';
