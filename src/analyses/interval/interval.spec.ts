import type { Page } from '@playwright/test';
import { expectAccessible } from '../../../tests/support/accessible.ts';
import { expect, start, test } from '../../../tests/support/browser.ts';
import { dropFiles } from '../../../tests/support/drop-files.ts';
import { saved } from '../../../tests/support/workspace-pages.ts';

const answer = (page: Page) => page.getByRole('region', { name: 'Answer' });

/** A orders 2 h after the visit, B 30 min after, C not before the log ends. */
const visits = {
  name: 'visits.csv',
  text: `user,event,time
A,visit,2024-03-04T09:00:00Z
A,order,2024-03-04T11:00:00Z
B,visit,2024-03-05T09:00:00Z
B,order,2024-03-05T09:30:00Z
C,visit,2024-03-06T09:00:00Z
`,
};

test('from the palette to who took so long, who is open, and a box of one day', async ({ page }) => {
  await start(page);
  await dropFiles(page, 'body', [visits]);
  await saved(page);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Run a command' })).toBeFocused();
  await page.keyboard.type('See how long it takes');
  await page.keyboard.press('Enter');
  await expect(answer(page)).toContainText('2 of 3 people who did “visit” did “order” later: half within 1 h 15 min');
  for (const name of ['visit', 'order']) {
    await page.getByRole('button', { name: 'To event: ' }).click();
    await page.getByRole('combobox', { name: 'To event', exact: true }).fill(name);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: `To event: ${name}` })).toBeVisible();
  }
  await expect(answer(page)).toContainText('2 of 3 people');
  await answer(page).getByRole('listbox').focus();
  await page.keyboard.press('End');
  await expect(answer(page).getByRole('option', { selected: true })).toContainText('took 2–4 h, 50.0%');
  await page.keyboard.press('Enter');
  const people = page.getByRole('complementary', { name: 'People' });
  await expect(people).toContainText('1 person took 2–4 h');
  await answer(page).getByRole('button', { name: '1 person without “order” as yet', exact: true }).click();
  await expect(people).toContainText('without “order” as yet');
  await page.getByRole('combobox', { name: 'Boxes by period' }).selectOption('day');
  await answer(page).getByRole('button', { name: 'By day' }).click();
  await answer(page).getByRole('listbox').focus();
  await expect(answer(page).getByRole('option', { selected: true })).toContainText('4 Mar: 1 person');
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.keyboard.press('Enter');
  await expect(people).toContainText('begun in the day of 4 Mar');
});
