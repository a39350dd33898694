import type { Page } from '@playwright/test';
import { expectAccessible } from '../../../tests/support/accessible.ts';
import { expect, start, test } from '../../../tests/support/browser.ts';
import { dropFiles } from '../../../tests/support/drop-files.ts';

const figure = (page: Page) => page.getByRole('region', { name: 'Answer' });

/** Three visits: A looks around and pays, B pays and comes back hours later. */
const visits = {
  name: 'visits.csv',
  text: `user,event,time
A,Cart,2024-03-01T09:00:00Z
A,Pay,2024-03-01T09:02:00Z
A,Help,2024-03-01T09:05:00Z
A,Pay,2024-03-01T09:06:00Z
B,Cart,2024-03-01T09:00:00Z
B,Pay,2024-03-01T09:04:00Z
B,Cart,2024-03-01T14:00:00Z
`,
};

test('from a flow to its people, the graph, the position table and the links', async ({ page }) => {
  await start(page);
  await dropFiles(page, 'body', [visits]);
  await page.getByRole('link', { name: 'Explore' }).first().click();
  await page.getByRole('button', { name: 'Show document' }).first().click();
  const document = { sojourn: 1, analysis: { kind: 'paths' } };
  await page.getByRole('textbox', { name: 'Document as JSON' }).fill(JSON.stringify(document));
  await page.getByRole('button', { name: 'Ask this' }).click();

  const link = figure(page).getByRole('button', { name: /^Cart → Pay, step 1 to 2: 2 visits, 66\.7%/ });
  await expect(link).toBeVisible({ timeout: 30_000 });
  await expect(figure(page)).toContainText('All 3 links are shown, 100% of all moves');
  await expectAccessible(page);
  await link.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'People' })).toContainText('2 people went from “Cart” to “Pay”');
  await page.keyboard.press('Escape');
  await link.focus();
  await page.keyboard.press('ArrowRight');
  await expect(link).not.toBeFocused();

  await figure(page).getByRole('button', { name: 'Graph with loops' }).click();
  const edge = figure(page).getByRole('button', { name: /^Pay → Help: 1 time, 33\.3% of all at Pay/ });
  await expect(edge).toBeVisible();
  await expectAccessible(page);
  await figure(page).getByRole('button', { name: 'Position table' }).click();
  await expect(figure(page).getByRole('button', { name: 'Cart is step 1 of 3 visits, 100%' })).toBeVisible();
  await figure(page).getByRole('button', { name: 'Links', exact: true }).click();
  await expect(figure(page).getByRole('row')).not.toHaveCount(0);
  await expectAccessible(page);

  await page.getByRole('switch', { name: 'Join repeats in a row' }).click();
  await page.getByRole('spinbutton', { name: 'Most links' }).fill('1');
  await expect(figure(page)).toContainText('Shown: 1 of 3 links, 50.0% of all moves');
  await figure(page).getByRole('button', { name: 'Show all' }).click();
  await expect(figure(page)).toContainText('All 3 links are shown');
});
