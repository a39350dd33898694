import { defineConfig } from '@playwright/test';
import { chromiumAdvice, chromiumArgs, findChromium } from './scripts/chromium.mjs';
import { base, port } from './tests/support/site.ts';

const executablePath = await findChromium();
if (executablePath === null) throw new Error(chromiumAdvice);
// Workers read this file again: they need not search.
process.env.CHROMIUM_PATH = executablePath;

export default defineConfig({
  testDir: '.',
  testMatch: ['tests/browser/**/*.spec.ts', 'src/analyses/*/*.spec.ts'],
  testIgnore: ['node_modules/**', 'build/**', 'dist/**'],
  outputDir: 'test-results/browser',
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  use: {
    baseURL: `http://127.0.0.1:${port}${base}`,
    trace: 'off',
    locale: 'en-GB',
    timezoneId: 'UTC',
    launchOptions: { executablePath, args: chromiumArgs },
  },
  webServer: {
    command: `node scripts/start.mjs --built --port ${port} --base ${base}`,
    url: `http://127.0.0.1:${port}${base}`,
    reuseExistingServer: false,
  },
});
