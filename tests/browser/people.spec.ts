import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { expect, start, test } from '../support/browser.ts';
import { dropFiles, type DroppedFile } from '../support/drop-files.ts';
import { saved } from '../support/workspace-pages.ts';

/** The first person's id is one that a spreadsheet would run. */
const idOf = (i: number): string => (i === 0 ? '=1+1' : `v-${String(i).padStart(2, '0')}`);
const COMMENT = 'Seven ways to pay, and none of them is the one I used last time.';

/**
 * Of 30 people who view, 20 add to the cart and the last 8 of these place an order. The 12 who did not are asked for a
 * score, and come again three days later by another channel.
 */
const shop: DroppedFile = {
  name: 'visits.csv',
  text: [
    'visitor_id,event,time,device,channel,amount,score,comment',
    ...Array.from({ length: 30 }, (_, i) => {
      const device = i % 3 === 0 ? 'Phone' : 'Desktop';
      const row = (event: string, minute: number, rest = ',,', day = 1, channel = 'Search') =>
        `${idOf(i)},${event},2026-05-${String(day + (i % 10)).padStart(2, '0')}T10:${String(minute).padStart(2, '0')}:00Z,${device},${channel},${rest}`;
      return [
        row('View product', 0),
        ...(i < 20 ? [row('Add to cart', 5)] : []),
        ...(i >= 12 && i < 20 ? [row('Place order', 9, `${i},,`)] : []),
        ...(i < 12 ? [row('Give score', 12, `,${1 + (i % 5)},"${COMMENT} ${i}"`)] : []),
        ...(i < 12 ? [row('View product', 30, ',,', 4, 'Newsletter')] : []),
      ];
    }).flat(),
    '',
  ].join('\n'),
};

const figure = (page: Page) => page.getByRole('region', { name: 'Answer' });
const people = (page: Page) => page.getByRole('complementary', { name: 'People' });
const person = (page: Page) => page.getByRole('complementary', { name: 'Person' });
const timeline = (page: Page, id: string) => page.getByRole('region', { name: `Timeline of ${id}` });
const left = (page: Page) => page.getByRole('button', { name: /^12 left/ });

async function openShop(page: Page): Promise<void> {
  await start(page);
  await dropFiles(page, 'body', [shop]);
  await saved(page);
}

/** Those who added to the cart and did not order. */
async function openQuestion(page: Page): Promise<void> {
  await openShop(page);
  await page.getByRole('link', { name: 'Build a funnel' }).click();
  await expect(figure(page)).toContainText('Of 30 people');
}

test('those behind a drop become a segment, the only ones looked at, and one of them is known', async ({ page }) => {
  await openQuestion(page);
  await left(page).click();
  await people(page).getByRole('button', { name: 'Save as segment' }).click();
  await expect(page.getByRole('textbox', { name: 'Name of the segment' })).toHaveValue(/^Left before/);
  await page.getByRole('textbox', { name: 'Name of the segment' }).fill('Left the cart');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  const list = page.getByRole('navigation', { name: 'Saved segments' });
  await expect(list.getByRole('button', { name: /Left the cart/ })).toContainText('12');
  await expect(page.getByRole('region', { name: 'Segment' }).getByText('saved', { exact: true })).toBeVisible();

  await page.getByRole('link', { name: 'Explore' }).click();
  await left(page).click();
  await people(page).getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('button', { name: 'Look at only them' }).click();
  await expect(figure(page)).toContainText('Of 12 people');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(figure(page)).toContainText('Of 30 people');

  await left(page).click();
  await people(page).getByRole('row', { name: /v-03/ }).click();
  const one = timeline(page, 'v-03');
  await expect(one).toContainText('4 events in 2 sessions');
  await expect(one).toContainText('Session 1, 3 events in 12 min 00 s');
  await expect(one).toContainText('3 days later');
  await expect(one).toContainText(`${COMMENT} 3`);
  await expect(one.locator('.timeline').getByText('Newsletter')).toBeVisible();
  await one.getByRole('combobox', { name: 'Events shown' }).selectOption('View product (2)');
  await expect(one.getByRole('list').getByRole('button')).toHaveCount(2);
  await one.getByRole('list').getByRole('button').first().click();
  await expect(one.getByRole('definition').filter({ hasText: 'Phone' })).toBeVisible();
});

test('the same by keyboard, and focus goes back where it was', async ({ page }) => {
  await openQuestion(page);
  await left(page).focus();
  await page.keyboard.press('Enter');
  await expect(people(page)).toContainText('12 people left');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(people(page).getByRole('button', { name: 'Save as segment' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.type('By keyboard');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Saved as a segment: By keyboard.' })).toBeVisible();

  const row = people(page).getByRole('button', { name: 'v-05' });
  await row.focus();
  await page.keyboard.press('Enter');
  const one = timeline(page, 'v-05');
  await expect(one.getByRole('list')).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowDown');
  await expect(one.getByRole('button', { name: /^Add to cart/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(one.getByRole('button', { name: /^Add to cart/ })).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('k');
  await expect(one.getByRole('button', { name: /^View product/ }).first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(one).toBeHidden();
  await expect(row).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(people(page)).toBeHidden();
  await expect(left(page)).toBeFocused();
});

test('the list is saved with what is known of each, and nothing that a spreadsheet would run', async ({ page }) => {
  await openQuestion(page);
  await left(page).click();
  const save = async () => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as CSV' }).click(),
    ]);
    return (await readFile(await file.path(), 'utf8')).split('\r\n');
  };
  await people(page).getByRole('button', { name: 'Export the list' }).click();
  await expect(page.getByText('The file holds the ids of 12 people. It leaves')).toBeVisible();
  const ids = await save();
  expect(ids.slice(0, 3)).toEqual(['visitor_id', "'=1+1", 'v-01']);
  expect(ids).toHaveLength(14);

  await people(page).getByRole('button', { name: 'Export the list' }).click();
  await page.getByRole('radio', { name: 'Ids with what is known of each' }).check();
  await page.getByRole('checkbox', { name: 'channel' }).check();
  await expect(page.getByText('12 people and 4 columns about them')).toBeVisible();
  const known = await save();
  expect(known.slice(0, 3)).toEqual([
    'visitor_id,events,first event,last event,channel',
    "'=1+1,4,2026-05-01T10:00:00.000Z,2026-05-04T10:30:00.000Z,Newsletter",
    'v-01,4,2026-05-02T10:00:00.000Z,2026-05-05T10:30:00.000Z,Newsletter',
  ]);
  expect(known).toHaveLength(14);
});

test('anybody is found by id, from the palette and from the rows', async ({ page }) => {
  await openShop(page);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Run a command' })).toBeFocused();
  await page.keyboard.type('find a person');
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Id of a person' }).fill('V-2');
  await expect(page.getByRole('listbox', { name: 'People' }).getByRole('option')).toHaveCount(10);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(timeline(page, 'v-21')).toContainText('1 event in 1 session');
  await expect(person(page).getByRole('heading', { name: 'v-21' })).toBeFocused();
  await page.getByRole('link', { name: 'Segments', exact: true }).click();
  await expect(timeline(page, 'v-21')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(person(page)).toBeHidden();

  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await page.getByRole('button', { name: 'v-01' }).first().click();
  await expect(timeline(page, 'v-01')).toContainText('4 events in 2 sessions');
});

test('a range of values, a value and a range of days each have their people', async ({ page }) => {
  await openShop(page);
  await page.getByRole('button', { name: 'People by amount' }).click();
  const panel = page.getByRole('dialog', { name: 'People by amount' });
  await expect(panel.getByRole('status')).toHaveText('8 people with amount 12 – 19');
  // 24 bars from 12 to 19: half of them begin at 15.5
  await panel.getByRole('slider', { name: 'amount from' }).focus();
  for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowRight');
  await expect(panel.getByRole('status')).toHaveText('4 people with amount 15.5 – 19');
  await panel.getByRole('button', { name: 'Show the people' }).click();
  await expect(people(page).getByRole('row')).toHaveCount(5);
  await expect(people(page)).toContainText('4 people with amount 15.5 – 19');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'People by device' }).click();
  await page.getByRole('button', { name: /^Phone/ }).click();
  await expect(page.getByRole('dialog', { name: 'People by device' }).getByRole('status')).toHaveText(
    '10 people with device Phone',
  );
  await page.keyboard.press('Escape');

  // the first of 13 days: 1, 11 and 21
  const chart = page.getByRole('img', { name: /^Events a day/ });
  await chart.scrollIntoViewIfNeeded();
  const box = (await chart.boundingBox())!;
  await page.mouse.move(box.x + 2, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + 6, box.y + 40);
  await page.mouse.up();
  const look = page.getByRole('region', { name: 'First look' });
  await expect(look.getByRole('status')).toHaveText('3 people with an event 1 May 2026');
  await look.getByRole('button', { name: 'Save as segment' }).click();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Saved as a segment: With an event 1 May 2026.')).toBeVisible();
  await look.getByRole('slider', { name: 'Days to' }).press('ArrowRight');
  await expect(look.getByRole('status')).toHaveText('6 people with an event 1 May – 2 May 2026');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`people, one of them and what is brushed have nothing axe finds wrong, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await openQuestion(page);
    await left(page).click();
    await people(page).getByRole('row', { name: /v-03/ }).click();
    const one = timeline(page, 'v-03');
    await one.getByRole('button', { name: /^Give score/ }).click();
    await one.getByText('Last known values').click();
    await expectAccessible(page);
    await people(page).getByRole('button', { name: 'Export the list' }).click();
    await page.getByRole('radio', { name: 'Ids with what is known of each' }).check();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await people(page).getByRole('button', { name: 'Save as segment' }).click();
    await expectAccessible(page);
    await page.keyboard.press('Escape');

    await page.getByRole('link', { name: 'Data', exact: true }).click();
    await page.getByRole('slider', { name: 'Days to' }).press('ArrowLeft');
    await expect(page.getByRole('region', { name: 'First look' }).getByRole('status')).toContainText('people');
    await page.getByRole('button', { name: 'People by amount' }).click();
    await expect(page.getByRole('dialog', { name: 'People by amount' }).getByRole('status')).toContainText('8 people');
    await expectAccessible(page);
  });
}
