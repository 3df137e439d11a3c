/**
 * End to end: the built server and the built web app in a real Chromium. Run by `./test e2e`, or
 *   cd web && npx playwright test --config ../tests/e2e/playwright.config.ts
 */
import { defineConfig } from '../../web/node_modules/@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../.cache/e2e/results',
  globalSetup: './support/global-setup.ts',
  // One browser at a time: the tests measure nothing, but a starved machine makes them slow.
  workers: 1,
  fullyParallel: false,
  retries: process.env['CI'] ? 1 : 0,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
});
