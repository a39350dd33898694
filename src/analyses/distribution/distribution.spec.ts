import type { Page } from '@playwright/test';
import { expectAccessible } from '../../../tests/support/accessible.ts';
import { expect, start, test } from '../../../tests/support/browser.ts';
import { dropFiles } from '../../../tests/support/drop-files.ts';
import { saved } from '../../../tests/support/workspace-pages.ts';

const answer = (page: Page) => page.getByRole('region', { name: 'Answer' });

/** A visits four times, B twice, C once. */
const visits = {
  name: 'visits.csv',
  text: `user,event,time
A,visit,2024-03-04T09:00:00Z
A,visit,2024-03-04T10:00:00Z
A,visit,2024-03-05T09:00:00Z
A,visit,2024-03-06T09:00:00Z
B,visit,2024-03-04T09:00:00Z
B,visit,2024-03-04T11:00:00Z
C,visit,2024-03-05T09:00:00Z
`,
};

test('from the palette to who did it so often, and to those with the most', async ({ page }) => {
  await start(page);
  await dropFiles(page, 'body', [visits]);
  await saved(page);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Run a command' })).toBeFocused();
  await page.keyboard.type('See how much each does');
  await page.keyboard.press('Enter');
  await expect(answer(page)).toContainText('3 people: 2.33 events each on average, half have 2 or less.');
  await answer(page).getByRole('listbox').focus();
  await expect(answer(page).getByRole('option', { selected: true })).toContainText('1 person with 1 event, 33.3%');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  const people = page.getByRole('complementary', { name: 'People' });
  await expect(people).toContainText('1 person with 4 events');
  await answer(page).getByRole('slider', { name: 'events per person from' }).press('ArrowRight');
  await answer(page).getByRole('button', { name: '2 people with 2–4 events' }).press('Enter');
  await expect(people).toContainText('2 people with 2–4 events');
  await answer(page).getByRole('button', { name: 'All bars' }).click();
  const bars = (await answer(page).getByRole('listbox').boundingBox())!;
  await page.mouse.move(bars.x + 60, bars.y + 100);
  await page.mouse.down();
  await page.mouse.move(bars.x + bars.width * 0.4, bars.y + 100, { steps: 3 });
  await page.mouse.up();
  await expect(people).toContainText('2 people with 1–2 events');
  await page.getByRole('textbox', { name: 'Numbers that bins begin with' }).fill('2, 4');
  await page.keyboard.press('Enter');
  await expect(answer(page).getByRole('rowheader', { name: 'under 2' })).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.keyboard.press('Escape');
  await answer(page).getByRole('button', { name: 'Those with the most' }).click();
  await answer(page).getByRole('button', { name: '2 people with the most, top 40%' }).click();
  await expect(people).toContainText('2 people with the most');
});
