import type { Page } from '@playwright/test';
import { expectAccessible } from '../../../tests/support/accessible.ts';
import { expect, start, test } from '../../../tests/support/browser.ts';
import { dropFiles } from '../../../tests/support/drop-files.ts';
import { shopCsv } from '../../../tests/support/shop.ts';

const figure = (page: Page) => page.getByRole('region', { name: 'Answer' });

test('from the palette to the people who did things in an order', async ({ page }) => {
  await start(page);
  await dropFiles(page, 'body', [shopCsv]);
  await expect(page.getByRole('link', { name: 'Build a funnel' })).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Run a command' })).toBeFocused();
  await page.keyboard.type('Look for a sequence');
  await page.keyboard.press('Enter');
  await expect(figure(page)).toContainText('20 people did this');
  await page.getByRole('button', { name: 'Then, right after' }).click();
  await expect(figure(page)).toContainText('did this');
  await page.getByRole('button', { name: 'Remove part 4' }).click();
  await expectAccessible(page);
  await figure(page)
    .getByRole('button', { name: /did not/ })
    .click();
  await expect(page.getByRole('complementary', { name: 'People' })).toContainText('20 people did not');
});
