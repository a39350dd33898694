import { expect, test } from 'vitest';
import { storageFacts, storageWarnings } from './storage.ts';

const told = async (usage?: number, quota?: number, kept?: boolean): Promise<string[]> =>
  storageWarnings(
    await storageFacts({
      estimate: () => Promise.resolve({ ...(usage !== undefined && { usage }), ...(quota !== undefined && { quota }) }),
      ...(kept !== undefined && { persisted: () => Promise.resolve(kept) }),
    }),
  ).map(({ code, message }) => `${code}: ${message}`);

test('a storage that is nearly full is told, with what is free', async () => {
  expect(await told(85e9, 100e9, true)).toEqual([]);
  expect(await told(86e9, 100e9, true)).toEqual([
    'workspace/nearlyFull: Of the storage that the browser grants, 14,000 MB are free.',
  ]);
  expect(await told(110e6, 100e6, true)).toEqual([
    'workspace/nearlyFull: Of the storage that the browser grants, 0 MB are free.',
  ]);
});

test('a storage that the browser may clear is told', async () => {
  expect(await told(1, 100, false)).toEqual([
    'workspace/notKept: The browser may delete saved workspaces when the disk runs full.',
  ]);
  expect((await told(99, 100, false)).map((text) => text.slice(0, text.indexOf(':')))).toEqual([
    'workspace/notKept',
    'workspace/nearlyFull',
  ]);
});

test('a browser that says nothing warns of nothing', async () => {
  expect(await told()).toEqual([]);
  expect(await told(5)).toEqual([]);
  expect(storageWarnings(await storageFacts(null))).toEqual([]);
});
