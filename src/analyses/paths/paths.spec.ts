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

  await page.getByRole('button', { name: 'Show document' }).first().click();
  const compare = { segments: [{ did: { event: 'Help' } }], names: ['Asked', 'The others'] };
  const beside = { sojourn: 1, analysis: { kind: 'paths', compare, matrixAt: 'Pay' } };
  await page.getByRole('textbox', { name: 'Document as JSON' }).fill(JSON.stringify(beside));
  await page.getByRole('button', { name: 'Ask this' }).click();
  await expect(figure(page)).toContainText('“Asked”: 1 visit; “The others”: 2 visits.');
  await figure(page)
    .getByRole('button', { name: /^50\.0%: 1 person of “The others”, Cart → Pay, step 1 to 2/ })
    .click();
  await expect(page.getByRole('complementary', { name: 'People' })).toContainText('1 person of “The others”');
  await page.keyboard.press('Escape');
  await figure(page).getByRole('button', { name: 'Position table' }).click();
  await expect(figure(page)).toContainText('Around the first “Pay” of 2 visits that have one');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await figure(page).getByRole('button', { name: 'Links', exact: true }).click();
  await figure(page).getByRole('button', { name: 'Ask about Cart → Pay' }).first().click();
  await page.getByRole('button', { name: 'Build a funnel' }).click();
  await expect(figure(page).getByRole('heading', { level: 1 })).toContainText('Cart → Pay');
  await figure(page).getByRole('button', { name: 'Paths: who went on to Pay against who left before it' }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(figure(page)).toContainText('All 3 links are shown');
});

test('a pattern, and nodes called otherwise, hidden and started from on the figure itself', async ({ page }) => {
  await start(page);
  await dropFiles(page, 'body', [visits]);
  await page.getByRole('link', { name: 'Explore' }).first().click();
  await page.getByRole('button', { name: 'Show document' }).first().click();
  const then = [{ event: 'Cart' }, { any: '*' }, { event: 'Pay' }];
  const document = { sojourn: 1, analysis: { kind: 'paths', pattern: { then } } };
  await page.getByRole('textbox', { name: 'Document as JSON' }).fill(JSON.stringify(document));
  await page.getByRole('button', { name: 'Ask this' }).click();

  await expect(figure(page)).toContainText('2 of 3 visits hold Cart → … → Pay', { timeout: 30_000 });
  await figure(page).getByRole('button', { name: '1 left out' }).click();
  await expect(page.getByRole('complementary', { name: 'People' })).toContainText('a visit without the pattern');
  await page.keyboard.press('Escape');
  const line = page.getByRole('textbox', { name: 'the pattern as text' });
  await line.fill('Cart -> ... -> Help within 1 hour');
  await line.press('Enter');
  await expect(figure(page)).toContainText('1 of 3 visits hold');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save as segment' }).click();
  await page.getByRole('textbox', { name: 'Name of the segment' }).press('Enter');
  await expect(page.getByText(/^Saved as a segment: Cart → … → Help within 1 hour/)).toBeVisible();
  await figure(page).getByRole('button', { name: 'Show all visits' }).click();
  await expect(figure(page)).toContainText('Of 3 visits');

  const cart = figure(page).getByRole('button', { name: /^Cart, step 1/ });
  await cart.focus();
  await page.keyboard.press('m');
  await page.getByRole('button', { name: 'Rename…' }).click();
  await page.keyboard.type('Basket');
  await page.keyboard.press('Enter');
  await expect(figure(page).getByRole('button', { name: /^Basket → Pay, step 1 to 2: 2 visits/ })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Rule 1: are called' })).toHaveValue('Basket');
  await page.getByText('1 name, 3 events').click();
  await expect(page.getByRole('list', { name: 'Names that rule 1 matches' })).toContainText('Cart');

  await figure(page).getByRole('button', { name: 'Links', exact: true }).click();
  await figure(page).getByRole('button', { name: 'Help', exact: true }).first().click();
  await page.getByRole('button', { name: 'Hide', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Show Help' })).toBeVisible();
  await figure(page).getByRole('button', { name: 'Pay', exact: true }).first().click({ button: 'right' });
  await page.getByRole('button', { name: 'Only from here' }).click();
  await expect(page.getByRole('button', { name: 'Start at: Pay' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Start at: anywhere' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show Help' })).toBeVisible();
});
