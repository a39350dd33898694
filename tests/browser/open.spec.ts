import { existsSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { expect, start, test } from '../support/browser.ts';
import { dropFiles } from '../support/drop-files.ts';
import { killEngine } from '../support/kill-engine.ts';
import { shopCsv, shopParquet } from '../support/shop.ts';

const shared = '../shared/data';

/** The column chosen for a role, as the mapping shows it. */
const chosen = (page: Page, role: 'Who' | 'What' | 'When') => page.getByRole('button', { name: `${role} column:` });

const columns = (page: Page) => page.getByRole('region', { name: 'Columns', exact: true });

async function opened(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'What the columns mean' })).toBeVisible({ timeout: 30_000 });
}

test('a dropped CSV is understood, its flaws are counted, and its rows are shown as events', async ({ page }) => {
  await start(page);
  await dropFiles(page, 'body', [shopCsv]);
  await opened(page);
  await expect(chosen(page, 'Who')).toContainText('visitor_id');
  await expect(chosen(page, 'What')).toContainText('event');
  await expect(chosen(page, 'When')).toContainText('time');
  const main = page.locator('main');
  await expect(main).toContainText('65');
  await expect(main.getByText('1 row has no person')).toBeVisible();
  await expect(main.getByText('1 time cannot be read')).toBeVisible();
  await expect(main.getByText('noon').first()).toBeVisible();
  const rows = page.getByRole('region', { name: 'As events' }).getByRole('row');
  await expect(rows).toHaveCount(21);
  await expect(rows.nth(1)).toContainText('v-001');
  await expect(columns(page)).toContainText('Desktop 7', { timeout: 30_000 });
});

test('a dropped Parquet file is read without any other origin', async ({ page }) => {
  await start(page);
  const { name, bytes } = shopParquet();
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
  await opened(page);
  await expect(chosen(page, 'Who')).toContainText('visitor_id');
  await expect(page.locator('main')).toContainText('40');
});

test('another column for who is another log', async ({ page }) => {
  await start(page);
  await dropFiles(page, 'body', [shopCsv]);
  await opened(page);
  await chosen(page, 'Who').click();
  await page.getByRole('option', { name: /device/ }).click();
  await expect(page.locator('main')).toContainText('2 people', { timeout: 15_000, useInnerText: true });
});

test('what cannot be read says why, and the data that is open stays', async ({ page }) => {
  await start(page);
  await dropFiles(page, 'body', [{ name: 'paper.pdf', text: '%PDF-1.7 and so on' }]);
  await expect(page.getByText('paper.pdf is a PDF').first()).toBeVisible({ timeout: 30_000 });
  await dropFiles(page, 'body', [{ name: 'plain.csv', text: 'x,y\n1,2\n3,4\n' }]);
  await expect(page.getByText(/choose the one/i).first()).toBeVisible({ timeout: 30_000 });
  await dropFiles(page, 'body', [shopCsv]);
  await opened(page);
  await dropFiles(page, 'body', [{ name: 'nothing.csv', text: '' }]);
  await expect(page.getByText(/nothing.csv is empty/).first()).toBeVisible();
  await expect(page.locator('main')).toContainText('visitor_id');
});

test('nothing leaves by SQL, by autoload, or by the worker itself', async ({ page, elsewhere, conduct }) => {
  await start(page);
  await dropFiles(page, 'body', [shopCsv]);
  await opened(page);
  const [worker] = page.workers();
  const tried = await worker!.evaluate(async (origin) => {
    const attempts: Record<string, () => unknown> = {
      fetch: () => fetch(`${origin}/fetch`),
      xhr: () =>
        new Promise((resolve, reject) => {
          const request = new XMLHttpRequest();
          request.open('GET', `${origin}/xhr`, false);
          request.send();
          if (request.status === 200) resolve(null);
          else reject(new Error('refused'));
        }),
      socket: () => new WebSocket(origin.replace('http', 'ws')),
      source: () => new EventSource(`${origin}/events`),
      import: () => import(/* @vite-ignore */ `${origin}/script.js`),
      code: () => Reflect.construct(Function, ['return 1'])(),
    };
    const passed: string[] = [];
    for (const [name, attempt] of Object.entries(attempts)) {
      try {
        await attempt();
        passed.push(name);
      } catch {
        continue;
      }
    }
    return passed;
  }, elsewhere.origin);
  expect(tried).toEqual([]);
  expect(elsewhere.hits).toEqual([]);
  conduct.offOrigin.length = 0; // the browser names what it refused, too
});

test('a worker that is killed is replaced, and the page goes on with the same data', async ({ page }) => {
  await start(page);
  await dropFiles(page, 'body', [shopCsv]);
  await opened(page);
  await killEngine(page);
  await page.getByRole('button', { name: 'Next' }).first().click();
  await expect(page.getByRole('region', { name: 'As events' }).getByRole('row').nth(1)).toContainText('v-0', {
    timeout: 30_000,
  });
});

test('the site starts and reads a file without a network after the first visit', async ({ page, context }) => {
  await start(page);
  await dropFiles(page, 'body', [shopCsv]);
  await opened(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await dropFiles(page, 'body', [shopCsv]);
  await opened(page);
  await context.setOffline(true);
  await page.goto('./data/');
  await page.goto('./');
  await dropFiles(page, 'body', [shopCsv]);
  await opened(page);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`Data with a file open has nothing axe finds wrong, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await start(page);
    await dropFiles(page, 'body', [shopCsv]);
    await opened(page);
    await expect(columns(page)).toContainText('Desktop', { timeout: 30_000 });
    await expectAccessible(page);
  });
}

const known = [
  { file: 'sepsis.csv.gz', roles: ['case_id', 'activity', 'timestamp'], people: '1,049' },
  { file: 'gamelaunch.csv.gz', roles: ['userid', 'eventName', 'eventDate'], people: '3,994' },
];

for (const { file, roles, people } of known) {
  test(`${file} is mapped without asking`, async ({ page }) => {
    test.skip(!existsSync(`${shared}/${file}`), `${shared} is not here.`);
    await start(page);
    await dropFiles(page, 'body', [`${shared}/${file}`]);
    await opened(page);
    await expect(chosen(page, 'Who')).toContainText(roles[0]!);
    await expect(chosen(page, 'What')).toContainText(roles[1]!);
    await expect(chosen(page, 'When')).toContainText(roles[2]!);
    await expect(page.locator('main')).toContainText(people);
  });
}
