import { Fields, type Json } from '#vocabulary/fields.ts';
import { fail, ok, problem, type Outcome, type Problem } from '#vocabulary/problem.ts';
import { migrated } from './migrations.ts';
import { isRandomName } from './names.ts';

/** A file that events come from; its bytes lie in `sources/<id>`. */
export interface Source {
  id: string;
  /** What the person's file is called. */
  name: string;
  bytes: number;
  lastModifiedMs: number;
  stored: 'copy';
}

/** The event log made of the sources by the setup; its bytes lie in `logs/<file>`. */
export interface SavedLog {
  file: string;
  bytes: number;
  overview: Json;
}

export interface SavedAnalysis {
  id: string;
  name: string;
  document: Json;
}

/** All that a workspace is, but for the bytes of its sources and its log. Plain data. */
export interface Manifest {
  sojourn: 1;
  id: string;
  name: string;
  /** Counts the saves: whoever finds another than they read has been overtaken. */
  revision: number;
  createdMs: number;
  savedMs: number;
  sources: Source[];
  /** How the sources become a log; null before anybody said. */
  setup: Json;
  log: SavedLog | null;
  analyses: SavedAnalysis[];
  /** Where the person was. */
  screen: Json;
}

export const MANIFEST_VERSION = 1;
export const MOST_NAME_LENGTH = 200;
const MOST = Number.MAX_SAFE_INTEGER;

/** Reads a manifest of this or an earlier version, with every problem found. */
export function parseManifest(text: string): Outcome<Manifest> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // a SyntaxError is how JSON.parse says that the text is none
    return fail(problem('workspace/damaged', '', 'The description of this workspace is damaged.'));
  }
  const current = migrated(value, MANIFEST_VERSION);
  if (!current.ok) return current;
  const problems: Problem[] = [];
  const manifest = manifestOf(current.value, problems);
  return manifest && problems.length === 0 ? ok(manifest) : fail(...problems);
}

function manifestOf(value: unknown, problems: Problem[]): Manifest | undefined {
  const fields = Fields.of(value, '', problems);
  if (!fields) return undefined;
  fields.raw('sojourn');
  const id = randomNameIn(fields, 'id');
  const name = needed(fields, 'name', fields.string('name'));
  const revision = needed(fields, 'revision', fields.integer('revision', 1, MOST));
  const createdMs = needed(fields, 'createdMs', fields.integer('createdMs', -MOST, MOST));
  const savedMs = needed(fields, 'savedMs', fields.integer('savedMs', -MOST, MOST));
  const sources = needed(fields, 'sources', fields.list('sources', each(problems, sourceOf)));
  const setup = jsonIn(fields, 'setup');
  const log = fields.raw('log') === null ? null : logOf(fields);
  const analyses = needed(fields, 'analyses', fields.list('analyses', each(problems, analysisOf)));
  const screen = jsonIn(fields, 'screen');
  fields.done();
  if (sources && new Set(sources.map((source) => source.id)).size < sources.length)
    fields.refuse('sources', 'document/choice', 'Two sources have the same id.');
  if (name !== undefined && !isTitle(name))
    fields.refuse('name', 'workspace/name', `A name has 1 to ${MOST_NAME_LENGTH} characters.`);
  if (id === undefined || name === undefined || revision === undefined || createdMs === undefined) return undefined;
  if (savedMs === undefined || !sources || setup === undefined || log === undefined) return undefined;
  if (!analyses || screen === undefined) return undefined;
  return { sojourn: 1, id, name, revision, createdMs, savedMs, sources, setup, log, analyses, screen };
}

export const isTitle = (name: string): boolean => name.trim() !== '' && name.length <= MOST_NAME_LENGTH;

function sourceOf(fields: Fields): Source | undefined {
  const id = randomNameIn(fields, 'id');
  const name = needed(fields, 'name', fields.string('name'));
  const bytes = needed(fields, 'bytes', fields.integer('bytes', 0, MOST));
  const lastModifiedMs = needed(fields, 'lastModifiedMs', fields.integer('lastModifiedMs', -MOST, MOST));
  const stored = needed(fields, 'stored', fields.oneOf('stored', ['copy'] as const));
  if (id === undefined || name === undefined || bytes === undefined || lastModifiedMs === undefined) return undefined;
  return stored === undefined ? undefined : { id, name, bytes, lastModifiedMs, stored };
}

function logOf(parent: Fields): SavedLog | undefined {
  const fields = needed(parent, 'log', parent.object('log'));
  if (!fields) return undefined;
  const file = randomNameIn(fields, 'file');
  const bytes = needed(fields, 'bytes', fields.integer('bytes', 0, MOST));
  const overview = jsonIn(fields, 'overview');
  fields.done();
  return file === undefined || bytes === undefined || overview === undefined ? undefined : { file, bytes, overview };
}

function analysisOf(fields: Fields): SavedAnalysis | undefined {
  const id = needed(fields, 'id', fields.string('id'));
  const name = needed(fields, 'name', fields.string('name'));
  const document = jsonIn(fields, 'document');
  return id === undefined || name === undefined || document === undefined ? undefined : { id, name, document };
}

/** Reads the items of a list as objects without other fields. */
const each =
  <T>(problems: Problem[], read: (fields: Fields) => T | undefined) =>
  (value: unknown, path: string): T | undefined => {
    const fields = Fields.of(value, path, problems);
    if (!fields) return undefined;
    const item = read(fields);
    fields.done();
    return item;
  };

function needed<T>(fields: Fields, name: string, value: T | undefined): T | undefined {
  return value === undefined && !fields.has(name)
    ? fields.refuse(name, 'document/missing', `“${name}” is missing.`)
    : value;
}

/** What is not ours to read. */
const jsonIn = (fields: Fields, name: string): Json | undefined =>
  needed(fields, name, fields.raw(name) as Json | undefined);

function randomNameIn(fields: Fields, name: string): string | undefined {
  const value = needed(fields, name, fields.string(name));
  if (value === undefined || isRandomName(value)) return value;
  return fields.refuse(name, 'document/type', 'This must be 16 digits from 0 to 9 and a to f.');
}
