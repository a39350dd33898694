import type { Page } from '@playwright/test';
import { expectAccessible } from '../../../tests/support/accessible.ts';
import { expect, start, test } from '../../../tests/support/browser.ts';
import { dropFiles } from '../../../tests/support/drop-files.ts';
import { killEngine } from '../../../tests/support/kill-engine.ts';
import { shopCsv, shopParquet } from '../../../tests/support/shop.ts';

/** Of 40 people who view a product, 20 add to the cart and 5 of these place an order. */
async function build(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Build a funnel' }).click({ timeout: 30_000 });
  await expect(figure(page)).toContainText('40 people', { timeout: 30_000 });
}

const figure = (page: Page) => page.getByRole('region', { name: 'Answer' });
const people = (page: Page) => page.getByRole('complementary', { name: 'People' });
const left = (page: Page, count: number) => page.getByRole('button', { name: new RegExp(`^${count} left`) });

async function dropCsv(page: Page): Promise<void> {
  await start(page);
  await dropFiles(page, 'body', [shopCsv]);
  await build(page);
}

test('from a dropped CSV to the people behind a drop', async ({ page }) => {
  await dropCsv(page);
  await expect(figure(page)).toContainText('Of 40 people');
  await left(page, 20).click();
  await expect(people(page)).toContainText('20 people left');
  await expect(people(page).getByRole('row')).toHaveCount(21);
  await left(page, 15).click();
  await expect(people(page)).toContainText('15 people left');
  await people(page).getByRole('row').nth(1).click();
  await expect(people(page)).toContainText('Add to cart');
});

test('the same from Parquet', async ({ page }) => {
  await start(page);
  const { name, bytes } = shopParquet();
  const buffer = Buffer.from(bytes);
  await page.locator('input[type=file]').first().setInputFiles({ name, mimeType: '', buffer });
  await build(page);
  await left(page, 15).click();
  await expect(people(page)).toContainText('15 people left');
});

test('a changed window runs by itself, can be undone, and travels in a link', async ({ page, context }) => {
  await dropCsv(page);
  const window = page.getByRole('spinbutton').first();
  await window.fill('1');
  await expect(page.getByText('1 day from the first step')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('14 days from the first step')).toBeVisible();
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(page.getByText('1 day from the first step')).toBeVisible();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: /link/i }).first().click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain('#d=');
  // as in a browser that has no workspace: a page of the same origin without the app forgets which was open
  await page.goto('favicon.svg');
  await page.evaluate(() => localStorage.clear());
  await page.goto(link);
  await dropFiles(page, 'body', [shopCsv]);
  await page.getByRole('link', { name: 'Explore' }).click({ timeout: 30_000 });
  await expect(page.getByText('1 day from the first step')).toBeVisible({ timeout: 30_000 });
});

test('a rule on a property leaves fewer people', async ({ page }) => {
  await dropCsv(page);
  await page.getByRole('button', { name: 'Add rule' }).click();
  await page.keyboard.type('device');
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: /value/i }).last().fill('Phone');
  await page.keyboard.press('Enter');
  await expect(figure(page)).toContainText('Of 10 people', { timeout: 30_000 });
});

test('sessions and orders are counted instead of people, and undone', async ({ page }) => {
  await dropCsv(page);
  const unit = page.getByRole('combobox', { name: 'Count', exact: true });
  await unit.selectOption('sessions');
  await expect(figure(page)).toContainText('Of 40 sessions that did', { timeout: 30_000 });
  await expect(page.getByRole('button', { name: /left/ }).first()).toContainText('20');
  // ten minutes lie between the steps
  const gap = page.getByRole('spinbutton', { name: 'Longest gap inside a session' });
  await gap.fill('0');
  await expect(page.getByText('A gap is longer than 0.')).toBeVisible();
  await gap.fill('9');
  await left(page, 40).click({ timeout: 30_000 });
  await expect(people(page)).toContainText('40 sessions left');
  await people(page).getByRole('button', { name: 'v-001 #1', exact: true }).click();
  await expect(people(page).getByRole('listitem').filter({ hasText: 'in another session' })).toHaveCount(2);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(left(page, 20)).toBeVisible({ timeout: 30_000 });
  await expect(gap).toHaveValue('');
  await page.getByRole('button', { name: /^Event that opens a session/ }).click();
  await page.keyboard.type('place');
  await page.keyboard.press('Enter');
  await expect(figure(page)).toContainText('Of 40 sessions', { timeout: 30_000 });
  await expect(page.getByText(/one begins at Place order/)).toBeVisible({ timeout: 30_000 });
  await unit.selectOption('values of a property');
  await page.keyboard.type('device');
  await page.keyboard.press('Enter');
  await expect(figure(page)).toContainText('Of 2 values of device that did', { timeout: 30_000 });
  await unit.selectOption('people');
  await expect(figure(page)).toContainText('Of 40 people who did', { timeout: 30_000 });
});

/** Saves who did an event, by mouse. */
async function saveSegment(page: Page, name: string, event: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a rule', exact: true }).click();
  await page.getByRole('button', { name: 'Did something', exact: true }).click();
  await page.getByRole('button', { name: 'Event of rule 1:' }).click();
  await page.getByRole('option', { name: event }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  const list = page.getByRole('navigation', { name: 'Saved segments' });
  await expect(list.getByRole('button', { name: new RegExp(name) })).toBeVisible();
}

/** The 20 who added to the cart and the 5 who ordered are saved as segments. */
async function withSegments(page: Page): Promise<void> {
  await dropCsv(page);
  await page.getByRole('link', { name: 'Segments' }).click();
  await saveSegment(page, 'Carts', 'Add to cart');
  await page.getByRole('button', { name: 'New segment' }).click();
  await saveSegment(page, 'Orders', 'Place order');
  await page.getByRole('link', { name: 'Explore' }).click();
  await expect(figure(page)).toContainText('Of 40 people');
}

/** A number of a series in the figure; the same is in the table. */
const number = (page: Page, name: string) => figure(page).getByRole('button', { name, exact: true }).first();

test('compared by a segment and everybody else, down to the people of a number', async ({ page }) => {
  await withSegments(page);
  await page.getByRole('combobox', { name: 'Compare' }).selectOption('segments');
  await page.keyboard.type('car');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'everybody else' }).click();
  await expect(figure(page)).toContainText(
    'of the 20 people not in “Carts”, 0% got to “Add to cart”; of the 20 in “Carts”, 100%',
    { timeout: 30_000 },
  );
  await number(page, '20 people got to “View product”, Not Carts').click();
  await expect(people(page)).toContainText('20 people got to “View product”');
  await expect(people(page)).toContainText('Not Carts: entered the funnel');
  await expect(people(page).getByRole('row')).toHaveCount(21);
  await number(page, '15 people left before “Place order”, Carts').click();
  await expect(people(page).getByRole('row')).toHaveCount(16);
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page);
});

test('broken down by a segment into those in it and those not, who are everybody together', async ({ page }) => {
  await withSegments(page);
  await page.getByRole('combobox', { name: 'Break down' }).selectOption('segment');
  await page.keyboard.type('ord');
  await page.keyboard.press('Enter');
  await expect(number(page, '5 people got to “Add to cart”, Orders')).toHaveText('5', { timeout: 30_000 });
  await expect(number(page, '15 people got to “Add to cart”, Not Orders')).toHaveText('15');
  await expect(number(page, '5 people got to “View product”, Orders')).toBeVisible();
  await number(page, '35 people got to “View product”, Not Orders').click();
  await expect(people(page)).toContainText('35 people got to “View product”');
  await page.getByRole('combobox', { name: 'Break down' }).selectOption('property');
  await page.keyboard.type('dev');
  await page.keyboard.press('Enter');
  await number(page, '10 people got to “View product”, Phone').click({ timeout: 30_000 });
  await expect(people(page).getByRole('row')).toHaveCount(11);
  await page.getByRole('combobox', { name: 'Break down' }).selectOption('nothing');
  await expect(figure(page)).not.toContainText('Phone', { timeout: 30_000 });
});

test('a step that may be skipped loses nobody', async ({ page }) => {
  await dropCsv(page);
  await page.getByRole('button', { name: 'Step 2 may be skipped' }).click();
  await expect(page.getByRole('button', { name: /^20 without it/ })).toBeVisible({ timeout: 30_000 });
  await left(page, 35).click();
  await expect(people(page)).toContainText('got to “View product”, not to “Place order”');
});

test('who did something between two steps is left out, and a step is one of several events', async ({ page }) => {
  await dropCsv(page);
  const out = page.getByRole('button', { name: 'Leave people out who…' });
  await out.press('Enter');
  await page.keyboard.type('add');
  await page.keyboard.press('Enter');
  // nobody of the 20 who added to the cart is left
  await expect(figure(page)).toContainText('Of 20 people', { timeout: 30_000 });
  await expect(out).toBeFocused();
  const takes = page.getByRole('combobox', { name: 'What an excluded event takes' });
  await takes.selectOption('that attempt only');
  await page.getByRole('combobox', { name: 'Order', exact: true }).selectOption('in any order');
  await expect(page.getByText('It takes that attempt only, as steps come in any order.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(takes).toHaveValue('attempt');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(takes).toHaveValue('unit');
  // at the end of the part is not inside it
  await page.getByRole('combobox', { name: 'Exclusion 1, to step' }).selectOption('Add to cart');
  await expect(figure(page)).toContainText('Of 40 people', { timeout: 30_000 });
  await page.getByRole('button', { name: 'Leave nobody out for Add to cart' }).click();
  await expect(out).toBeFocused();
  const or = page.getByRole('button', { name: 'Or another event: Step 3' });
  await or.press('Enter');
  await page.keyboard.press('Escape');
  await expect(or).toBeFocused();
  await or.press('Enter');
  await page.keyboard.type('view');
  await page.keyboard.press('Enter');
  await expect(figure(page)).toContainText('got to “Place order or View product”', { timeout: 30_000 });
  await page.getByRole('button', { name: 'Step 3: Place order', exact: true }).click();
  await page.getByRole('combobox', { name: 'Step 3, which time' }).selectOption('only the first time ever');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Step 3: every time' }).click();
  await page.getByRole('button', { name: 'Step 3: without View product' }).click();
  await expect(or).toBeFocused();
  await expect(left(page, 15)).toBeVisible({ timeout: 30_000 });
});

test('over time, by keyboard from a point to its people, and how long it takes', async ({ page }) => {
  await dropCsv(page);
  await figure(page).getByRole('button', { name: 'Over time' }).click();
  const points = figure(page).getByRole('listbox');
  await points.focus({ timeout: 30_000 });
  // two begin on each of the first 20 days of May; of those of 1 May one orders, of those of 2 May too
  await page.keyboard.press('ArrowRight');
  await expect(points.getByRole('option', { selected: true })).toHaveText('2 May: 1 of 2 people, 50.0%');
  await page.keyboard.press('Enter');
  await expect(people(page)).toContainText('1 person got to “Place order”');
  await expect(people(page).getByRole('row')).toHaveCount(2);
  await expectAccessible(page);
  await figure(page).getByRole('button', { name: 'Time taken' }).click();
  await expect(figure(page)).toContainText('Half of the 5 people who got from “View product” to “Place order”', {
    timeout: 30_000,
  });
  await expect(figure(page)).toContainText('took at most 20 min 00 s');
  await expectAccessible(page);
  await figure(page)
    .getByRole('button', { name: /^20 min 00 s –.*5 people/ })
    .press('Enter');
  await expect(people(page)).toContainText('5 people took 20 min 00 s');
  await expect(people(page).getByRole('row')).toHaveCount(6);
  await figure(page).getByRole('button', { name: 'All: 40 people followed for 0 s' }).click();
  await expect(people(page).getByRole('row')).toHaveCount(41);
});

test('by window: the handle by keyboard asks another one, a point opens its people, and a step is named', async ({
  page,
}) => {
  await dropCsv(page);
  await figure(page).getByRole('button', { name: 'By window' }).click();
  const handle = figure(page).getByRole('slider', { name: 'Window' });
  await expect(handle).toHaveAttribute('aria-valuetext', '14 days: 5 of 40 people, 12.5%', { timeout: 30_000 });
  await handle.press('PageDown');
  await expect(page.getByText('7 days from the first step')).toBeVisible({ timeout: 30_000 });
  await expect(figure(page)).toContainText('Within 7 days, 5 of 40 people got to “Place order” (12.5%)');
  await expectAccessible(page);
  await figure(page).getByRole('listbox').press('End');
  await page.keyboard.press('Enter');
  await expect(people(page)).toContainText('5 people would get to “Place order”');
  await expect(people(page).getByRole('row')).toHaveCount(6);
  await page.getByRole('button', { name: 'Name step 3' }).click();
  await page.keyboard.type('Bought');
  await page.keyboard.press('Enter');
  await expect(figure(page)).toContainText('5 of 40 people got to “Bought”', { timeout: 30_000 });
});

test('a worker killed while the question stands is replaced, and the answer comes', async ({ page }) => {
  await dropCsv(page);
  await killEngine(page);
  await page.getByRole('spinbutton').first().fill('2');
  await expect(page.getByText('2 days from the first step')).toBeVisible({ timeout: 30_000 });
  await expect(figure(page)).toContainText('Of 40 people', { timeout: 30_000 });
  await left(page, 20).click();
  await expect(people(page)).toContainText('20 people left');
});

test('everything is reached by keyboard alone', async ({ page }) => {
  await dropCsv(page);
  await left(page, 20).focus();
  await page.keyboard.press('Enter');
  await expect(people(page)).toContainText('20 people left');
  await page.keyboard.press('Escape');
  await expect(people(page)).toBeHidden();
  await expect(left(page, 20)).toBeFocused();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the funnel with its people has nothing axe finds wrong, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await dropCsv(page);
    await left(page, 20).click();
    await expect(people(page)).toContainText('20 people left');
    await expectAccessible(page);
  });
}
