import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { expect, start, test } from '../support/browser.ts';
import { dropFiles } from '../support/drop-files.ts';
import { shopCsv } from '../support/shop.ts';
import { expectNothingElse, menu, saved, saveState, workspaceNames } from '../support/workspace-pages.ts';

/** Large enough that storing it takes a while. */
const MORE = 400_000;
/** The shop's own, and those together. */
const EVENTS = [`65 events`, `400,065 events`];

let folder = '';
let more = '';

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sojourn-'));
  more = join(folder, 'more.csv');
  const rows = Array.from({ length: MORE }, (_, i) => {
    const time = new Date(Date.UTC(2026, 4, 1) + i * 1000).toISOString();
    return `w-${i % 5000},View product,${time},Phone,a note that makes the row as long as rows are`;
  });
  await writeFile(more, ['visitor_id,event,time,device,note', ...rows, ''].join('\n'));
});

test.afterAll(() => rm(folder, { recursive: true, force: true }));

/** Ends the tab as the system would: nothing in it can run any more. */
async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash');
  const session = await page.context().newCDPSession(page);
  session.send('Page.crash').catch(() => undefined); // a dead tab answers nothing
  await crashed;
  await page.close();
}

const addMore = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Add files' }).click();
  await page.getByTestId('files').setInputFiles(more);
};

/** What is saved can be opened, is one of two states, and nothing lies about beside it. */
async function expectWhole(context: BrowserContext): Promise<[page: Page, events: string]> {
  const page = await context.newPage();
  await start(page, 'data/');
  await saved(page);
  const events = await page.locator('.titleline .state').first().innerText();
  expect(EVENTS).toContain(events);
  await expectNothingElse(page);
  return [page, events];
}

test('a tab that dies while files are read or saved leaves the old or the new state, never another', async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  await start(page);
  await dropFiles(page, 'body', [shopCsv]);
  await saved(page);
  let current = page;
  const ended = new Set<string>();
  for (const momentMs of ['reading', 0, 10, 30, 60, 100, 160, 250, 400, 'saved'] as const) {
    await addMore(current);
    if (momentMs === 'reading') await current.waitForTimeout(100);
    else if (momentMs === 'saved') {
      await expect(current.locator('.titleline').getByText(EVENTS[1]!)).toBeVisible({ timeout: 60_000 });
      await saved(current);
    } else {
      await current.waitForSelector('[data-save="saving"]', { state: 'attached', timeout: 60_000 });
      await current.waitForTimeout(momentMs);
    }
    await crash(current);
    const [next, events] = await expectWhole(context);
    ended.add(events);
    current = next;
    if (events === EVENTS[0]) continue;
    // from the beginning once more
    await current.goto('./');
    await dropFiles(current, 'body', [shopCsv]);
    await expect(current.locator('.titleline').getByText(EVENTS[0]!)).toBeVisible({ timeout: 30_000 });
    await saved(current);
  }
  expect([...ended].sort()).toEqual([...EVENTS].sort());
});

test('a tab that dies while a workspace is imported leaves none of it or all', async ({ page, context }) => {
  test.setTimeout(240_000);
  await start(page);
  await page.getByTestId('files').setInputFiles(more);
  await saved(page);
  const exported = join(folder, 'more.sojourn');
  await page.getByRole('button', { name: /^Workspace:/ }).click();
  await menu(page).getByRole('button', { name: 'Export…' }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('button', { name: 'Export' }).click();
  await (await downloading).saveAs(exported);

  let current = page;
  let before = 1;
  for (const momentMs of [0, 40, 120, 300]) {
    await current.getByTestId('import').setInputFiles(exported);
    await current.getByText('Importing more.sojourn').waitFor({ state: 'attached' });
    await current.waitForTimeout(momentMs);
    await crash(current);
    current = await context.newPage();
    await start(current, 'data/');
    await saved(current);
    await expect(current.locator('.titleline').getByText('400,000 events')).toBeVisible();
    const names = await workspaceNames(current);
    expect([before, before + 1]).toContain(names.length);
    before = names.length;
    await expectNothingElse(current);
  }
});

test('storage that is full is told of before anything is lost, and saving goes on once there is room', async ({
  page,
  context,
  baseURL,
}) => {
  await start(page);
  await dropFiles(page, 'body', [shopCsv]);
  await saved(page);
  const session = await context.newCDPSession(page);
  const { origin } = new URL(baseURL!);
  const { usage } = await session.send('Storage.getUsageAndQuota', { origin });
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 1_000_000 });
  await addMore(page);
  await expect(page.getByText(/Saving needs .* MB/)).toBeVisible({ timeout: 60_000 });
  await expect(saveState(page)).toHaveAttribute('data-save', 'failed');
  await expect(page.locator('.titleline').getByText(EVENTS[1]!)).toBeVisible();

  // what was saved before is there
  const second = await context.newPage();
  await start(second, 'data/');
  await expect(second.locator('.titleline').getByText(EVENTS[0]!)).toBeVisible();
  await second.close();

  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await page.getByRole('button', { name: 'Try again' }).click();
  await saved(page);
  await expectNothingElse(page);
});
