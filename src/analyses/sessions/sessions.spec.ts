import type { Page } from '@playwright/test';
import { expectAccessible } from '../../../tests/support/accessible.ts';
import { expect, start, test } from '../../../tests/support/browser.ts';
import { dropFiles } from '../../../tests/support/drop-files.ts';
import { saved } from '../../../tests/support/workspace-pages.ts';

const answer = (page: Page) => page.getByRole('region', { name: 'Answer' });

/** A has a session of half an hour and a bounce, B one of ten minutes and a bounce on the next day. */
const visits = {
  name: 'visits.csv',
  text: `user,event,time
A,home,2024-03-04T09:00:00Z
A,shop,2024-03-04T09:30:00Z
A,home,2024-03-04T10:00:01Z
B,shop,2024-03-04T23:50:00Z
B,pay,2024-03-05T00:00:00Z
B,home,2024-03-05T08:00:00Z
`,
};

test('from the palette to who had the sessions of an hour, and those that end with an event', async ({ page }) => {
  await start(page);
  await dropFiles(page, 'body', [visits]);
  await saved(page);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Run a command' })).toBeFocused();
  await page.keyboard.type('Look at sessions');
  await page.keyboard.press('Enter');
  await expect(answer(page)).toContainText('4 sessions of 2 people');
  await expect(answer(page)).toContainText('took 20 min 00 s on average');
  await answer(page).getByRole('button', { name: 'By hour' }).click();
  await answer(page).getByRole('listbox').focus();
  await expect(answer(page).getByRole('option', { selected: true })).toContainText('08:00: 1 session, 1 of one event');
  const people = page.getByRole('complementary', { name: 'People' });
  await page.keyboard.press('Enter');
  await expect(people).toContainText('Who had 1 session of one event begun from 08:00 to 09:00');
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.keyboard.press('Escape');
  await answer(page).getByRole('button', { name: 'Last events' }).click();
  await answer(page).getByRole('button', { name: 'Who had 2 sessions that end with “home”' }).click();
  await expect(people).toContainText('100% of them of one event');
});
