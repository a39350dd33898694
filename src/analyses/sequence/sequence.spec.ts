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
  await page.getByRole('button', { name: 'Add a step to the pattern' }).click();
  const line = page.getByRole('textbox', { name: 'the pattern as text' });
  await expect(line).toHaveValue(/→ … → .* → … →/);
  await page.getByRole('button', { name: 'Remove step 3 of the pattern' }).click();
  await expect(figure(page)).toContainText('20 people did this');
  const before = await line.inputValue();
  await line.fill(`${before} within`);
  await line.press('Enter');
  await expect(page.getByRole('alert')).toContainText('How long?');
  await line.fill(`${before} within 3 weeks`);
  await line.press('Enter');
  await expect(figure(page)).toContainText('did this within 3 weeks');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(line).toHaveValue(before);
  await expectAccessible(page);
  await figure(page)
    .getByRole('button', { name: /did not/ })
    .click();
  await expect(page.getByRole('complementary', { name: 'People' })).toContainText('20 people did not');
});
