import { isLeaving } from '#data/leavings.ts';

/**
 * The files that were dropped, and those in folders that were, by their paths. Must be called while the drop is told of:
 * what was dropped cannot be looked at later.
 */
export function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  if (!entries.some((entry) => entry?.isDirectory)) return Promise.resolve([...transfer.files]);
  const given = [...transfer.items].map((item) => item.getAsFile());
  const found = entries.map((entry, i) =>
    entry?.isDirectory ? filesUnder(entry) : Promise.resolve(given[i] ? [given[i]] : []),
  );
  return Promise.all(found).then((files) => files.flat());
}

/** Files of a folder that was chosen, each called by its path in it. */
export const chosenFiles = (files: FileList | readonly File[]): File[] =>
  [...files]
    .map((file) => called(file, file.webkitRelativePath || file.name))
    .filter(({ name }) => !name.includes('/') || !isLeaving(name))
    .sort((a, b) => (a.name.includes('/') ? byName(a, b) : 0));

async function filesUnder(entry: FileSystemEntry): Promise<File[]> {
  const path = entry.fullPath.replace(/^\//, '');
  if (isLeaving(path)) return [];
  if (!entry.isDirectory) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [called(file, path)];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const inside: FileSystemEntry[] = [];
  // a folder tells of a hundred at a time, and of none at its end
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    inside.push(...some);
  }
  const files: File[] = [];
  for (const each of inside) files.push(...(await filesUnder(each)));
  return files.sort(byName);
}

const byName = (a: File, b: File): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

const called = (file: File, path: string): File =>
  path === file.name ? file : new File([file], path, { type: file.type, lastModified: file.lastModified });
