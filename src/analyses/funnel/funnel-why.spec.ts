import { expectAccessible } from '../../../tests/support/accessible.ts';
import { expect, start, test } from '../../../tests/support/browser.ts';
import { dropFiles } from '../../../tests/support/drop-files.ts';
import { shopCsv } from '../../../tests/support/shop.ts';

test('from a drop to why, what they did instead, and the people behind it', async ({ page }) => {
  await start(page);
  await dropFiles(page, 'body', [shopCsv]);
  await page.getByRole('link', { name: 'Build a funnel' }).click({ timeout: 30_000 });
  const answer = page.getByRole('region', { name: 'Answer' });
  const people = page.getByRole('complementary', { name: 'People' });
  await expect(answer).toContainText('Of 40 people', { timeout: 30_000 });
  await answer.getByRole('button', { name: /^15 left/ }).click();
  await answer.getByRole('button', { name: 'Why did they leave before “Place order”?' }).click();
  // of the 20 who add to the cart the window of the first six closes before the log ends; five of them order
  await expect(answer).toContainText('Of 6 people who got to “Add to cart”, 5 got to “Place order”', {
    timeout: 30_000,
  });
  await expect(answer).toContainText('14 people still had time when the log ended');
  await answer.getByRole('button', { name: /^1 person did nothing more within 14 days/ }).click();
  await expect(people.getByRole('row')).toHaveCount(2);
  await expect(people).toContainText('v-006');
  await page.getByRole('combobox', { name: 'Who still has time' }).selectOption('counted as left');
  await expect(answer).toContainText('Of 20 people', { timeout: 30_000 });
  await page.getByRole('spinbutton', { name: 'Least with it and without it' }).fill('10');
  await expect(answer).toContainText('with fewer than 10 people with or without it', { timeout: 30_000 });
  await answer.getByRole('combobox', { name: 'Why, from step' }).selectOption('View product');
  await answer.getByRole('combobox', { name: 'Why, to step' }).selectOption('Add to cart');
  // ten of the 40 have a phone, and half of them add to the cart as everybody does
  await expect(answer).toContainText('Nothing goes clearly with it in 2 comparisons.', { timeout: 30_000 });
  await answer.getByRole('button', { name: 'Show all 2' }).click();
  await answer.getByRole('button', { name: /^5 people had device Phone and left before “Add to cart”/ }).click();
  await expect(people.getByRole('row')).toHaveCount(6);
  await expectAccessible(page);
  await answer.getByRole('button', { name: 'Steps', exact: true }).click();
  await page.getByRole('combobox', { name: 'Break down' }).selectOption('property');
  await page.keyboard.type('dev');
  await page.keyboard.press('Enter');
  // 2 of 10 and 3 of 30 order
  const phones = answer.getByRole('row', { name: /^Phone/ });
  await expect(phones).toContainText('+10.0 points', { timeout: 30_000 });
  await expect(phones).toContainText('too few (n = 10)');
  await expectAccessible(page);
});
