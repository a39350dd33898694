import type { Page } from '@playwright/test';

/** How many people the rules on screen hold for. */
export const size = (page: Page) => page.getByRole('region', { name: 'Segment' }).getByRole('status').first();
export const sentence = (page: Page) => page.getByRole('region', { name: 'Segment' }).locator('.says').first();
export const list = (page: Page) => page.getByRole('navigation', { name: 'Saved segments' });

export async function add(page: Page, what: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a rule', exact: true }).click();
  await page.getByRole('button', { name: what, exact: true }).click();
}

export async function choose(page: Page, field: string, event: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${field}:`) }).click();
  await page.getByRole('option', { name: new RegExp(`^${event}\\b`) }).click();
}

export async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Run a command' }).fill(name);
  await page.keyboard.press('Enter');
}
