import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, start, test } from '../support/browser.ts';
import { channelFiles, CUSTOMERS, PLANTED, UNKNOWN_VISITORS } from '../support/channels.ts';
import { dropFromDisk, writeFolder } from '../support/drop-folder.ts';
import { named, saved } from '../support/workspace-pages.ts';

const people = CUSTOMERS + UNKNOWN_VISITORS;

async function expectOneLog(page: Page): Promise<void> {
  const main = page.locator('main');
  await expect(main).toContainText(`${people} people`, { timeout: 30_000, useInnerText: true });
  const channel = page.getByRole('region', { name: 'Columns', exact: true }).getByRole('row', { name: /^channel/ });
  await expect(channel).toContainText('4', { timeout: 30_000 });
}

async function expectPlantedFlaws(page: Page): Promise<void> {
  const quality = page.getByRole('region', { name: 'Quality', exact: true });
  for (const flaw of [
    `${PLANTED.repeats} rows repeat another row exactly`,
    `${PLANTED.withoutPerson} rows have no person`,
    `${PLANTED.unreadableTimes} time cannot be read`,
  ])
    await expect(quality).toContainText(flaw, { timeout: 30_000 });
  await expect(quality).toContainText('view product');
}

test('a folder of four channels and a table of links is one log of people, and stays without the files', async ({
  page,
}, testInfo) => {
  const folder = testInfo.outputPath('exports');
  await writeFolder(folder, await channelFiles());
  await start(page);
  await dropFromDisk(page, join(folder, 'shop'));
  await expectOneLog(page);
  await expectPlantedFlaws(page);
  await page.getByRole('tab', { name: /Identity/ }).click();
  await expect(page.locator('main')).toContainText(new RegExp(`${CUSTOMERS}\\s+of several ids`), {
    useInnerText: true,
  });
  await named(page, 'shop');
  await saved(page);

  await rm(folder, { recursive: true });
  await page.reload();
  await page.getByRole('link', { name: 'Data' }).click();
  await page.getByRole('tab', { name: 'Overview' }).click();
  await expectOneLog(page);
  await expectPlantedFlaws(page);
});
