import { readLog } from '#log/log-file.ts';
import type { EventLog } from '#log/event-log.ts';
import { fail, ok, problem, type Outcome, type Problem } from '#vocabulary/problem.ts';
import { folderIn, namesIn, openToRead, removeFrom, type Bytes, type Folder, type FolderFile } from './folder.ts';
import type { Holder, Tabs } from './hold.ts';
import type { Manifest } from './manifest.ts';
import { isRandomName, randomName } from './names.ts';
import { WriteRights } from './rights.ts';
import { bytesOfChange, elsewhere, saved, titleProblem, type SaveOptions, type WorkspaceChange } from './save.ts';
import { answered, freeBytes, fullProblem, storageFacts, type BrowserStorage, type StorageFacts } from './storage.ts';
import {
  beginWorkspace,
  leavingWhatStays,
  logsIn,
  lostPart,
  readManifest,
  removeManifest,
  sourceFile,
  sweep,
  writeScratch,
} from './workspace-folder.ts';

/** What the store needs of its realm. */
export interface Surroundings {
  tabs: Tabs;
  storage: BrowserStorage | null;
  now(): number;
}

/** One workspace in a list; of one that cannot be read only its id and why. */
export type Summary =
  | { id: string; name: string; createdMs: number; savedMs: number; sources: number; bytes: number }
  | { id: string; problems: Problem[] };

const WORKSPACES = 'workspaces';

/** The workspaces of this site. Changes of one store happen one after the other. */
export class WorkspaceStore {
  readonly #folder: Folder;
  readonly #surroundings: Surroundings;
  readonly #rights: WriteRights;

  private constructor(folder: Folder, surroundings: Surroundings) {
    this.#folder = folder;
    this.#surroundings = surroundings;
    this.#rights = new WriteRights(surroundings.tabs);
  }

  static async open(root: Folder, surroundings: Surroundings): Promise<WorkspaceStore> {
    return new WorkspaceStore(await root.getDirectoryHandle(WORKSPACES, { create: true }), surroundings);
  }

  /** All workspaces, the one saved last first. */
  async list(): Promise<Outcome<Summary[]>> {
    return answered(async () => {
      const summaries: Summary[] = [];
      for (const id of await namesIn(this.#folder)) {
        const folder = isRandomName(id) ? await folderIn(this.#folder, id) : null;
        const manifest = folder && (await readManifest(folder));
        if (!manifest) await this.#removeUnfinished(id);
        else summaries.push(manifest.ok ? summaryOf(manifest.value) : { id, problems: manifest.problems });
      }
      const savedMs = (summary: Summary): number => ('savedMs' in summary ? summary.savedMs : -Infinity);
      return ok(summaries.sort((a, b) => savedMs(b) - savedMs(a)));
    });
  }

  async read(id: string): Promise<Outcome<Manifest>> {
    return answered(async () => {
      const folder = await folderIn(this.#folder, id);
      return (folder && (await readManifest(folder))) ?? missing();
    });
  }

  /**
   * Opens a workspace to write it until `release`, or until another tab takes it, and sweeps what a save that was cut
   * short left behind. `workspace/elsewhere` where another tab has it; `take` asks that tab to save and let go.
   */
  async acquire(id: string, holder: Holder, take = false): Promise<Outcome<Manifest>> {
    const opening = async (): Promise<Outcome<Manifest>> => {
      const right = await this.#rights.acquire(id, holder, take);
      if (right === 'elsewhere') return elsewhere();
      const manifest = await this.read(id);
      if (right === 'before') return manifest;
      if (manifest.ok) await sweep(await this.#folder.getDirectoryHandle(id), manifest.value);
      else this.#rights.release(id);
      return manifest;
    };
    return this.#rights.inOrder(() => answered(opening));
  }

  /** Lets other tabs write the workspace, once what is being saved is saved. */
  release(id: string): Promise<void> {
    return this.#rights.inOrder(() => Promise.resolve(this.#rights.release(id)));
  }

  /** A new workspace, whole or not at all. */
  async create(
    name: string,
    change: Omit<WorkspaceChange, 'name'> = {},
    onBytes?: SaveOptions['onBytes'],
    id = randomName(),
  ): Promise<Outcome<Manifest>> {
    const unfit = titleProblem(name);
    if (unfit) return unfit;
    return this.#writing(id, change, async (lost) => {
      const folder = await this.#folder.getDirectoryHandle(id, { create: true });
      await beginWorkspace(folder);
      const nowMs = this.#surroundings.now();
      const options = { nowMs, lost, ...(onBytes && { onBytes }) };
      const discard = (): Promise<void> => leavingWhatStays(() => removeFrom(this.#folder, id));
      try {
        const outcome = await saved(folder, blank(id, name, nowMs), change, options);
        if (!outcome.ok) await discard();
        return outcome;
      } catch (error) {
        await discard();
        throw error;
      }
    });
  }

  /** Saves a change. Whatever ends it, what was saved before or the change is there whole. */
  async save(id: string, change: WorkspaceChange, onBytes?: SaveOptions['onBytes']): Promise<Outcome<Manifest>> {
    return this.#writing(id, change, async (lost) => {
      const folder = await folderIn(this.#folder, id);
      const before = (folder && (await readManifest(folder))) ?? missing();
      if (!before.ok) return before;
      const nowMs = this.#surroundings.now();
      return saved(folder!, before.value, change, { nowMs, lost, ...(onBytes && { onBytes }) });
    });
  }

  rename(id: string, name: string): Promise<Outcome<Manifest>> {
    return this.save(id, { name });
  }

  /** A copy under another name. Fails with `workspace/missing` where the original is changed meanwhile. */
  async duplicate(id: string, name: string, onBytes?: SaveOptions['onBytes']): Promise<Outcome<Manifest>> {
    const manifest = await this.read(id);
    if (!manifest.ok) return manifest;
    const { sources, setup, log, analyses, screen } = manifest.value;
    const files = [];
    for (const { id: source, name, lastModifiedMs } of sources) {
      const content = await this.source(id, source);
      if (!content.ok) return content;
      files.push({ name, lastModifiedMs, content: content.value });
    }
    const logFile = log && (await this.logFile(id));
    if (logFile && !logFile.ok) return logFile;
    const copied = logFile && log ? { log: logFile.value, overview: log.overview } : null;
    return this.create(name, { sources: files, setup, log: copied, analyses, screen }, onBytes);
  }

  /** Removes a workspace, also one that cannot be read. */
  async remove(id: string): Promise<Outcome<null>> {
    const outcome = await this.#writing(id, {}, async () => {
      await this.#drop(id);
      return ok(null);
    });
    if (outcome.ok) await this.release(id);
    return outcome;
  }

  /** Removes every workspace, also those that other tabs have open: they are told that they lost it. */
  async eraseEverything(): Promise<Outcome<null>> {
    for (const id of this.#rights.held()) await this.release(id);
    const erasing = async (): Promise<Outcome<null>> => {
      for (const id of await namesIn(this.#folder)) await this.#rights.briefly(id, () => this.#drop(id), true);
      return ok(null);
    };
    return this.#rights.inOrder(() => answered(erasing));
  }

  /** A source under the person's own name for it. */
  async source(id: string, sourceId: string): Promise<Outcome<File>> {
    const manifest = await this.read(id);
    if (!manifest.ok) return manifest;
    return answered(async () => {
      const source = manifest.value.sources.find((known) => known.id === sourceId);
      if (!source) return lostPart(sourceId);
      const file = await sourceFile(await this.#folder.getDirectoryHandle(id), sourceId);
      if (file?.size !== source.bytes) return lostPart(source.name);
      return ok(new File([file], source.name, { lastModified: source.lastModifiedMs }));
    });
  }

  /** The saved log as bytes that `readLog` reads. */
  async logFile(id: string): Promise<Outcome<File>> {
    return this.#withLog(id, async (handle) => ok(await handle.getFile()));
  }

  /** The saved log. Of one that is damaged, missing or of another version the caller makes a new one of the sources. */
  async log(id: string): Promise<Outcome<EventLog>> {
    return this.#withLog(id, async (handle, bytes) => {
      const { read, close } = await openToRead(handle);
      try {
        return await readLog(read, bytes);
      } finally {
        close();
      }
    });
  }

  storage(): Promise<StorageFacts> {
    return storageFacts(this.#surroundings.storage);
  }

  /**
   * Keeps a stream of about so many bytes in a file that can be read from any place, for as long as `run` takes. It may
   * change other workspaces meanwhile.
   */
  async withScratch<T>(
    bytes: number,
    content: ReadableStream<Bytes>,
    run: (file: File) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const id = randomName();
    const full = async (): Promise<Problem> => fullProblem(bytes, freeBytes(await this.storage()));
    const using = async (): Promise<Outcome<T>> => {
      try {
        const folder = await this.#folder.getDirectoryHandle(id, { create: true });
        return await run(await writeScratch(folder, content));
      } finally {
        await leavingWhatStays(() => removeFrom(this.#folder, id));
      }
    };
    return answered(async () => (await this.#rights.briefly(id, using)) ?? elsewhere(), full);
  }

  async #withLog<T>(id: string, read: (handle: FolderFile, bytes: number) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const manifest = await this.read(id);
    if (!manifest.ok) return manifest;
    return answered(async () => {
      const { log } = manifest.value;
      const logs = log && (await logsIn(await this.#folder.getDirectoryHandle(id)));
      if (!log || !logs) return lostPart('The event log');
      const handle = await logs.getFileHandle(log.file);
      return (await handle.getFile()).size === log.bytes ? read(handle, log.bytes) : lostPart('The event log');
    });
  }

  #writing<T>(
    id: string,
    change: WorkspaceChange,
    run: (lost: () => boolean) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const bytes = bytesOfChange(change);
    const full = async (): Promise<Problem> => fullProblem(bytes, freeBytes(await this.storage()));
    const writing = async (): Promise<Outcome<T>> => {
      const free = bytes === 0 ? null : freeBytes(await this.storage());
      if (free !== null && bytes > free) return fail(await full());
      return this.#rights.writing(id, run);
    };
    return this.#rights.inOrder(() => answered(writing, full));
  }

  async #drop(id: string): Promise<void> {
    const folder = await folderIn(this.#folder, id);
    // first what makes it a workspace: what is left of one half removed is swept
    if (folder) await removeManifest(folder);
    await removeFrom(this.#folder, id);
  }

  /** Where a workspace was begun and nobody is at it any more. Without locks nobody knows, and it stays. */
  async #removeUnfinished(id: string): Promise<void> {
    if (!isRandomName(id) || !this.#surroundings.tabs.locks) return;
    await this.#rights.briefly(id, async () => {
      const folder = await folderIn(this.#folder, id);
      if (folder && !(await readManifest(folder))) await removeFrom(this.#folder, id);
    });
  }
}

const missing = (): Outcome<never> =>
  fail(problem('workspace/missing', '', 'This workspace is no longer in the browser’s storage.'));

const blank = (id: string, name: string, nowMs: number): Manifest => ({
  sojourn: 1,
  id,
  name,
  revision: 0,
  createdMs: nowMs,
  savedMs: nowMs,
  sources: [],
  setup: null,
  log: null,
  analyses: [],
  screen: null,
});

const summaryOf = ({ id, name, createdMs, savedMs, sources, log }: Manifest): Summary => ({
  id,
  name,
  createdMs,
  savedMs,
  sources: sources.length,
  bytes: sources.reduce((sum, { bytes }) => sum + bytes, log?.bytes ?? 0),
});
