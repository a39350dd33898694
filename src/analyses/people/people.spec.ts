import type { Page } from '@playwright/test';
import { expectAccessible } from '../../../tests/support/accessible.ts';
import { expect, start, test } from '../../../tests/support/browser.ts';
import { dropFiles } from '../../../tests/support/drop-files.ts';
import { shopCsv } from '../../../tests/support/shop.ts';

const answer = (page: Page) => page.getByRole('region', { name: 'Answer' });
const rows = (page: Page) => answer(page).locator('tbody tr');

test('sort, find and filter people, list them and look at one, by keyboard too', async ({ page }) => {
  await start(page);
  await dropFiles(page, 'body', [shopCsv]);
  await expect(page.getByRole('link', { name: 'Build a funnel' })).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Run a command' })).toBeFocused();
  await page.keyboard.type('List the people');
  await page.keyboard.press('Enter');
  await expect(answer(page)).toContainText('40 people');
  await expect(rows(page)).toHaveCount(40);
  await expectAccessible(page);

  const events = answer(page).getByRole('columnheader', { name: 'Events' });
  await events.getByRole('button').press('Enter');
  await expect(events).toHaveAttribute('aria-sort', 'descending');
  await expect(events.getByRole('button')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(events).toHaveAttribute('aria-sort', 'ascending');

  await answer(page).getByRole('button', { name: 'Filter by Events' }).click();
  const from = page.getByRole('slider', { name: 'Events, from' });
  await from.focus();
  await page.keyboard.press('ArrowRight');
  await expect(from).toHaveValue('1');
  await page.getByRole('button', { name: 'Show only these' }).click();
  await expect(answer(page)).toContainText(/\d+ of 40 people/);
  const passing = Number(/(\d+) of 40 people/.exec((await answer(page).textContent())!)![1]);
  expect(passing).toBeGreaterThan(0);
  expect(passing).toBeLessThan(40);
  await expect(rows(page)).toHaveCount(passing);
  await answer(page).getByRole('button', { name: 'List them all' }).click();
  await expect(page.getByRole('complementary', { name: 'People' })).toContainText(`${passing} people`);
  await page.getByRole('button', { name: 'Close', exact: true }).click();

  const find = answer(page).getByRole('searchbox', { name: 'Find ids that contain' });
  await find.fill('nobody is called so');
  await expect(answer(page)).toContainText('Nobody with “nobody is called so” in the id passes the filters.');
  await answer(page).getByRole('button', { name: 'Show everybody' }).click();
  await expect(rows(page)).toHaveCount(40);

  const first = rows(page).first().getByRole('button');
  await first.focus();
  await page.keyboard.press('ArrowDown');
  const second = rows(page).nth(1).getByRole('button');
  await expect(second).toBeFocused();
  const id = (await second.textContent())!;
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary')).toContainText(id);
});
