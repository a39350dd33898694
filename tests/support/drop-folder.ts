import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';

/** Writes files into a folder; their paths are relative to it. */
export async function writeFolder(
  folder: string,
  files: { path: string; bytes: Uint8Array<ArrayBuffer> }[],
): Promise<void> {
  for (const { path, bytes } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
}

/** Drops a file or a folder of this machine on the middle of the page, as the system would. */
export async function dropFromDisk(page: Page, path: string): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const { width, height } = page.viewportSize()!;
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await client.send('Input.dispatchDragEvent', {
      type,
      x: width / 2,
      y: height / 2,
      data: { items: [], files: [path], dragOperationsMask: 1 },
    });
  await client.detach();
}
