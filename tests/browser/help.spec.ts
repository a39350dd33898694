import { expectAccessible } from '../support/accessible.ts';
import { expect, start, test } from '../support/browser.ts';
import { dropFiles } from '../support/drop-files.ts';
import { saved } from '../support/workspace-pages.ts';

const visits = {
  name: 'visits.csv',
  text: 'user,event,time\nA,visit,2024-03-04T09:00:00Z\nA,order,2024-03-04T11:00:00Z\nB,visit,2024-03-05T09:00:00Z\n',
};

test('help on a question opens beside it and from the palette, by keyboard, also on a phone', async ({ page }) => {
  await start(page);
  await dropFiles(page, 'body', [visits]);
  await saved(page);
  await page.goto('./explore/');
  const chosen = page.getByRole('combobox', { name: 'Kind of analysis' }).locator('option:checked');
  const about = `Help on ${await chosen.textContent()}`;
  const button = page.getByRole('button', { name: about });
  const help = page.getByRole('dialog', { name: about });
  await button.press('Enter');
  await expect(help.getByRole('heading', { level: 2, name: about })).toBeVisible();
  await help.getByRole('navigation').getByRole('button', { name: 'Problems' }).press('Enter');
  await expect(help.getByRole('heading', { name: 'Problems' })).toBeFocused();
  await expect(help.getByRole('heading', { name: 'Problems' })).toBeInViewport();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await expect(button).toBeFocused();

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: /Edit$/ }).click();
  const question = page.getByRole('dialog', { name: 'Question' });
  await question.getByRole('button', { name: about }).press('Enter');
  await expect(help.getByRole('heading', { name: 'Problems' })).toBeAttached();
  const tooWide = await help.evaluate((element) => {
    const content = element.querySelector('.content')!;
    return content.scrollWidth - content.clientWidth;
  });
  expect(tooWide).toBe(0);
  await page.keyboard.press('Escape');
  await expect(question).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Run a command' })).toBeFocused();
  await page.keyboard.type(about);
  await page.keyboard.press('Enter');
  await expect(help).toBeVisible();
});
