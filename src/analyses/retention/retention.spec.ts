import type { Page } from '@playwright/test';
import { expectAccessible } from '../../../tests/support/accessible.ts';
import { expect, start, test } from '../../../tests/support/browser.ts';
import { dropFiles } from '../../../tests/support/drop-files.ts';
import { saved } from '../../../tests/support/workspace-pages.ts';

const figure = (page: Page) => page.getByRole('region', { name: 'Answer' });

/** A and B begin on Monday, C on Tuesday; the log ends on Wednesday. */
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

test('from the palette to the people of a cell', async ({ page }) => {
  await start(page);
  await dropFiles(page, 'body', [visits]);
  await saved(page);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Run a command' })).toBeFocused();
  await page.keyboard.type('See who comes back');
  await page.keyboard.press('Enter');
  const cell = figure(page).getByRole('button', { name: '4 Mar, day 1: 1 of 2 people, 50.0%' });
  await expect(cell).toHaveText('50.0%');
  await expect(figure(page).getByRole('button', { name: '4 Mar, day 2: 2 of 2 people, 100%, open' })).toBeVisible();
  await figure(page).getByRole('button', { name: 'Counts' }).click();
  await expect(cell).toHaveText('1');
  await page.getByRole('combobox', { name: 'Back' }).selectOption('onOrAfter');
  await expect(figure(page).getByRole('button', { name: '4 Mar, day 1: 2 of 2 people, 100%' })).toHaveText('2');
  await page.getByRole('button', { name: 'More rules' }).click();
  const widths = page.getByRole('textbox', { name: 'Widths of the columns' });
  await widths.fill('two');
  await widths.blur();
  await expect(page.getByText('Whole numbers of days, such as 1, 2, 4.')).toBeVisible();
  await expectAccessible(page);
  await widths.fill('2');
  await widths.blur();
  await expect(figure(page).getByRole('button', { name: '4 Mar, day 1–2: 2 of 2 people, 100%, open' })).toBeVisible();
  await widths.fill('');
  await widths.blur();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  const later = figure(page).getByRole('button', { name: '4 Mar, day 2' });
  await later.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'People' })).toContainText('Came back: 4 Mar');
});

test('from a curve, another measure and the time until last seen to people', async ({ page }) => {
  await start(page);
  await dropFiles(page, 'body', [visits]);
  await saved(page);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Run a command' })).toBeFocused();
  await page.keyboard.type('See who comes back');
  await page.keyboard.press('Enter');
  const people = page.getByRole('complementary', { name: 'People' });
  await figure(page)
    .getByRole('listbox', { name: /Share that came back/ })
    .focus();
  await expect(figure(page).getByRole('option')).toContainText('All, day 1: 1 of 2 people, 50.0%');
  await page.keyboard.press('Enter');
  await expect(people).toContainText('Came back: All');
  await figure(page).getByRole('button', { name: 'People', exact: true }).click();
  await expect(figure(page).getByRole('columnheader', { name: 'People' })).toHaveAttribute('aria-sort', 'descending');
  await page.getByRole('combobox', { name: 'Measure' }).selectOption('events');
  await expect(
    figure(page).getByRole('button', { name: '4 Mar, day 1: 1 return by 1 of 2 people, 0.50 for each' }),
  ).toHaveText('0.50');
  await page.getByRole('button', { name: 'More rules' }).click();
  await page.getByRole('combobox', { name: 'Until last seen' }).selectOption('own');
  const after = page.getByRole('spinbutton', { name: 'Gone after' });
  await after.fill('1');
  await after.blur();
  await figure(page).getByRole('button', { name: 'Until last seen' }).click();
  await figure(page)
    .getByRole('button', { name: /are gone/ })
    .click();
  await expect(people).toContainText('Gone when the log ends');
  await expectAccessible(page);
});
