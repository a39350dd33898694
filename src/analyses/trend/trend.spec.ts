import type { Page } from '@playwright/test';
import { expectAccessible } from '../../../tests/support/accessible.ts';
import { expect, start, test } from '../../../tests/support/browser.ts';
import { dropFiles } from '../../../tests/support/drop-files.ts';
import { saved } from '../../../tests/support/workspace-pages.ts';

const figure = (page: Page) => page.getByRole('region', { name: 'Answer' });

/** Visits are 3, 1, 1 by day, orders 1, 2, 1; the log ends on Wednesday. */
const shop = {
  name: 'shop.csv',
  text: `user,event,time
A,visit,2024-03-04T09:00:00Z
A,order,2024-03-04T09:20:00Z
B,visit,2024-03-04T10:00:00Z
B,visit,2024-03-04T12:00:00Z
A,visit,2024-03-05T09:00:00Z
C,order,2024-03-05T09:00:00Z
C,order,2024-03-05T09:05:00Z
B,visit,2024-03-06T08:00:00Z
B,order,2024-03-06T08:10:00Z
`,
};

test('from the palette to series, a formula, a calendar and the people of a point', async ({ page }) => {
  await start(page);
  await dropFiles(page, 'body', [shop]);
  await saved(page);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Run a command' })).toBeFocused();
  await page.keyboard.type('See what happens over time');
  await page.keyboard.press('Enter');
  await expect(figure(page)).toContainText('3 people did anything');
  await page.getByRole('combobox', { name: 'Interval' }).selectOption('day');
  await page.getByRole('combobox', { name: 'Measure of series A' }).selectOption('events');
  await page.getByRole('button', { name: 'Events of series A:' }).click();
  await page.getByRole('option', { name: /^visit/ }).click();
  await page.getByRole('button', { name: 'Add series' }).click();
  const formula = page.getByRole('textbox', { name: 'Formula' });
  await formula.fill('B / C');
  await formula.blur();
  await expect(page.getByText('There is no series C. (place 5)')).toBeVisible();
  await formula.fill('B / A');
  await formula.blur();
  await expect(figure(page).locator('.says')).toContainText('B / A is 0.80 over the whole range');
  await expect(figure(page).getByRole('button', { name: /, 5 Mar: 2$/ })).toBeVisible();
  await expectAccessible(page);

  // by keyboard to the second day and its people
  await figure(page).getByRole('listbox').first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'People' })).toContainText('5 Mar');
  await page.keyboard.press('Escape');
  await figure(page).getByRole('button', { name: 'Calendar' }).click();
  await expect(figure(page).getByRole('listbox', { name: /by day/ })).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page);
});
