import type { Page } from '@playwright/test';
import { expectAccessible } from '../../../tests/support/accessible.ts';
import { expect, start, test } from '../../../tests/support/browser.ts';
import { dropFiles } from '../../../tests/support/drop-files.ts';
import { shopCsv } from '../../../tests/support/shop.ts';

const answer = (page: Page) => page.getByRole('region', { name: 'Answer' });
const people = (page: Page) => page.getByRole('complementary', { name: 'People' });

/** Of 40 people 20 add to the cart and 5 of these order; 10 of the 40 use a phone, 5 of the 20 and 2 of the 5. */
const question = {
  sojourn: 1,
  analysis: {
    kind: 'compare',
    segments: [
      { did: { event: 'Add to cart' } },
      { did: { event: 'Place order' } },
      { person: { property: 'device', op: 'is', value: 'Phone' } },
    ],
    names: ['Cart', 'Buyers', 'Phones'],
    properties: ['device'],
  },
};

async function ask(page: Page): Promise<void> {
  const fragment = Buffer.from(JSON.stringify(question)).toString('base64url');
  await start(page, `explore/#d=${fragment}`);
  await dropFiles(page, 'body', [shopCsv]);
  await expect(answer(page).getByRole('table').first()).toBeVisible({ timeout: 30_000 });
}

test('from the share of a value to its people, and one segment after the other', async ({ page }) => {
  await ask(page);
  const phone = answer(page).getByRole('row', { name: /Phone/ });
  await expect(phone).toContainText('25.0%');
  await expect(phone.getByRole('cell').last()).toBeVisible();
  await phone.getByRole('button', { name: '5', exact: true }).click();
  await expect(people(page).getByRole('row')).toHaveCount(6);
  await answer(page).getByRole('combobox', { name: 'Segment' }).selectOption({ label: 'Buyers, 5' });
  await expect(phone).toContainText('40.0%');
  await expect(phone).toContainText('160');

  await answer(page).getByRole('button', { name: 'Index' }).click();
  await expect(answer(page).getByRole('columnheader', { name: 'Index' }).last()).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await expectAccessible(page);
  await answer(page).getByRole('checkbox', { name: 'Only clear differences' }).check();
  await expect(answer(page).getByText('Nothing differs clearly from everyone.')).toBeVisible();
});

test('the people of a combination, by keyboard, and on a phone', async ({ page }) => {
  await ask(page);
  const overlap = answer(page).getByRole('region', { name: 'How they overlap' });
  const columns = overlap.getByRole('button', { name: / in / });
  await expect(columns).toHaveCount(5);
  await columns.first().focus();
  await expect(columns.first()).toHaveAccessibleName('12 people in Cart, in no other one');
  await page.keyboard.press('ArrowRight');
  await expect(columns.nth(1)).toBeFocused();
  await overlap.getByRole('button', { name: '2 people in Cart, Buyers and Phones' }).focus();
  await page.keyboard.press('Enter');
  await expect(people(page).getByRole('row')).toHaveCount(3);

  await page.setViewportSize({ width: 390, height: 844 });
  await people(page)
    .getByRole('button', { name: /Close|Back/ })
    .first()
    .click();
  await overlap.getByRole('button', { name: 'Cart', exact: true }).click();
  await expect(columns).toHaveCount(4);
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
