import type { Page } from '@playwright/test';
import { expectAccessible } from '../../../tests/support/accessible.ts';
import { expect, start, test } from '../../../tests/support/browser.ts';
import { dropFiles } from '../../../tests/support/drop-files.ts';
import { saved } from '../../../tests/support/workspace-pages.ts';

const answer = (page: Page) => page.getByRole('region', { name: 'Answer' });

/** A stays for a day and comes back, B comes once; the log ends on Thursday. */
const visits = {
  name: 'visits.csv',
  text: `user,event,time
A,visit,2024-03-04T09:00:00Z
A,visit,2024-03-05T09:00:00Z
A,visit,2024-03-07T09:00:00Z
B,visit,2024-03-05T09:00:00Z
`,
};

test('from the palette to who went dormant, and from one state to the next', async ({ page }) => {
  await start(page);
  await dropFiles(page, 'body', [visits]);
  await saved(page);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Run a command' })).toBeFocused();
  await page.keyboard.type('See who comes and goes');
  await page.keyboard.press('Enter');
  const dormant = answer(page).getByRole('button', { name: '2 people dormant, 6 Mar' });
  await expect(dormant).toHaveText('2');
  await expect(answer(page).getByRole('row', { name: '7 Mar open' })).toBeVisible();
  const figure = answer(page).getByRole('listbox');
  await figure.focus();
  await expect(answer(page).getByRole('option', { selected: true })).toHaveText('4 Mar: 1 person new');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const people = page.getByRole('complementary', { name: 'People' });
  await expect(people).toContainText('1 person returning');
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.keyboard.press('Escape');
  await answer(page).getByRole('button', { name: 'From day to day' }).click();
  await answer(page).getByRole('button', { name: '1 of 2 new were returning the day after, 50.0%' }).click();
  await expect(people).toContainText('new, then returning');
});
