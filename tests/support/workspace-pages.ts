import type { Locator, Page } from '@playwright/test';
import { expect } from './browser.ts';

/** Where the title line says whether what is open is saved: `data-save`. */
export const saveState = (page: Page): Locator => page.locator('[data-save]');

export const saved = (page: Page): Promise<void> =>
  expect(saveState(page)).toHaveAttribute('data-save', 'saved', { timeout: 30_000 });

/** Waits for the workspace of this name to be open. */
export const named = (page: Page, name: string): Promise<void> =>
  expect(page.getByRole('button', { name: `Workspace: ${name}`, exact: true })).toBeVisible({ timeout: 30_000 });

/** The menu at the name, once it is open. */
export const menu = (page: Page): Locator => page.getByRole('dialog', { name: 'Workspace' });

/** Names of all workspaces, the one that is open last; opens the menu. */
export async function workspaceNames(page: Page): Promise<string[]> {
  const trigger = page.getByRole('button', { name: /^Workspace:/ });
  const open = (await trigger.getAttribute('aria-label'))!.replace('Workspace: ', '');
  const listed = await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const names: [savedMs: number, name: string][] = [];
    for await (const folder of (
      await root.getDirectoryHandle('workspaces')
    ).values() as AsyncIterable<FileSystemDirectoryHandle>) {
      // what was begun and never finished is swept a moment later
      const handle = await folder.getFileHandle('manifest.json').catch(() => null);
      if (!handle) continue;
      const file = await handle.getFile();
      const { name, savedMs } = JSON.parse(await file.text()) as { name: string; savedMs: number };
      names.push([savedMs, name]);
    }
    return names.sort(([a], [b]) => b - a).map(([, name]) => name);
  });
  expect(listed).toContain(open);
  await trigger.click();
  return listed;
}

/** Nothing lies in the storage that no workspace names, once the leavings of what was cut short are swept. */
export async function expectNothingElse(page: Page): Promise<void> {
  await expect(async () => {
    const { stored, named } = await storedFiles(page);
    expect(stored).toEqual(named);
  }).toPass({ timeout: 10_000 });
}

/** Files of all workspaces that lie in the storage, and those that a manifest names. */
function storedFiles(page: Page): Promise<{ stored: string[]; named: string[] }> {
  return page.evaluate(async () => {
    type Folder = FileSystemDirectoryHandle;
    const stored: string[] = [];
    const named: string[] = [];
    const walk = async (folder: Folder, path: string): Promise<void> => {
      for await (const entry of folder.values() as AsyncIterable<Folder | FileSystemFileHandle>) {
        const at = `${path}/${entry.name}`;
        if (entry.kind === 'directory') await walk(entry, at);
        else stored.push(at);
        if (entry.kind === 'directory' || entry.name !== 'manifest.json') continue;
        const { sources, log } = JSON.parse(await (await entry.getFile()).text()) as {
          sources: { id: string }[];
          log: { file: string } | null;
        };
        named.push(at, ...sources.map(({ id }) => `${path}/sources/${id}`));
        if (log) named.push(`${path}/logs/${log.file}`);
      }
    };
    await walk(await (await navigator.storage.getDirectory()).getDirectoryHandle('workspaces'), '');
    return { stored: stored.sort(), named: named.sort() };
  });
}
