import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { expect, start, test } from '../support/browser.ts';
import { dropFiles } from '../support/drop-files.ts';
import { add, choose, command, list, sentence, size } from '../support/segment-pages.ts';
import { shopCsv } from '../support/shop.ts';
import { saved } from '../support/workspace-pages.ts';

/** Of 40 people who view, 20 add to the cart and 5 of these place an order; 10 of the 40 use a phone. */
async function openSegments(page: Page): Promise<void> {
  await start(page);
  await dropFiles(page, 'body', [shopCsv]);
  await saved(page);
  await page.getByRole('link', { name: 'Segments', exact: true }).click();
  await expect(size(page)).toContainText('40 people');
}

/** Added to the cart and did not order: 15 people. */
async function buildByMouse(page: Page): Promise<void> {
  await add(page, 'Did something');
  await choose(page, 'Event of rule 1', 'Add to cart');
  await expect(size(page)).toContainText('20 people');
  await add(page, 'Did something');
  await choose(page, 'Event of rule 2', 'Place order');
  await expect(size(page)).toContainText('5 people');
  await page.getByRole('combobox', { name: 'Holds or not, rule 2' }).selectOption('not');
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
  await page.getByRole('combobox', { name: 'Holds or not, rule 1' }).selectOption('not');
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
  const says = sentence(page);
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
    for (const kind of ['Has a property', 'Stage of life', 'One of these ids']) await add(page, kind);
    for (const button of ['Group', 'Sequence, A then B', 'Reached a funnel step'])
      await page.getByRole('button', { name: button, exact: true }).click();
    await expect(page.getByText('Nobody came back after half an hour')).toBeVisible();
    await expect(size(page)).toHaveAttribute('aria-busy', 'false');
    await expectAccessible(page);
  });
}

test('a rule is drawn to another place and into a group, each one step of undo', async ({ page }) => {
  await openSegments(page);
  await buildByMouse(page);
  await page.getByRole('button', { name: 'Group', exact: true }).click();
  const says = sentence(page);
  const before = 'People who did Add to cart, did not do Place order, and did View product.';
  await expect(says).toHaveText(before);
  const rules = page.locator('[data-builder] li');
  const draw = async (from: number, to: number, share: number) => {
    await rules.nth(from).hover();
    await rules.nth(from).locator('.grip').first().hover();
    await page.mouse.down();
    const box = (await rules.nth(to).boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height * share, { steps: 8 });
    await expect(page.locator('.here')).toBeVisible();
    await page.mouse.up();
    await expect(page.locator('.here')).toBeHidden();
  };

  await draw(1, 0, 0.2);
  await expect(says).toHaveText('People who did not do Place order, did Add to cart, and did View product.');
  await expect(page.getByText('Rule 2 is now rule 1.')).toBeAttached();
  await expect(page.getByRole('button', { name: 'More for rule 1', exact: true })).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(says).toHaveText(before);

  await draw(0, 3, 0.9);
  await expect(says).toHaveText('People who did not do Place order, and either did View product or did Add to cart.');
  await expect(size(page)).toContainText('35 people');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(says).toHaveText('People who did not do Place order, did View product, and did Add to cart.');
  await page.keyboard.press('Alt+ArrowRight');
  await expect(says).toHaveText('People who did not do Place order, and either did View product or did Add to cart.');

  // let go where it stands, and let go by Esc, nothing is changed
  await rules.nth(0).locator('.grip').first().hover();
  await page.mouse.down();
  await page.mouse.move(600, 700, { steps: 4 });
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(says).toHaveText('People who did not do Place order, and either did View product or did Add to cart.');
});

test('a link carries the rules, and a document is pasted', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openSegments(page);
  await buildByMouse(page);
  await page.getByRole('textbox', { name: 'Name of the segment' }).fill('Left the cart');
  await page.getByRole('button', { name: 'More for the segment' }).click();
  await page.getByRole('button', { name: 'Copy as link' }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).pathname).toMatch(/\/segments\/$/);

  await page.getByRole('button', { name: 'New segment' }).click();
  await expect(size(page)).toContainText('40 people');
  await saved(page);
  await page.goto(link);
  await expect(size(page)).toContainText('15 people', { timeout: 30_000 });
  await expect(page.getByRole('textbox', { name: 'Name of the segment' })).toHaveValue('Left the cart');
  expect(new URL(page.url()).hash).toBe('');

  await command(page, 'Show document');
  const text = page.getByRole('textbox', { name: 'Document as JSON' });
  await text.fill('{ "sojourn": 1, "segment": { "all": [{ "did": { "event": 5 } }] } }');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('alert')).toContainText('segment.all[0].did.event');
  await text.fill('{ "sojourn": 1, "segment": { "did": { "event": "Place order" } } }');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(size(page)).toContainText('5 people');
  await expect(page.getByRole('button', { name: '5 people left after rule 1' })).toBeVisible();

  // the palette undoes what is on the screen
  await command(page, 'Undo');
  await expect(size(page)).toContainText('15 people');

  await page.getByRole('button', { name: 'Use in Explore' }).click();
  await expect(page.getByRole('region', { name: 'Answer' })).toContainText('Of 15 people');
});

test('ids from a file, a value nobody has, steps of a funnel and stages of life', async ({ page }) => {
  await openSegments(page);
  await add(page, 'One of these ids');
  await expect(size(page)).toContainText('0 people');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'From a file' }).click();
  const text = 'visitor_id;note\nv-001;x\n"v-002";y\nv-777;z\n';
  await (await chooser).setFiles({ name: 'some.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await expect(page.getByText('3 ids: 2 people in the data')).toBeVisible();
  await expect(size(page)).toContainText('2 people');
  await page.getByRole('button', { name: 'More for rule 1' }).focus();
  await page.keyboard.press('Delete');

  await add(page, 'Has a property');
  await choose(page, 'Property of rule 1', 'device');
  await page.getByRole('combobox', { name: 'Condition of rule 1' }).selectOption('is');
  // ten views, five carts, two orders, and two rows that are events of nobody
  await expect(page.getByRole('option', { name: /Phone/ })).toContainText('19');
  await page.keyboard.type('Phnoe');
  await page.keyboard.press('Enter');
  await expect(page.getByText('No event has a device that is “Phnoe”.')).toBeVisible();
  await expect(size(page)).toContainText('0 people');
  await choose(page, 'Value of rule 1', 'Phone');
  await expect(size(page)).toContainText('10 people');
  await page.getByRole('button', { name: 'Remove Phnoe from rule 1' }).click();
  await expect(page.getByText('No event has')).toBeHidden();

  // of the ten, the five of the first twenty added to the cart
  await page.getByRole('button', { name: 'Reached a funnel step' }).click();
  await expect(size(page)).toContainText('5 people');
  await page.getByRole('combobox', { name: 'Reached or left, rule 2' }).selectOption('left before');
  await expect(size(page)).toContainText('5 people');
  await page.getByRole('button', { name: 'Add a funnel step to rule 2' }).click();
  await choose(page, 'Funnel step 3 of rule 2', 'Place order');
  await page.getByRole('combobox', { name: 'Which step, rule 2' }).selectOption('3 Place order');
  // v-001 and v-005 ordered
  await expect(size(page)).toContainText('3 people');

  await add(page, 'Stage of life');
  await expect(
    page.getByText('Nobody came back after half an hour, so 30 days and 90 days are proposed.'),
  ).toBeVisible();
  await page.getByRole('combobox', { name: 'Stage, rule 3' }).selectOption('new');
  await expect(size(page)).toContainText('3 people');
  await page.getByRole('spinbutton', { name: 'Silent after, rule 3' }).fill('4');
  // of the three who came on the 9th, the 13th and the 17th, only the last came within 4 days of the 20th
  await expect(size(page)).toContainText('1 person');
  await page.getByRole('button', { name: 'Back to 30 days and 90 days, as the data says' }).click();
  await expect(size(page)).toContainText('3 people');
});
