import type { EventLog } from '#log/event-log.ts';
import { logFileBytes, writeLog } from '#log/log-file.ts';
import { fail, problem, type Outcome } from '#vocabulary/problem.ts';
import {
  fileIn,
  folderIn,
  namesIn,
  removeFrom,
  replaceText,
  writeNew,
  type Bytes,
  type Folder,
  type Sink,
} from './folder.ts';
import { parseManifest, type Manifest } from './manifest.ts';
import { Unreadable } from './storage.ts';

const MANIFEST = 'manifest.json';
/** Swept with the first save. */
const UNFINISHED = 'unfinished';
const SOURCES = 'sources';
const LOGS = 'logs';

/** Bytes that come once; a `Blob` is one. */
export interface Content {
  readonly size: number;
  stream(): ReadableStream<Uint8Array>;
}

/** Null where the workspace was never finished, or is half removed. */
export async function readManifest(folder: Folder): Promise<Outcome<Manifest> | null> {
  const file = await fileIn(folder, MANIFEST);
  if (!file || (file.size === 0 && (await fileIn(folder, UNFINISHED)))) return null;
  return parseManifest(await file.text());
}

/** Says that a folder has no manifest yet: one that is empty beside it was about to be written, and is not lost. */
export async function beginWorkspace(folder: Folder): Promise<void> {
  await folder.getFileHandle(UNFINISHED, { create: true });
}

export const replaceManifest = (folder: Folder, manifest: Manifest): Promise<void> =>
  replaceText(folder, MANIFEST, JSON.stringify(manifest));

/** A workspace without one is not there. */
export const removeManifest = (folder: Folder): Promise<void> => removeFrom(folder, MANIFEST);

export async function writeSource(
  folder: Folder,
  id: string,
  name: string,
  content: Content,
  onBytes: (bytes: number) => void,
): Promise<void> {
  await writeWhole(folder, SOURCES, id, content.size, (sink) => pour(name, content, sink, onBytes));
}

export async function writeLogFile(
  folder: Folder,
  file: string,
  log: EventLog | Content,
  onBytes: (bytes: number) => void,
): Promise<number> {
  const bytes = logBytes(log);
  await writeWhole(folder, LOGS, file, bytes, (sink) =>
    'stream' in log
      ? pour('', log, sink, onBytes)
      : writeLog(log, async (part) => {
          await sink(part);
          onBytes(part.length);
        }),
  );
  return bytes;
}

export const logBytes = (log: EventLog | Content): number => ('stream' in log ? log.size : logFileBytes(log));

/** A file that no manifest will name. */
export async function writeScratch(folder: Folder, content: ReadableStream<Bytes>): Promise<File> {
  await writeNew(folder, UNFINISHED, async (sink) => {
    for (const reader = content.getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) return;
      await sink(value);
    }
  });
  return (await folder.getFileHandle(UNFINISHED)).getFile();
}

async function writeWhole(
  parent: Folder,
  under: string,
  name: string,
  bytes: number,
  fill: (sink: Sink) => Promise<void>,
): Promise<void> {
  const folder = await parent.getDirectoryHandle(under, { create: true });
  await writeNew(folder, name, fill);
  const { size } = await (await folder.getFileHandle(name)).getFile();
  if (size !== bytes) throw new DOMException(`${size} of ${bytes} bytes were kept.`, 'DataError');
}

/** Lets a content into a file, and no other number of bytes than it was to have. */
async function pour(name: string, content: Content, sink: Sink, onBytes: (bytes: number) => void): Promise<void> {
  const reader = content.stream().getReader();
  let at = 0;
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      // what browsers throw where a file on the disk is gone or is no longer what it was when it was chosen
      if (error instanceof DOMException || error instanceof TypeError) throw new Unreadable(name, { cause: error });
      throw error;
    });
    if (!done) at += value.length;
    if (done ? at < content.size : at > content.size) throw new Unreadable(name);
    if (done) return;
    try {
      await sink(value as Bytes);
    } catch (error) {
      await reader.cancel();
      throw error;
    }
    onBytes(value.length);
  }
}

export async function sourceFile(folder: Folder, id: string): Promise<File | null> {
  const sources = await folderIn(folder, SOURCES);
  return sources && fileIn(sources, id);
}

/** The folder of logs, to read one from. */
export const logsIn = (folder: Folder): Promise<Folder | null> => folderIn(folder, LOGS);

/** Removes what a manifest does not name: leavings of saves that were cut short, and what the last save replaced. */
export async function sweep(folder: Folder, manifest: Manifest): Promise<void> {
  const named: Record<string, string[]> = {
    [SOURCES]: manifest.sources.map(({ id }) => id),
    [LOGS]: manifest.log ? [manifest.log.file] : [],
  };
  await leavingWhatStays(async () => {
    for (const entry of await namesIn(folder))
      if (entry !== MANIFEST && !(entry in named)) await removeFrom(folder, entry);
    for (const [under, keep] of Object.entries(named)) {
      const inside = await folderIn(folder, under);
      if (!inside) continue;
      for (const name of await namesIn(inside)) if (!keep.includes(name)) await removeFrom(inside, name);
    }
  });
}

/** Removes files. What the storage does not let go now is swept when the workspace is opened the next time. */
export async function leavingWhatStays(remove: () => Promise<void>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

export const lostPart = (name: string): Outcome<never> =>
  fail(
    problem(
      'workspace/missing',
      name,
      `${name} is no longer in the browser’s storage, or not whole.`,
      'Add the file again, or import an exported workspace.',
    ),
  );
