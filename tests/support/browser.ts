import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import { startElsewhere, type Elsewhere } from './elsewhere.ts';

export { expect };

/** What a page did that no page of Sojourn may do. */
export interface Conduct {
  /** Addresses of other origins that the page or its workers asked for. */
  offOrigin: string[];
  /** Errors that nothing in the page caught. */
  uncaught: string[];
}

const isLocal = (address: string, origin: string): boolean =>
  /^(blob|data|about):/.test(address) || new URL(address).origin === origin;

/** Watches every page of a context, those to come included. */
export const watch = (context: BrowserContext, origin: string): Conduct => {
  const conduct: Conduct = { offOrigin: [], uncaught: [] };
  context.on('request', (request) => {
    if (!isLocal(request.url(), origin)) conduct.offOrigin.push(request.url());
  });
  const watchPage = (page: Page): void => {
    page.on('pageerror', (error) => conduct.uncaught.push(error.stack ?? error.message));
    page.on('websocket', (socket) => conduct.offOrigin.push(socket.url()));
  };
  context.pages().forEach(watchPage);
  context.on('page', watchPage);
  return conduct;
};

/** Hosts that Chromium itself asks for, whatever page is open. */
const CHROMIUM_SERVICES = [
  'accounts.google.com',
  'android.clients.google.com',
  'clients2.google.com',
  'content-autofill.googleapis.com',
  'edgedl.me.gvt1.com',
  'mtalk.google.com',
  'optimizationguide-pa.googleapis.com',
  'redirector.gvt1.com',
  'safebrowsing.googleapis.com',
  'update.googleapis.com',
  'www.google.com',
];

interface TestFixtures {
  /** Checked at the end of every test: both lists stay empty. A test that provokes an error empties the list. */
  conduct: Conduct;
}

interface WorkerFixtures {
  /** Every host but this one leads here, for pages, workers and the browser itself. */
  elsewhere: Elsewhere;
}

/**
 * Playwright's `test` on the built site, where nothing may leave the device. A listener on requests does not see all
 * that workers ask for, so the browser resolves every other host to a server that counts.
 */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  elsewhere: [
    async ({}, use) => {
      const elsewhere = await startElsewhere();
      await use(elsewhere);
      await elsewhere.close();
    },
    { scope: 'worker' },
  ],
  launchOptions: [
    async ({ elsewhere, launchOptions }, use) => {
      const rules = [
        ...CHROMIUM_SERVICES.map((host) => `MAP ${host} ~NOTFOUND`),
        `MAP * 127.0.0.1:${elsewhere.port}`,
        'EXCLUDE 127.0.0.1',
      ];
      const args = [...(launchOptions.args ?? []), `--host-resolver-rules=${rules.join(', ')}`];
      await use({ ...launchOptions, args });
    },
    { scope: 'worker' },
  ],
  conduct: [
    async ({ context, baseURL, elsewhere }, use) => {
      elsewhere.hits.length = 0;
      const conduct = watch(context, new URL(baseURL!).origin);
      await use(conduct);
      expect.soft(conduct.uncaught, 'errors nothing caught').toEqual([]);
      expect.soft(conduct.offOrigin, 'requests to other origins').toEqual([]);
      expect.soft(elsewhere.hits, 'connections to other hosts').toEqual([]);
    },
    { auto: true },
  ],
});

/** Opens the site; `path` is relative to it: `''`, `#…`. */
export async function start(page: Page, path = ''): Promise<void> {
  await page.goto(path === '' ? './' : path);
  await expect(page.locator('body')).toBeVisible();
}
