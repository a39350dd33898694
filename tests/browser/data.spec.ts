import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { expect, start, test } from '../support/browser.ts';
import { dropFiles, type DroppedFile } from '../support/drop-files.ts';

/** Visits of ten people: half of them log in, two rows repeat, and one name is written in two ways. */
const web: DroppedFile = {
  name: 'web.ndjson',
  text: Array.from({ length: 10 }, (_, v) => {
    const at = (hour: number) => `2026-03-${String(2 + v).padStart(2, '0')}T${String(hour).padStart(2, '0')}:10:00Z`;
    const row = (event: string, hour: number, customer: string | null) =>
      JSON.stringify({ anonymous_id: `v-${v}`, customer_id: customer, event, timestamp: at(hour), device: 'Phone' });
    const customer = v < 5 ? `C${100 + v}` : null;
    return [
      row('View product', 8, null),
      row('Add to cart', 9, null),
      row(v % 2 ? 'Give score' : 'give score', 10, customer),
      ...(v < 2 ? [row('View product', 8, null)] : []),
    ].join('\n');
  }).join('\n'),
};
const orders: DroppedFile = {
  name: 'orders.csv',
  text: `order_no;customer_id;ordered_at;amount\n${Array.from(
    { length: 12 },
    (_, i) => `${9000 + i};C${100 + (i % 6)};${String(3 + i).padStart(2, '0')}.03.2026 12:00;${(i + 1) * 5},50`,
  ).join('\n')}\n`,
};

const overview = (page: Page) => page.getByRole('region', { name: 'First look' });
const names = (page: Page) => page.getByRole('region', { name: 'Event names' });
const quality = (page: Page) => page.getByRole('region', { name: 'Quality', exact: true });
const undo = (page: Page) => page.getByRole('button', { name: 'Undo', exact: true });

async function open(page: Page, files: DroppedFile[]): Promise<void> {
  await start(page);
  await dropFiles(page, 'body', files);
  await expect(page.getByRole('heading', { name: 'What the columns mean' })).toBeVisible({ timeout: 30_000 });
}

/** How many people there are, as the first look says. */
const expectPeople = (page: Page, people: number) =>
  expect(overview(page)).toContainText(new RegExp(`${people}\\s*(person|people)`), { timeout: 20_000 });

test('another column for who can be undone and redone, by button and by key', async ({ page }) => {
  await open(page, [web]);
  await expectPeople(page, 10);
  await page.getByRole('button', { name: 'Who column:' }).click();
  await page.getByRole('option', { name: /device/ }).click();
  await expectPeople(page, 1);
  await undo(page).click();
  await expectPeople(page, 10);
  await page.keyboard.press('Control+Shift+z');
  await expectPeople(page, 1);
  await page.keyboard.press('Control+z');
  await expectPeople(page, 10);
});

test('names are merged, renamed and hidden, and a rule is tried before it holds', async ({ page }) => {
  await open(page, [web]);
  const list = names(page);
  await list.getByRole('checkbox', { name: 'Choose give score', exact: true }).click();
  await list.getByRole('checkbox', { name: 'Choose Give score', exact: true }).click();
  await list.getByRole('button', { name: 'Merge into' }).click();
  await page.getByRole('option', { name: 'Give score', exact: true }).click();
  await expect(list.getByRole('row')).toHaveCount(4, { timeout: 20_000 });
  await expect(list.getByRole('row', { name: 'Give score' })).toContainText('10');
  await list.getByRole('button', { name: 'Add to cart', exact: true }).click();
  await list.getByRole('textbox', { name: 'New name of Add to cart' }).fill('Cart');
  await page.keyboard.press('Enter');
  await expect(list.getByRole('button', { name: 'Cart', exact: true })).toBeVisible({ timeout: 20_000 });
  await list.getByRole('button', { name: 'Rules, 2' }).click();
  await list.getByLabel('Names that match').fill('(');
  await expect(list.getByText(/missing|Invalid/i)).toBeVisible({ timeout: 20_000 });
  await list.getByLabel('Names that match').fill('^View');
  await expect(list.getByText('Matches 1 of 4 names: View product.')).toBeVisible({ timeout: 20_000 });
  await list.getByRole('checkbox', { name: 'hidden' }).check();
  await list.getByRole('button', { name: 'Add the rule' }).click();
  await expect(list.getByText('12 events hidden by rules.')).toBeVisible({ timeout: 20_000 });
  await undo(page).click();
  await expect(list.getByRole('button', { name: 'View product' })).toBeVisible({ timeout: 20_000 });
});

test('an id is split from its person and linked again', async ({ page }) => {
  await open(page, [web, orders]);
  await expectPeople(page, 11);
  await page.getByRole('tab', { name: 'Identity' }).click();
  await expect(page).toHaveURL(/tab=identity/);
  const made = page.getByRole('region', { name: 'What it makes' });
  await expect(made).toContainText('of several ids');
  await page.getByRole('button', { name: 'Split visitor v-0' }).first().click();
  const splits = page.getByRole('region', { name: 'Split by hand' });
  await expect(splits).toContainText('v-0', { timeout: 20_000 });
  await expect(made).toContainText(/12\s*people/);
  await splits.getByRole('button', { name: 'Let visitor v-0 link again' }).click();
  await expect(splits).toBeHidden({ timeout: 20_000 });
  await expect(made).toContainText(/11\s*people/);
});

test('another way of linking is compared before it is applied', async ({ page }) => {
  await open(page, [web, orders]);
  await page.getByRole('tab', { name: 'Identity' }).click();
  await page.getByRole('radio', { name: /No linking/ }).check();
  await page.getByRole('button', { name: 'What if' }).click();
  const compared = page.getByRole('table', { name: 'What if' });
  await expect(compared.getByRole('row', { name: /^People \d/ })).toContainText('11', { timeout: 20_000 });
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText('Nobody has several ids')).toBeVisible({ timeout: 20_000 });
  await undo(page).click();
  await expect(page.getByRole('region', { name: 'What it makes' })).toContainText(/11\s*people/, { timeout: 20_000 });
});

test('a remedy of a finding changes the log, and is undone', async ({ page }) => {
  await open(page, [web]);
  await expect(overview(page)).toContainText('32');
  const finding = quality(page).getByRole('listitem').filter({ hasText: 'repeat' });
  await expect(finding).toBeVisible({ timeout: 30_000 });
  await finding.getByRole('button', { name: 'See them' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('cell', { name: 'v-0' }).first()).toBeVisible({ timeout: 20_000 });
  await page.keyboard.press('Escape');
  await finding.getByRole('button', { name: 'Drop repeats' }).click();
  await expect(overview(page)).toContainText('30', { timeout: 20_000 });
  await expect(quality(page).getByText(/1 done/)).toBeVisible({ timeout: 30_000 });
  await undo(page).click();
  await expect(overview(page)).toContainText('32', { timeout: 20_000 });
});

test('a table is left out and taken in again, and a file is removed', async ({ page }) => {
  await open(page, [web, orders]);
  await expect(overview(page)).toContainText('44');
  await page.getByRole('tab', { name: 'Files' }).click();
  const table = page.getByRole('region', { name: 'Tables', exact: true });
  await table.getByRole('switch', { name: 'orders.csv is in use' }).click();
  await expect(table).toContainText('1 of 2 in use', { timeout: 20_000 });
  await table.getByRole('switch', { name: 'orders.csv is in use' }).click();
  await expect(table).toContainText('2 of 2 in use', { timeout: 20_000 });
  await table.getByRole('button', { name: 'Remove orders.csv' }).click();
  await expect(table.getByRole('row')).toHaveCount(2, { timeout: 20_000 });
  await page.getByRole('tab', { name: 'Overview' }).click();
  await expect(overview(page)).toContainText('32');
});

test('a column of one’s own shows its first rows before it is added', async ({ page }) => {
  await open(page, [web]);
  await page.getByRole('button', { name: /More: channel/ }).click();
  await page.getByLabel('New column').fill('initial');
  await page.getByLabel('SQL expression over the columns').fill('upper(devise)');
  await expect(page.getByText(/devise/).last()).toBeVisible({ timeout: 30_000 });
  await page.getByLabel('SQL expression over the columns').fill('upper(device)');
  await expect(page.getByText('First rows: PHONE')).toBeVisible({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Add the column' }).click();
  await expect(page.getByRole('region', { name: 'Columns', exact: true })).toContainText('initial', {
    timeout: 30_000,
  });
});

test('only tables that are not clear ask, and one of them can be left out', async ({ page }) => {
  await start(page);
  await dropFiles(page, 'body', [web, { name: 'plain.csv', text: 'x,y\n1,2\n1,2\n3,4\n' }]);
  await expect(page.getByRole('heading', { name: /columns of these tables mean/ })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: /plain.csv/ })).toContainText('to be said');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Leave this table out' }).click();
  await page.getByRole('button', { name: 'Read the files' }).click();
  await expectPeople(page, 10);
});

test('tabs are chosen with the arrows', async ({ page }) => {
  await open(page, [web]);
  await page.getByRole('tab', { name: 'Overview' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Files' })).toBeFocused();
  await expect(page.getByRole('tab', { name: 'Files' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('End');
  await expect(page.getByRole('tab', { name: 'Identity' })).toBeFocused();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no tab of Data has anything axe finds wrong or scrolls sideways, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: colorScheme === 'dark' ? 390 : 1280, height: 844 });
    const people = { name: 'people.csv', text: 'customer_id,segment\nC100,A\nC101,B\nC102,A\nC103,A\nC104,B\n' };
    await open(page, [web, orders, people]);
    await expect(quality(page).getByText(/to decide/)).toBeVisible({ timeout: 30_000 });
    for (const tab of ['Overview', 'Files', 'Rows', 'People tables', 'Identity']) {
      await page.getByRole('tab', { name: tab }).click();
      await expect(page.getByRole('tabpanel', { name: tab })).toBeVisible();
      if (tab === 'People tables') await expect(page.getByText('segment').first()).toBeVisible({ timeout: 20_000 });
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    }
  });
}
