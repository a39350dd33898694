import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Dictionary } from '#log/dictionary.ts';
import type { EventLog } from '#log/event-log.ts';
import type { Outcome } from '#vocabulary/problem.ts';
import type { Manifest } from '#workspace/manifest.ts';
import type { NewSource } from '#workspace/save.ts';
import { WorkspaceStore, type Surroundings } from '#workspace/store.ts';
import { diskFolder, Faults } from './disk-folder.ts';

let clockMs = 1_700_000_000_000;

/** A tab that has the browser for itself; every look at its clock is a second later. */
export const ALONE: Surroundings = {
  tabs: { locks: null, channel: null, graceMs: 0, patienceMs: 0 },
  storage: null,
  now: () => (clockMs += 1_000),
};

const made: string[] = [];

/** An empty folder on the disk, or a copy of one. */
export function temporaryFolder(of?: string): string {
  const path = mkdtempSync(join(tmpdir(), 'sojourn-'));
  made.push(path);
  if (of !== undefined) cpSync(of, path, { recursive: true });
  return path;
}

export function removeTemporaryFolders(): void {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
}

export const storeIn = (
  path: string,
  faults = new Faults(),
  direct = false,
  surroundings = ALONE,
): Promise<WorkspaceStore> => WorkspaceStore.open(diskFolder(path, faults, direct), surroundings);

export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}

export const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'fine' : outcome.problems[0]!.code);

/** A log of a few people who all do one event. */
export function smallLog(people: number): EventLog {
  const dictionary = new Dictionary();
  const texts = Array.from({ length: people }, (_, p) => new TextEncoder().encode(`person ${p}`));
  for (const text of texts) dictionary.code(text, 0, text.length);
  return {
    firstPerson: 0,
    personStart: Uint32Array.from({ length: people + 1 }, (_, p) => p),
    event: new Uint8Array(people),
    time: Float64Array.from({ length: people }, (_, p) => p * 1_000),
    row: Uint32Array.from({ length: people }, (_, p) => p),
    rows: people,
    names: ['seen'],
    people: dictionary,
    facts: { people, events: people, firstMs: 0, lastMs: (people - 1) * 1_000 },
  };
}

/** A file of letters, as long as it is to be. */
export const newSource = (name: string, bytes: number): NewSource => ({
  name,
  lastModifiedMs: 1_600_000_000_000,
  content: new Blob([name.charAt(0).repeat(bytes)]),
});

/** All that a person would find in a workspace, read back from its files. */
export async function contentsOf(store: WorkspaceStore, id: string): Promise<unknown> {
  const { name, sources, setup, log, analyses, screen } = valueOf(await store.read(id));
  const texts: string[] = [];
  for (const source of sources) texts.push(await valueOf(await store.source(id, source.id)).text());
  return {
    name,
    sources: sources.map((source, i) => [source.name, source.lastModifiedMs, texts[i]]),
    setup,
    people: log && valueOf(await store.log(id)).facts.people,
    overview: log && log.overview,
    analyses,
    screen,
  };
}

/** The files that lie in a workspace's folder, and those that should. */
export function filesOf(path: string, { id, sources, log }: Manifest): { lie: string[]; should: string[] } {
  const folder = join(path, 'workspaces', id);
  const inside = (under: string): string[] =>
    existsSync(join(folder, under)) ? readdirSync(join(folder, under)).map((name) => `${under}/${name}`) : [];
  const top = readdirSync(folder).filter((name) => name !== 'sources' && name !== 'logs');
  return {
    lie: [...top, ...inside('sources'), ...inside('logs')].sort(),
    should: [
      'manifest.json',
      ...sources.map((source) => `sources/${source.id}`),
      ...(log ? [`logs/${log.file}`] : []),
    ].sort(),
  };
}
