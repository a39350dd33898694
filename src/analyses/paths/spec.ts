import { parseDuration, type Duration } from '#vocabulary/duration.ts';
import { parseEventMatch, type EventMatch } from '#vocabulary/event-match.ts';
import { isObject, type Fields } from '#vocabulary/fields.ts';
import type { ReadSegment } from '../kind.ts';
import type { PathsAnswer } from './result.ts';
import { readCompare, type CompareTwo } from './spec-compare.ts';
import { readNode, type NodeNaming } from './spec-node.ts';
import { readPattern, type PathPattern } from './spec-pattern.ts';

declare module '../kinds.ts' {
  interface Kinds {
    paths: { spec: PathsSpec; result: PathsAnswer };
  }
}

/** A node's name, or which events make one. */
export type NodeMatch = string | EventMatch;

export const WEIGHTS = ['occurrences', 'units'] as const;

/** What a result may hold: `links` and `nodes` are its flow. */
export const PARTS = ['flow', 'graph', 'variants', 'matrix'] as const;
export type Part = (typeof PARTS)[number];

/** Which occurrence of the start, or without one of the end. */
export const ANCHORS = ['first', 'last', 'every'] as const;
export type Anchor = (typeof ANCHORS)[number];

export const DEFAULT_STEPS = 5;
export const MOST_STEPS = 100;
export const DEFAULT_TOP = 50;
export const MOST_TOP = 10_000;
const MOST_NAMES = 1000;

/** The question as the document asks it. */
export interface PathsSpec {
  kind: 'paths';
  /** What the result holds, everything without. */
  parts?: Part[];
  /** Places of a path that are looked at, 5 without. */
  steps?: number;
  start?: NodeMatch;
  /** With it, the last nodes of a path are kept. */
  end?: NodeMatch;
  /** The occurrence that paths start at, or without a start end with; first without. */
  anchor?: Anchor;
  /** The table of positions is around its first occurrence in each visit; from the first node on without. */
  matrixAt?: NodeMatch;
  /** Only visits that hold it count. */
  pattern?: PathPattern;
  node?: NodeNaming;
  /** Events that match none of these are left out. */
  events?: EventMatch[];
  /** Names of nodes that are left out. */
  exclude?: string[];
  /** A visit ends where nothing follows for longer; null = never, 30 minutes without it. */
  gap?: Duration | null;
  /** Repeats in a row are one node, unless false. */
  collapse?: boolean;
  weigh?: (typeof WEIGHTS)[number];
  /** Links listed, the largest; 50 without. */
  top?: number;
  minCount?: number;
  maxCount?: number;
  /** Every share also of two groups of people, and how they differ. */
  compare?: CompareTwo;
}

/** Everything of paths but `kind`; unknown fields are the caller's to report. */
export function parsePaths(fields: Fields, readSegment: ReadSegment): PathsSpec | null {
  const { problems } = fields;
  const before = problems.length;
  const parts = readParts(fields);
  const steps = fields.integer('steps', 2, MOST_STEPS);
  const start = readMatch(fields, 'start');
  const end = readMatch(fields, 'end');
  const matrixAt = readMatch(fields, 'matrixAt');
  const anchor = fields.oneOf('anchor', ANCHORS);
  const pattern = readPattern(fields);
  const node = readNode(fields);
  const events = fields.list('events', (value, path) => parseEventMatch(value, path, problems));
  if (events?.length === 0)
    fields.refuse('events', 'paths/events', 'No event is left.', 'Name some, or leave `events` out for all.');
  const exclude = readExclude(fields);
  const gap = readGap(fields);
  const collapse = fields.boolean('collapse');
  const weigh = fields.oneOf('weigh', WEIGHTS);
  const top = fields.integer('top', 1, MOST_TOP);
  const minCount = fields.integer('minCount', 1, Number.MAX_SAFE_INTEGER);
  const maxCount = fields.integer('maxCount', 1, Number.MAX_SAFE_INTEGER);
  if (minCount !== undefined && maxCount !== undefined && minCount > maxCount)
    fields.refuse(
      'maxCount',
      'paths/counts',
      `No link has at least ${minCount} and at most ${maxCount}.`,
      'Give a `maxCount` that is not below `minCount`.',
    );
  const compare = readCompare(fields, readSegment);
  if (problems.length > before) return null;
  return {
    kind: 'paths',
    ...(parts && { parts }),
    ...(steps !== undefined && { steps }),
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
    ...(matrixAt !== undefined && { matrixAt }),
    ...(anchor && { anchor }),
    ...(pattern && { pattern }),
    ...(node && { node }),
    ...(events && { events }),
    ...(exclude && { exclude }),
    ...(gap !== undefined && { gap }),
    ...(collapse !== undefined && { collapse }),
    ...(weigh && { weigh }),
    ...(top !== undefined && { top }),
    ...(minCount !== undefined && { minCount }),
    ...(maxCount !== undefined && { maxCount }),
    ...(compare && { compare }),
  };
}

function readParts(fields: Fields): Part[] | undefined {
  const parts = fields.list('parts', (value, path) =>
    PARTS.includes(value as Part)
      ? (value as Part)
      : fields.refuse(path.slice(fields.path.length + 1), 'paths/parts', `Choose among ${PARTS.join(', ')}.`),
  );
  return parts?.length === 0
    ? fields.refuse('parts', 'paths/parts', 'Nothing is asked for.', 'Name some, or leave `parts` out for all.')
    : parts;
}

function readMatch(fields: Fields, name: 'start' | 'end' | 'matrixAt'): NodeMatch | undefined {
  const value = fields.raw(name);
  if (value === undefined || (typeof value === 'string' && value !== '')) return value;
  if (isObject(value)) return parseEventMatch(value, fields.at(name), fields.problems);
  return fields.refuse(
    name,
    'paths/match',
    'This must be a node’s name or an event.',
    'Give "Checkout", or { event: "Checkout", where: … }.',
  );
}

function readExclude(fields: Fields): string[] | undefined {
  const names = fields.list('exclude', (value, path) =>
    typeof value === 'string' ? value : fields.refuse(path.slice(fields.path.length + 1), 'document/type', 'A name.'),
  );
  return names && names.length > MOST_NAMES
    ? fields.refuse('exclude', 'paths/exclude', `At most ${MOST_NAMES} nodes can be left out.`, 'Join some by a rule.')
    : names;
}

function readGap(fields: Fields): Duration | null | undefined {
  const value = fields.raw('gap');
  return value === undefined || value === null ? value : parseDuration(value, fields.at('gap'), fields.problems);
}
