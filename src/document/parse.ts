import { kinds } from '#analyses/registry.ts';
import { parseSegment, SegmentReading } from '#segments/parse.ts';
import type { SavedSegments, Segment } from '#segments/spec.ts';
import { isZone } from '#vocabulary/calendar.ts';
import { Fields, isObject } from '#vocabulary/fields.ts';
import type { Outcome, Problem } from '#vocabulary/problem.ts';
import { parseRange } from '#vocabulary/range.ts';
import { parseRule } from '#vocabulary/rule.ts';
import { WEEKDAYS, type AnalysisDocument, type Board, type SegmentDocument } from './document.ts';
import { readSessions, readUnit } from './unit.ts';

/** Reads a document in the place of a funnel inside a segment, with the same list of saved segments. */
const readingOf = (saved: SavedSegments): SegmentReading => {
  const reading: SegmentReading = new SegmentReading(saved, (value, path, problems) =>
    readDocument(value, path, problems, reading),
  );
  return reading;
};

const outcomeOf = <T>(value: T | null | undefined, problems: Problem[]): Outcome<T> =>
  value && !problems.some(({ severity }) => severity === 'error') ? { ok: true, value } : { ok: false, problems };

/** A document with every problem found, each with the path of its field. `saved` are the segments it may name. */
export function parseDocument(value: unknown, saved: SavedSegments = {}): Outcome<AnalysisDocument> {
  const problems: Problem[] = [];
  return outcomeOf(readDocument(value, '', problems, readingOf(saved)), problems);
}

/** Whether saved segments can all be read; problems begin with the name of theirs. */
export function checkSavedSegments(saved: SavedSegments): Outcome<null> {
  const problems: Problem[] = [];
  const reading = readingOf(saved);
  for (const name of Object.keys(saved)) {
    reading.conditions = 0;
    parseSegment(saved[name], name, problems, reading);
  }
  return outcomeOf({}, problems).ok ? { ok: true, value: null } : { ok: false, problems };
}

/** Whether it asks for the people of a segment and for no analysis. */
export const isSegmentDocument = (value: unknown): boolean =>
  isObject(value) && 'segment' in value && !('analysis' in value) && !('board' in value);

export function parseSegmentDocument(value: unknown, saved: SavedSegments = {}): Outcome<SegmentDocument> {
  const problems: Problem[] = [];
  const fields = Fields.of(value, '', problems);
  if (!fields) return { ok: false, problems };
  readVersion(fields);
  const title = fields.string('title');
  const note = fields.string('note');
  const timezone = readZone(fields);
  const segment = readSegment(fields, timezone, readingOf(saved));
  fields.done();
  if (!fields.has('segment')) fields.refuse('segment', 'document/missing', 'Which people?', 'Give `segment`.');
  const kept = definedOnly({ title, note, timezone, segment });
  return outcomeOf(segment && ({ sojourn: 1, ...kept } as SegmentDocument), problems);
}

export const isBoard = (value: unknown): boolean => isObject(value) && 'board' in value;

/**
 * A board is read card by card: a card that does not parse has its problems in its place and the rest still run.
 */
export function parseBoard(
  value: unknown,
  saved: SavedSegments = {},
): Outcome<Omit<Board, 'board'> & { board: Outcome<AnalysisDocument>[] }> {
  const problems: Problem[] = [];
  const fields = Fields.of(value, '', problems);
  if (!fields) return { ok: false, problems };
  readVersion(fields);
  const title = fields.string('title');
  const board = fields.list('board', (card) => parseDocument(card, saved));
  fields.done();
  if (!board && !fields.has('board')) fields.refuse('board', 'document/missing', 'A board needs its list of analyses.');
  if (!board || problems.length > 0) return { ok: false, problems };
  return { ok: true, value: { sojourn: 1, ...(title !== undefined && { title }), board } };
}

function readVersion(fields: Fields): void {
  const version = fields.raw('sojourn');
  if (version === 1) return;
  if (version === undefined)
    fields.refuse('sojourn', 'document/missing', 'A document begins with its format version.', 'Add "sojourn": 1.');
  else
    fields.refuse(
      'sojourn',
      'document/version',
      `Format version ${JSON.stringify(version)} is not known here.`,
      'This version of Sojourn reads format 1.',
    );
}

function readDocument(
  value: unknown,
  path: string,
  problems: Problem[],
  reading: SegmentReading,
): AnalysisDocument | null {
  const fields = Fields.of(value, path, problems);
  if (!fields) return null;
  readVersion(fields);
  const title = fields.string('title');
  const note = fields.string('note');
  const timezone = readZone(fields);
  const weekStart = fields.oneOf('weekStart', WEEKDAYS);
  const range = fields.has('range')
    ? parseRange(fields.raw('range'), fields.at('range'), problems, timezone ?? 'UTC')
    : undefined;
  const where = fields.has('where') ? parseRule(fields.raw('where'), fields.at('where'), problems) : undefined;
  const segment = readSegment(fields, timezone, reading);
  const unit = readUnit(fields);
  const sessions = readSessions(fields);
  const analysis = readAnalysis(fields, reading);
  fields.done();
  if (!analysis) return null;
  const kept = definedOnly({ title, note, timezone, weekStart, range, where, segment, unit, sessions });
  return { sojourn: 1, ...kept, analysis } as AnalysisDocument;
}

const definedOnly = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== undefined));

function readSegment(fields: Fields, timezone: string | undefined, reading: SegmentReading): Segment | undefined {
  reading.zone = timezone ?? 'UTC';
  return fields.has('segment')
    ? parseSegment(fields.raw('segment'), fields.at('segment'), fields.problems, reading)
    : undefined;
}

function readZone(fields: Fields): string | undefined {
  const zone = fields.string('timezone');
  if (zone === undefined || isZone(zone)) return zone;
  return fields.refuse(
    'timezone',
    'document/zone',
    `“${zone}” is not a time zone.`,
    'Give an IANA name such as Europe/Berlin or UTC.',
  );
}

function readAnalysis(fields: Fields, reading: SegmentReading): unknown {
  const analysis = fields.object('analysis');
  if (!analysis) {
    if (!fields.has('analysis')) fields.refuse('analysis', 'document/missing', 'A document needs its analysis.');
    return null;
  }
  const name = analysis.string('kind');
  const kind = name === undefined ? undefined : kinds.get(name);
  if (kind) {
    const spec = kind.parse(analysis, (value, path, problems) => parseSegment(value, path, problems, reading));
    analysis.done();
    return spec;
  }
  const known = [...kinds.keys()].join(', ') || 'none';
  if (name === undefined)
    analysis.refuse('kind', 'document/missing', 'An analysis needs its kind.', `Kinds here: ${known}.`);
  else analysis.refuse('kind', 'document/kind', `There is no kind “${name}” here.`, `Kinds here: ${known}.`);
  return null;
}
