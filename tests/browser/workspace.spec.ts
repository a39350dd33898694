import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { expect, start, test } from '../support/browser.ts';
import { dropFiles } from '../support/drop-files.ts';
import { killEngine } from '../support/kill-engine.ts';
import { shopCsv } from '../support/shop.ts';
import { menu, named, saved, saveState, workspaceNames } from '../support/workspace-pages.ts';

const events = (page: Page): Locator => page.locator('.titleline').getByText('65 events');

const fromLink = `#d=${Buffer.from(
  JSON.stringify({
    sojourn: 1,
    title: 'From a link',
    analysis: { kind: 'funnel', steps: [{ event: 'View product' }, { event: 'Place order' }] },
  }),
).toString('base64url')}`;

async function openShop(page: Page): Promise<void> {
  await dropFiles(page, 'body', [shopCsv]);
  await saved(page);
}

/** A funnel of which the shop's counts are known. */
async function askFunnel(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Explore' }).click();
  await expect(page.getByRole('table', { name: /People at each step/ })).toContainText('View product');
}

test('after a reload everything is there without the files: log, question, screen', async ({ page }) => {
  await start(page);
  await openShop(page);
  await askFunnel(page);
  const said = await page.locator('main').getByRole('heading').first().innerText();
  const counts = await page.getByRole('table').first().innerText();
  await saved(page);
  await page.reload();
  await expect(events(page)).toBeVisible();
  expect(page.url()).toContain('/explore/');
  await expect(page.locator('main').getByRole('heading').first()).toHaveText(said);
  await expect(page.getByRole('table').first()).toHaveText(counts, { useInnerText: true });

  // from the door, too
  await page.goto('./');
  await expect(events(page)).toBeVisible();
  await expect(page).toHaveURL(/\/explore\/$/);
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await expect(page.getByRole('region', { name: 'As events' }).getByRole('row').nth(1)).toContainText('v-001');
});

test('what is opened next is another workspace, and the first is still there', async ({ page }) => {
  await start(page);
  await openShop(page);
  const other = { name: 'other.csv', text: shopCsv.text.replaceAll('v-0', 'w-0') };
  await dropFiles(page, 'body', [other]);
  await named(page, 'other.csv');
  await saved(page);
  expect(await workspaceNames(page)).toEqual(['other.csv', 'shop.csv']);
  await menu(page)
    .getByRole('button', { name: /^shop\.csv/ })
    .click();
  await named(page, 'shop.csv');
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await expect(page.getByRole('region', { name: 'As events' }).getByRole('row').nth(1)).toContainText('v-001');
});

test('a workspace is renamed, copied and deleted', async ({ page }) => {
  await start(page);
  await openShop(page);
  await page.getByRole('button', { name: 'Workspace: shop.csv' }).click();
  await menu(page).getByLabel('Name').fill('Harbour Lane');
  await page.keyboard.press('Enter');
  await named(page, 'Harbour Lane');
  await page.getByRole('button', { name: 'Workspace: Harbour Lane' }).click();
  await expectAccessible(page);
  await menu(page).getByRole('button', { name: 'Duplicate' }).click();
  await expect(page.getByText('Harbour Lane is copied.')).toBeVisible();
  await page.reload();
  await named(page, 'Harbour Lane');
  expect(await workspaceNames(page)).toEqual(['Harbour Lane, copy', 'Harbour Lane']);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Sojourn, start' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'More for Harbour Lane', exact: true }).click();
  await page.getByRole('button', { name: 'Delete…' }).click();
  await page.getByRole('button', { name: 'Delete it' }).click();
  await expect(page.getByText('Harbour Lane is deleted.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Your workspaces' }).getByRole('row')).toHaveCount(2);
  await page.getByRole('button', { name: 'Harbour Lane, copy', exact: true }).click();
  await named(page, 'Harbour Lane, copy');
  await expect(events(page)).toBeVisible();
});

for (const passphrase of [null, 'café au lait']) {
  test(`exported${passphrase ? ' and sealed' : ''}, erased and imported again, the numbers are the same`, async ({
    page,
  }) => {
    await start(page);
    await openShop(page);
    await askFunnel(page);
    const counts = await page.getByRole('table').first().innerText();
    await page.getByRole('button', { name: /^Workspace:/ }).click();
    await menu(page).getByRole('button', { name: 'Export…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Export shop.csv' });
    if (passphrase) {
      await dialog.getByLabel('Seal it with a passphrase').check();
      await dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase);
      await dialog.getByLabel('The same once more').fill(passphrase);
      await expect(dialog).toContainText('AES-256-GCM');
    }
    await expectAccessible(page);
    const downloading = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Export' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('shop.csv.sojourn');
    const content = await readFile(await download.path());
    expect(content.includes('View product')).toBe(!passphrase);

    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Erase everything stored' }).click();
    await page.getByRole('button', { name: 'Erase it' }).click();
    await expect(page.getByText('Erased: 1 workspace')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Drop an export here' })).toBeVisible();
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);

    const input = page.getByTestId('files');
    await input.setInputFiles({ name: 'x.sojourn', mimeType: '', buffer: content });
    if (passphrase) {
      const asked = page.getByRole('dialog', { name: 'x.sojourn is sealed' });
      await asked.getByLabel('Passphrase').fill('cafe au lait');
      await asked.getByRole('button', { name: 'Open it' }).click();
      await expect(asked.getByText('The passphrase is not that of this file.')).toBeVisible();
      await expectAccessible(page);
      await asked.getByLabel('Passphrase').fill(passphrase);
      await asked.getByRole('button', { name: 'Open it' }).click();
    }
    await named(page, 'shop.csv');
    await expect(page).toHaveURL(/\/explore\/$/);
    await expect(page.getByRole('table').first()).toHaveText(counts, { useInnerText: true });
  });
}

test('a second tab only looks, until it takes the workspace over', async ({ page, context }) => {
  await start(page);
  await openShop(page);
  const second = await context.newPage();
  await start(second, 'data/');
  await expect(second.getByText('Open in another tab. Here you can look; nothing is saved.')).toBeVisible();
  await expect(events(second)).toBeVisible();
  await expectAccessible(second);
  await second.getByRole('button', { name: 'Work here instead' }).click();
  await saved(second);
  await expect(page.getByText('Another tab goes on with this workspace.')).toBeVisible();
  await expect(saveState(page)).toHaveAttribute('data-save', 'readOnly');
  await second.close();
  await page.getByRole('button', { name: 'Work here instead' }).click();
  await saved(page);
  await expect(events(page)).toBeVisible();
});

test('a second tab goes on by itself once the first is closed', async ({ page, context }) => {
  await start(page);
  await openShop(page);
  const second = await context.newPage();
  await start(second, `explore/${fromLink}`);
  await expect(saveState(second)).toHaveAttribute('data-save', 'readOnly');
  await expect(second.locator('main').getByText('From a link').first()).toBeVisible();
  await page.close();
  await saved(second);
  await expect(events(second)).toBeVisible();
  // what was asked while another tab had the workspace stays, and is saved
  await expect(second.locator('main').getByText('From a link').first()).toBeVisible();
  await expect(second.getByRole('table', { name: /People at each step/ })).toBeVisible();
  await second.reload();
  await expect(second.locator('main').getByText('From a link').first()).toBeVisible();
});

test('what another tab erased stays open here, and can be saved anew', async ({ page, context }) => {
  await start(page);
  await openShop(page);
  const second = await context.newPage();
  await start(second, 'data/');
  await expect(events(second)).toBeVisible();
  await second.getByRole('button', { name: 'Settings' }).click();
  await second.getByRole('button', { name: 'Erase everything stored' }).click();
  await second.getByRole('button', { name: 'Erase it' }).click();
  await expect(second.getByText('Erased: 1 workspace')).toBeVisible();
  await second.close();
  await page.getByRole('button', { name: 'Work here instead' }).click();
  await expect(page.getByText('This workspace is no longer in the browser’s storage.')).toBeVisible();
  await expect(events(page)).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await saved(page);
  await page.reload();
  await expect(events(page)).toBeVisible();
});

test('a worker that dies while it saves is replaced, and what is open is saved all the same', async ({ page }) => {
  await start(page);
  await dropFiles(page, 'body', [shopCsv]);
  await expect(events(page)).toBeVisible();
  await killEngine(page);
  await expect(page.getByText('The engine stopped. It starts again')).toBeVisible();
  await saved(page);
  expect(await workspaceNames(page)).toHaveLength(1);
  await page.reload();
  await expect(events(page)).toBeVisible();
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await expect(page.getByRole('region', { name: 'As events' }).getByRole('row').nth(1)).toContainText('v-001');
});

/** What the workspace that the next visit opens is called in the storage. */
const lastName = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('workspaces');
    const folder = await root.getDirectoryHandle(localStorage.getItem('sojourn.workspace')!);
    const manifest = await (await folder.getFileHandle('manifest.json')).getFile();
    return (JSON.parse(await manifest.text()) as { name: string }).name;
  });

test('a workspace that cannot be opened says why, and the others are offered', async ({ page }) => {
  await start(page);
  await openShop(page);
  await dropFiles(page, 'body', [{ name: 'other.csv', text: shopCsv.text }]);
  await named(page, 'other.csv');
  // the title line still tells of the workspace before for a moment
  await expect(async () => expect(await lastName(page)).toBe('other.csv')).toPass();
  await page.evaluate(async () => {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('workspaces');
    const id = localStorage.getItem('sojourn.workspace')!;
    await (await root.getDirectoryHandle(id)).removeEntry('sources', { recursive: true });
  });
  await page.reload();
  await expect(page.getByText('other.csv is no longer in the browser’s storage, or not whole.')).toBeVisible();
  await page.getByRole('link', { name: 'See your workspaces' }).click();
  await page.getByRole('button', { name: 'shop.csv', exact: true }).click();
  await named(page, 'shop.csv');
  await expect(events(page)).toBeVisible();
});

test('a link asks its question of the workspace that was open', async ({ page }) => {
  await start(page);
  await openShop(page);
  await page.goto('about:blank');
  await start(page, `explore/${fromLink}`);
  await named(page, 'shop.csv');
  await expect(page.locator('main').getByText('From a link').first()).toBeVisible();
});
