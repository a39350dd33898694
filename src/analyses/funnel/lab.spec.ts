import { readFileSync } from 'node:fs';
import { expectAccessible } from '../../../tests/support/accessible.ts';
import { expect, start, test } from '../../../tests/support/browser.ts';

const example = readFileSync(new URL('examples/rules-compared.json', import.meta.url));

test('presets that count otherwise, the rule that causes it, and the very people who differ', async ({ page }) => {
  await start(page, `#d=${example.toString('base64url')}`);
  await page.getByRole('button', { name: 'Open it' }).click();
  await page.getByRole('link', { name: 'Explore' }).click({ timeout: 30_000 });
  const answer = page.getByRole('region', { name: 'Answer' });
  await answer.getByRole('button', { name: 'Rules compared' }).click({ timeout: 30_000 });
  const row = (preset: string) =>
    answer.getByRole('row').filter({ has: page.getByRole('rowheader', { name: preset }) });
  const differing = (preset: string) =>
    row(preset)
      .first()
      .getByRole('button', { name: / (gained|lost) at “/ });
  const presets = ['PostHog', 'Mixpanel', 'Amplitude', 'GA4', 'ClickHouse'];
  const differences = await Promise.all(presets.map((preset) => differing(preset).count()));
  expect(differences.filter((many) => many > 0).length).toBeGreaterThanOrEqual(3);
  expect(await differing('Sojourn').count()).toBe(0);

  const people = page.getByRole('complementary', { name: 'People' });
  for (const preset of presets.slice(0, 3)) {
    const number = differing(preset).last();
    const size = Number((await number.innerText()).slice(1));
    await number.press('Enter');
    await expect(people).toContainText(`${size} ${size === 1 ? 'person' : 'people'} `);
    await expect(people.getByRole('row')).toHaveCount(size + 1);
  }

  await row('Mixpanel').getByRole('button', { name: 'Mixpanel', exact: true }).press('Enter');
  const cause = page.getByRole('rowheader', { name: 'Only the first attempt counts', exact: true });
  const caused = answer.getByRole('row').filter({ has: cause });
  await caused.getByRole('button', { name: / lost at “Place order”/ }).click();
  await expect(people).toContainText('because only the first attempt counts');

  await answer.getByRole('button', { name: 'Each its own window' }).click();
  await expect(row('GA4').first()).toContainText('there is no time limit', { timeout: 30_000 });
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page);
});
