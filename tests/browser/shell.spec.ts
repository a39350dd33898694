import { expectAccessible } from '../support/accessible.ts';
import { expect, start, test } from '../support/browser.ts';

const pages = ['', 'data/', 'explore/'];

test('runs from a folder below the host, and says first that files stay here', async ({ page }) => {
  await start(page);
  await expect(page.getByText('stay on this device')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Choose files' })).toBeEnabled();
});

for (const path of pages) {
  test(`/${path} opens directly, and as a file by name`, async ({ page }) => {
    for (const address of [path, `${path}index.html`]) {
      const answer = await page.goto(`./${address}`);
      expect(answer?.status()).toBe(200);
      await expect(page.locator('main')).toBeVisible();
    }
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`/${path} has nothing axe finds wrong, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await start(page, path);
      await expect(page.locator('main')).toBeVisible();
      await expectAccessible(page);
    });
  }
}

test('what the page asks for goes to its own origin, and the policy stops the rest', async ({ page, elsewhere }) => {
  await start(page);
  const reached = await page.evaluate(
    async (addresses) => {
      const tries = addresses.map((address) =>
        fetch(address).then(
          () => address,
          () => null,
        ),
      );
      return (await Promise.all(tries)).filter((address) => address !== null);
    },
    [elsewhere.origin, 'https://example.com/'],
  );
  expect(reached).toEqual([]);
  expect(elsewhere.hits).toEqual([]);
});
