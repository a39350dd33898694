import type { Page } from '@playwright/test';
import { expectAccessible } from '../../../tests/support/accessible.ts';
import { expect, start, test } from '../../../tests/support/browser.ts';
import { dropFiles } from '../../../tests/support/drop-files.ts';
import { saved } from '../../../tests/support/workspace-pages.ts';

const answer = (page: Page) => page.getByRole('region', { name: 'Answer' });

/** A comes on three days, B on two, C on one. */
const visits = {
  name: 'visits.csv',
  text: `user,event,time
A,visit,2024-03-04T09:00:00Z
A,visit,2024-03-05T09:00:00Z
A,visit,2024-03-06T09:00:00Z
B,visit,2024-03-04T09:00:00Z
B,visit,2024-03-06T09:00:00Z
C,visit,2024-03-05T09:00:00Z
`,
};

test('from the palette to who came on so many days, and who was active around a day', async ({ page }) => {
  await start(page);
  await dropFiles(page, 'body', [visits]);
  await saved(page);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Run a command' })).toBeFocused();
  await page.keyboard.type('See how often people come');
  await page.keyboard.press('Enter');
  await expect(answer(page)).toContainText('2 days on average');
  const figure = answer(page).getByRole('listbox');
  await figure.focus();
  await expect(answer(page).getByRole('option', { selected: true })).toContainText('1 day: 1 person');
  await answer(page).getByRole('button', { name: 'Or more', exact: true }).click();
  await expect(answer(page).getByRole('option').first()).toContainText('1 day or more: 3 people');
  const people = page.getByRole('complementary', { name: 'People' });
  await answer(page).getByRole('button', { name: '2 people active in 2 days or more' }).click();
  await expect(people).toContainText('2 people active in 2 days or more');
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.keyboard.press('Escape');
  await answer(page).getByRole('button', { name: 'Over time' }).click();
  await answer(page).getByRole('button', { name: '3 people active in the 7 days that end with it, 5 Mar' }).click();
  await expect(people).toContainText('3 people active in the 7 days');
});
