import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Page } from '@playwright/test';

export interface DroppedFile {
  name: string;
  text: string;
  /** What the system would say; most say nothing of a Parquet file. */
  type?: string;
}

const toBase64 = async (file: DroppedFile | string): Promise<{ name: string; type: string; base64: string }> => {
  if (typeof file === 'string') {
    return { name: basename(file), type: '', base64: (await readFile(file)).toString('base64') };
  }
  return { name: file.name, type: file.type ?? '', base64: Buffer.from(file.text).toString('base64') };
};

/** Drags files over an element and drops them there. A string is the path of a file on disk. */
export async function dropFiles(page: Page, selector: string, files: (DroppedFile | string)[]): Promise<void> {
  const contents = await Promise.all(files.map(toBase64));
  const dataTransfer = await page.evaluateHandle((list) => {
    const transfer = new DataTransfer();
    for (const { name, type, base64 } of list) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type }));
    }
    return transfer;
  }, contents);
  for (const event of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent(selector, event, { dataTransfer });
  }
  await dataTransfer.dispose();
}
