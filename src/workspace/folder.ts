import { blobSource, type LogSource } from '#log/log-file.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

/** The parts of the File System API that are used, so that a folder on a disk can stand in for OPFS. */
export interface Folder {
  getDirectoryHandle(name: string, options?: { create?: boolean }): Promise<Folder>;
  getFileHandle(name: string, options?: { create?: boolean }): Promise<FolderFile>;
  removeEntry(name: string, options?: { recursive?: boolean }): Promise<void>;
  keys(): AsyncIterable<string>;
}

export interface FolderFile {
  getFile(): Promise<File>;
  createWritable(): Promise<Writing>;
  /** Only in workers. */
  createSyncAccessHandle?(options?: { mode: 'readwrite' | 'read-only' }): Promise<DirectAccess>;
}

export interface Writing {
  write(bytes: Bytes): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
}

export interface DirectAccess {
  read(into: Bytes, options: { at: number }): number;
  write(bytes: Bytes, options: { at: number }): number;
  flush(): void;
  close(): void;
}

export type Sink = (bytes: Bytes) => void | Promise<void>;

const named = (error: unknown, ...names: string[]): boolean =>
  error instanceof DOMException && names.includes(error.name);

export const isMissing = (error: unknown): boolean => named(error, 'NotFoundError');
export const isFull = (error: unknown): boolean => named(error, 'QuotaExceededError');

/** The folder in a folder, null where there is none. */
export async function folderIn(folder: Folder, name: string): Promise<Folder | null> {
  try {
    return await folder.getDirectoryHandle(name);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** The file in a folder, null where there is none. */
export async function fileIn(folder: Folder, name: string): Promise<File | null> {
  try {
    return await (await folder.getFileHandle(name)).getFile();
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Removes a file or a folder with all that is in it; one that is gone already is as good. */
export async function removeFrom(folder: Folder, name: string): Promise<void> {
  try {
    await folder.removeEntry(name, { recursive: true });
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

export async function namesIn(folder: Folder): Promise<string[]> {
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  return names;
}

/**
 * Puts a text in the place of a file's content at once: whoever reads sees the old or the new one whole. “User agents
 * try to ensure that no partial writes happen, i.e. the file will either contain its old contents or whatever data was
 * written through stream up until the stream has been closed”: https://fs.spec.whatwg.org/#dom-filesystemfilehandle-createwritable
 */
export async function replaceText(folder: Folder, name: string, text: string): Promise<void> {
  const file = await folder.getFileHandle(name, { create: true });
  const writing = await file.createWritable();
  await finished(writing, () => writing.write(new TextEncoder().encode(text)));
}

/** Writes a file that nothing names yet, in a worker without a detour. Gives how many bytes went in. */
export async function writeNew(folder: Folder, name: string, fill: (sink: Sink) => Promise<void>): Promise<number> {
  const file = await folder.getFileHandle(name, { create: true });
  let at = 0;
  if (!file.createSyncAccessHandle) {
    const writing = await file.createWritable();
    await finished(writing, () =>
      fill(async (bytes) => {
        await writing.write(bytes);
        at += bytes.length;
      }),
    );
    return at;
  }
  const access = await file.createSyncAccessHandle();
  try {
    await fill((bytes) => {
      const written = access.write(bytes, { at });
      if (written !== bytes.length) throw refusal(written, bytes.length);
      at += written;
    });
    access.flush();
  } finally {
    access.close();
  }
  return at;
}

/**
 * Why a write in place fell short. Chromium throws nothing where the storage is full: it writes what fits and gives that
 * count or, where nothing fits, the code of its error, base::File::FILE_ERROR_NO_SPACE, −8, as if it had no sign.
 */
function refusal(written: number, wanted: number): DOMException {
  const code = written | 0;
  return code === -8 || (code >= 0 && code < wanted)
    ? new DOMException('The storage is full.', 'QuotaExceededError')
    : new DOMException(`Writing failed with code ${code}.`, 'InvalidStateError');
}

async function finished(writing: Writing, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    await writing.abort();
    throw error;
  }
  await writing.close();
}

/** Reads a file from any place, in a worker straight into the array. Close it. */
export async function openToRead(file: FolderFile): Promise<{ read: LogSource; close(): void }> {
  const access = await directly(file);
  if (!access) return { read: blobSource(await file.getFile()), close: () => undefined };
  return {
    read: (at, into) => void access.read(into, { at }),
    close: () => access.close(),
  };
}

async function directly(file: FolderFile): Promise<DirectAccess | null> {
  try {
    return (await file.createSyncAccessHandle?.({ mode: 'read-only' })) ?? null;
  } catch (error) {
    // another tab has it open: where there is no mode for reading, one at a time has access
    if (named(error, 'NoModificationAllowedError')) return null;
    throw error;
  }
}
