import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { expect, start, test } from '../support/browser.ts';
import { dropFiles } from '../support/drop-files.ts';
import { shopCsv } from '../support/shop.ts';
import { saved } from '../support/workspace-pages.ts';

/** Of 40 people who view, 20 add to the cart and 5 of these place an order; 10 of the 40 use a phone. */
async function openSegments(page: Page): Promise<void> {
  await start(page);
  await dropFiles(page, 'body', [shopCsv]);
  await saved(page);
  await page.getByRole('link', { name: 'Segments' }).click();
  await expect(size(page)).toContainText('40 people');
}

const size = (page: Page) => page.getByRole('region', { name: 'Segment' }).getByRole('status').first();
const list = (page: Page) => page.getByRole('navigation', { name: 'Saved segments' });

async function add(page: Page, what: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a rule', exact: true }).click();
  await page.getByRole('button', { name: what, exact: true }).click();
}

async function choose(page: Page, field: string, event: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${field}:`) }).click();
  await page.getByRole('option', { name: event }).click();
}

/** Added to the cart and did not order: 15 people. */
async function buildByMouse(page: Page): Promise<void> {
  await add(page, 'Did something');
  await choose(page, 'Event of rule 1', 'Add to cart');
  await expect(size(page)).toContainText('20 people');
  await add(page, 'Did something');
  await choose(page, 'Event of rule 2', 'Place order');
  await expect(size(page)).toContainText('5 people');
  await page.getByRole('combobox', { name: 'Holds or not, rule 2' }).selectOption('did not do');
  await expect(size(page)).toContainText('15 people');
  await expect(size(page)).toContainText('37.5% of 40');
}

test('two rules by mouse, counted, saved, and there again after a reload', async ({ page }) => {
  await openSegments(page);
  await buildByMouse(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Give it a name first.')).toBeVisible();
  await page.keyboard.type('Left the cart');
  await page.keyboard.press('Enter');
  await expect(list(page).getByRole('button', { name: /Left the cart/ })).toContainText('15');
  await saved(page);
  await page.reload();
  await expect(size(page)).toContainText('15 people', { timeout: 30_000 });
  await expect(list(page).getByRole('button', { name: /Left the cart/ })).toContainText('15');

  await size(page).getByRole('button', { name: '15' }).click();
  const people = page.getByRole('complementary', { name: 'People' });
  await expect(people.getByRole('row')).toHaveCount(16);
  await expectAccessible(page);

  // inside another
  await page.getByRole('button', { name: 'New segment' }).click();
  await expect(size(page)).toContainText('40 people');
  await add(page, 'In a saved segment');
  await expect(size(page)).toContainText('15 people');
  await page.getByRole('combobox', { name: 'Holds or not, rule 1' }).selectOption('are not');
  await expect(size(page)).toContainText('25 people');

  // of a question
  await page.getByRole('link', { name: 'Explore' }).click();
  const answer = page.getByRole('region', { name: 'Answer' });
  await expect(answer).toContainText('Of 40 people');
  await page.getByRole('button', { name: 'Who: Everyone' }).click();
  await page.getByRole('option', { name: 'Left the cart' }).click();
  await expect(answer).toContainText('Of 15 people');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(answer).toContainText('Of 40 people');
});

test('two rules by keyboard, moved, grouped, removed and undone', async ({ page }) => {
  await openSegments(page);
  const adder = page.getByRole('button', { name: 'Add a rule', exact: true });
  for (const event of ['add', 'place']) {
    await adder.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page
      .getByRole('button', { name: /^Event of rule \d/ })
      .last()
      .focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type(event);
    await page.keyboard.press('Enter');
  }
  await expect(size(page)).toContainText('5 people');
  const says = page.locator('.says');
  await expect(says).toHaveText('People who did Add to cart and did Place order.');
  await page.getByRole('button', { name: 'More for rule 1' }).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(says).toHaveText('People who did Place order and did Add to cart.');
  await expect(page.getByRole('button', { name: 'More for rule 2' })).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(says).toHaveText('People who did Place order.');
  await page.keyboard.press('Control+z');
  await expect(says).toHaveText('People who did Place order and did Add to cart.');
  await page.getByRole('combobox', { name: 'All or any' }).selectOption('any');
  await expect(size(page)).toContainText('20 people');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`rules and their count have nothing axe finds wrong, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await openSegments(page);
    await buildByMouse(page);
    for (const kind of ['Has a property', 'Did in an order', 'Stage of life', 'One of these ids', 'Group'])
      await add(page, kind);
    await expect(size(page)).toHaveAttribute('aria-busy', 'false');
    await expectAccessible(page);
  });
}
