import { expect, start, test } from '../support/browser.ts';
import { dropFiles } from '../support/drop-files.ts';
import { saved } from '../support/workspace-pages.ts';

const days = Array.from({ length: 20 }, (_, i) => `2024-03-${String(i + 1).padStart(2, '0')}`);
const visits = {
  name: 'visits.csv',
  text: `user,event,time\n${days.map((day, i) => `u${i % 5},visit,${day}T09:00:00Z`).join('\n')}\n`,
};

test('another kind asks of the same days and weeks, says so, and undo brings the first one back', async ({ page }) => {
  await start(page);
  await dropFiles(page, 'body', [visits]);
  await saved(page);
  await page.goto('./explore/');
  await page.getByRole('button', { name: /^Range:/ }).click();
  await page.getByRole('button', { name: 'Last 7 days' }).click();
  await page.getByRole('combobox', { name: 'First day of the week' }).selectOption('sunday');
  const kind = page.getByRole('combobox', { name: 'Kind of analysis' });
  const before = await kind.inputValue();
  await kind.selectOption('sessions');
  const answer = page.getByRole('region', { name: 'Answer' });
  await expect(answer).toContainText('from 2024-03-14 to 2024-03-20');
  await expect(answer).toContainText('weeks begin on Sunday');
  await expect(page.getByRole('button', { name: /^Range: 14/ })).toBeVisible();
  await page.getByRole('spinbutton', { name: 'Longest gap inside a session' }).fill('45');
  await expect(answer).toContainText('45 minutes');
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(kind).toHaveValue(before);
});
