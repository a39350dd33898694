import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { expect, start, test } from '../support/browser.ts';
import { dropFiles } from '../support/drop-files.ts';
import { howMany, neverAsked, orderedTwice, refundedAfterLastOrder, refundsCsv } from '../support/refunds.ts';
import { add, choose, command, list, size } from '../support/segment-pages.ts';
import { saved } from '../support/workspace-pages.ts';

/** Bought at least twice in 30 days, has not contacted support, and was refunded within 7 days of the last order. */
const all = [orderedTwice, neverAsked, refundedAfterLastOrder];

async function openRefunds(page: Page): Promise<void> {
  await start(page);
  await dropFiles(page, 'body', [refundsCsv]);
  await saved(page);
  await page.getByRole('link', { name: 'Segments', exact: true }).click();
  await expect(size(page)).toContainText('90 people');
}

/** All of the segment ordered, so its number at that step of a funnel is its size. */
const atOrder = `${howMany(...all)} people got to “Order”, Sent it back`;

/** The three rules, each with how many it is true for and how many are left after it. */
async function expectCounted(page: Page): Promise<void> {
  await expect(size(page)).toContainText(`${howMany(...all)} people`);
  for (const [i, rule] of all.entries()) {
    const name = `rule ${i + 1}`;
    const alone = howMany(rule);
    const left = howMany(...all.slice(0, i + 1));
    await expect(page.getByRole('button', { name: `${alone} people for whom ${name} is true` })).toBeVisible();
    await expect(page.getByRole('button', { name: `${left} people left after ${name}` })).toBeVisible();
  }
}

test('is a case in which every rule takes somebody out', () => {
  const left = all.map((_, i) => howMany(...all.slice(0, i + 1)));
  expect(left[0]).toBeLessThan(90);
  expect(left[1]).toBeLessThan(left[0]!);
  expect(left[2]).toBeLessThan(left[1]!);
  expect(left[2]).toBeGreaterThan(1);
});

test('by mouse', async ({ page }) => {
  await openRefunds(page);
  await add(page, 'Did something');
  await choose(page, 'Event of rule 1', 'Order');
  await page.getByRole('spinbutton', { name: 'Times, rule 1' }).fill('2');
  await page.getByRole('combobox', { name: 'When, rule 1' }).selectOption('in the last');
  await expect(page.getByRole('spinbutton', { name: 'How long, rule 1' })).toHaveValue('30');

  await add(page, 'Did something');
  await choose(page, 'Event of rule 2', 'Support');
  await page.getByRole('combobox', { name: 'Holds or not, rule 2' }).selectOption('not');

  await page.getByRole('button', { name: 'Sequence, A then B' }).click();
  await choose(page, 'Step 1 of rule 3', 'Order');
  await choose(page, 'Step 2 of rule 3', 'Refund');
  const more = page.getByRole('button', { name: 'Say more of how step 2 of rule 3 follows' });
  await more.click();
  await page.getByRole('button', { name: 'Within a time' }).click();
  await more.click();
  await page.getByRole('button', { name: 'Without an event between' }).click();
  await choose(page, 'Missing before step 2 of rule 3, 1', 'Order');
  await page.getByRole('button', { name: 'Add what must not follow, rule 3' }).click();
  await choose(page, 'Not followed by 1, rule 3', 'Order');
  await expectCounted(page);
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.keyboard.type('Sent it back');
  await page.keyboard.press('Enter');
  await expect(list(page).getByRole('button', { name: /Sent it back/ })).toContainText(String(howMany(...all)));
  await page.getByRole('button', { name: `${howMany(...all.slice(0, 2))} people left after rule 2` }).click();
  await expect(page.getByRole('complementary', { name: 'People' }).getByRole('row')).toHaveCount(
    howMany(...all.slice(0, 2)) + 1,
  );

  await command(page, 'Build a funnel');
  await choose(page, 'Step 1', 'Order');
  await page.getByRole('combobox', { name: 'Compare' }).selectOption('segments');
  await page.getByRole('option', { name: 'Sent it back' }).click();
  await page.getByRole('button', { name: atOrder }).first().click();
  await expect(page.getByRole('complementary', { name: 'People' }).getByRole('row')).toHaveCount(howMany(...all) + 1);
  await page.getByRole('complementary', { name: 'People' }).getByRole('row').nth(1).click();
  await expect(page.getByRole('region', { name: /^Timeline of p-/ })).toContainText('Refund');
});

test('by keyboard alone', async ({ page }) => {
  await openRefunds(page);
  const { keyboard } = page;
  const press = async (...keys: string[]) => {
    for (const key of keys) await keyboard.press(key);
  };
  /** Goes on with Tab, or back, until the control has the focus. */
  const reach = async (role: 'button' | 'combobox' | 'spinbutton' | 'textbox', name: RegExp | string, back = false) => {
    const control = page.getByRole(role, { name, exact: true });
    for (let i = 0; i < 60; i++) {
      if (await control.evaluateAll((found) => found.some((each) => each === document.activeElement))) return;
      await keyboard.press(back ? 'Shift+Tab' : 'Tab');
    }
    await expect(control).toBeFocused();
  };
  const event = async (name: RegExp, typed: string, back = false) => {
    await reach('button', name, back);
    await press('Enter');
    await keyboard.type(typed);
    await press('Enter');
  };

  await reach('button', 'Add a rule');
  await press('Enter', 'Enter');
  await event(/^Event of rule 1:/, 'order', true);
  await reach('spinbutton', 'Times, rule 1');
  await press('Control+a');
  await keyboard.type('2');
  await reach('combobox', 'When, rule 1');
  await keyboard.type('in the last');

  await reach('button', 'Add a rule');
  await press('Enter', 'Enter');
  await event(/^Event of rule 2:/, 'support', true);
  await reach('combobox', 'Holds or not, rule 2', true);
  await keyboard.type('not');

  await reach('button', 'Sequence, A then B');
  await press('Enter');
  await event(/^Step 1 of rule 3:/, 'order', true);
  const more = 'Say more of how step 2 of rule 3 follows';
  await reach('button', more);
  await press('Enter', 'Enter');
  await reach('button', more);
  await press('Enter', 'ArrowDown', 'ArrowDown', 'Enter');
  await event(/^Missing before step 2 of rule 3, 1:/, 'order');
  await event(/^Step 2 of rule 3:/, 'refund');
  await reach('button', 'Add what must not follow, rule 3');
  await press('Enter');
  await event(/^Not followed by 1, rule 3:/, 'order', true);
  await expectCounted(page);

  await reach('textbox', 'Name of the segment', true);
  await keyboard.type('Sent it back');
  await press('Enter');
  await expect(list(page).getByRole('button', { name: /Sent it back/ })).toContainText(String(howMany(...all)));

  await command(page, 'Build a funnel');
  await event(/^Step 1:/, 'order');
  await reach('combobox', 'Compare');
  await press('b');
  await expect(page.getByRole('option', { name: 'Sent it back' })).toBeVisible();
  await keyboard.type('sent');
  await press('Enter');
  await expect(page.getByRole('button', { name: atOrder }).first()).toBeVisible();
  await reach('button', atOrder);
  await press('Enter');
  await expect(page.getByRole('complementary', { name: 'People' }).getByRole('row')).toHaveCount(howMany(...all) + 1);
  await reach('button', /^p-\d\d$/);
  await press('Enter');
  await expect(page.getByRole('region', { name: /^Timeline of p-/ })).toContainText('Refund');
});
