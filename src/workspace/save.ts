import type { EventLog } from '#log/event-log.ts';
import type { Json } from '#vocabulary/fields.ts';
import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';
import { removeFrom, folderIn, type Folder } from './folder.ts';
import {
  isTitle,
  MOST_NAME_LENGTH,
  type Manifest,
  type SavedAnalysis,
  type SavedLog,
  type Source,
} from './manifest.ts';
import { randomName } from './names.ts';
import {
  logBytes,
  leavingWhatStays,
  readManifest,
  replaceManifest,
  sweep,
  writeLogFile,
  writeSource,
  type Content,
} from './workspace-folder.ts';

/** Files that a save has written so far. */
type Made = { under: 'sources' | 'logs'; name: string }[];

/** A file that is not in the workspace yet. */
export interface NewSource {
  /** A random name that becomes its id, for a caller that must know it again; else it gets one here. */
  as?: string;
  name: string;
  lastModifiedMs: number;
  content: Content;
}

/** A log, or the bytes that `writeLog` made of one. */
export interface NewLog {
  log: EventLog | Content;
  overview: Json;
}

/** What is to be another after a save; what is left out stays. */
export interface WorkspaceChange {
  name?: string;
  /** All sources in their order: those that stay by their id. */
  sources?: ({ id: string } | NewSource)[];
  setup?: Json;
  /** A log is made of sources by a setup: where these change and nothing is said here, it goes. */
  log?: NewLog | 'keep' | null;
  analyses?: SavedAnalysis[];
  screen?: Json;
}

export interface SaveOptions {
  nowMs: number;
  /** Whether another tab has taken the workspace. */
  lost(): boolean;
  /** Hears of bytes written and of how many there are to write. */
  onBytes?: (written: number, of: number) => void;
}

/** Bytes that a change writes, but for the manifest. */
export const bytesOfChange = ({ sources, log }: WorkspaceChange): number =>
  (sources ?? []).reduce((sum, source) => sum + ('id' in source ? 0 : source.content.size), 0) +
  (log && log !== 'keep' ? logBytes(log.log) : 0);

export const elsewhere = (): Outcome<never> =>
  fail(
    problem(
      'workspace/elsewhere',
      '',
      'This workspace is open in another tab, which alone can change it.',
      'Go on in that tab, or take it over here.',
    ),
  );

export const titleProblem = (name: string): Outcome<never> | null =>
  isTitle(name)
    ? null
    : fail(problem('workspace/name', 'name', `A workspace has a name of 1 to ${MOST_NAME_LENGTH} characters.`));

/**
 * Saves a change. New bytes go under new names, then the manifest that names them takes the place of the old one at
 * once, then what only the old one named is removed: whenever this ends, one of the two is whole.
 * `before` is of revision 0 where nothing was saved yet.
 */
export async function saved(
  folder: Folder,
  before: Manifest,
  change: WorkspaceChange,
  options: SaveOptions,
): Promise<Outcome<Manifest>> {
  const unfit = change.name === undefined ? null : titleProblem(change.name);
  if (unfit) return unfit;
  const of = bytesOfChange(change);
  let written = 0;
  const onBytes = (bytes: number): void => {
    written += bytes;
    options.onBytes?.(written, of);
  };
  const made: Made = [];
  try {
    const sources = change.sources
      ? await writtenSources(folder, before, change.sources, made, onBytes)
      : before.sources;
    const log = await writtenLog(folder, before, change, made, onBytes);
    const { name, setup, analyses, screen } = { ...before, ...defined(change) };
    const { nowMs } = options;
    const after: Manifest = {
      ...before,
      revision: before.revision + 1,
      savedMs: nowMs,
      name,
      sources,
      setup,
      log,
      analyses,
      screen,
    };
    if (options.lost() || !(await isCurrent(folder, before))) {
      await discard(folder, made);
      return elsewhere();
    }
    await replaceManifest(folder, after);
    await sweep(folder, after);
    return ok(after);
  } catch (error) {
    await discard(folder, made);
    throw error;
  }
}

const defined = ({ name, setup, analyses, screen }: WorkspaceChange): Partial<Manifest> => ({
  ...(name !== undefined && { name }),
  ...(setup !== undefined && { setup }),
  ...(analyses && { analyses }),
  ...(screen !== undefined && { screen }),
});

async function writtenSources(
  folder: Folder,
  before: Manifest,
  wanted: ({ id: string } | NewSource)[],
  made: Made,
  onBytes: (bytes: number) => void,
): Promise<Source[]> {
  const sources: Source[] = [];
  for (const source of wanted) {
    if ('id' in source) {
      const kept = before.sources.find(({ id }) => id === source.id);
      if (!kept) throw new Error(`there is no source ${source.id} to keep`);
      sources.push(kept);
      continue;
    }
    const { as: id = randomName(), name, lastModifiedMs, content } = source;
    made.push({ under: 'sources', name: id });
    await writeSource(folder, id, name, content, onBytes);
    sources.push({ id, name, bytes: content.size, lastModifiedMs, stored: 'copy' });
  }
  return sources;
}

async function writtenLog(
  folder: Folder,
  before: Manifest,
  change: WorkspaceChange,
  made: Made,
  onBytes: (bytes: number) => void,
): Promise<SavedLog | null> {
  const { log } = change;
  if (log === 'keep') return before.log;
  if (log === undefined) return change.sources || change.setup !== undefined ? null : before.log;
  if (log === null) return null;
  const file = randomName();
  made.push({ under: 'logs', name: file });
  const bytes = await writeLogFile(folder, file, log.log, onBytes);
  return { file, bytes, overview: log.overview };
}

/** Whether nobody saved since `before` was read: a tab that slept through the loss of its lock finds out here. */
async function isCurrent(folder: Folder, before: Manifest): Promise<boolean> {
  const now = await readManifest(folder);
  return now === null ? before.revision === 0 : now.ok && now.value.revision === before.revision;
}

async function discard(folder: Folder, made: Made): Promise<void> {
  await leavingWhatStays(async () => {
    for (const { under, name } of made) {
      const inside = await folderIn(folder, under);
      if (inside) await removeFrom(inside, name);
    }
  });
}
