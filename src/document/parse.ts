import { kinds } from '#analyses/registry.ts';
import { isZone, localMidnight, parseInstant, spanOf, type Range } from '#vocabulary/calendar.ts';
import { Fields, isObject } from '#vocabulary/fields.ts';
import type { Outcome, Problem } from '#vocabulary/problem.ts';
import { parseRule } from '#vocabulary/rule.ts';
import { WEEKDAYS, type AnalysisDocument, type Board } from './document.ts';
import { readSessions, readUnit } from './unit.ts';

/** Fields of the contract that this version does not evaluate yet: refused, never ignored. */
const NOT_YET = ['segment'] as const;

/** A document with every problem found, each with the path of its field. */
export function parseDocument(value: unknown): Outcome<AnalysisDocument> {
  const problems: Problem[] = [];
  const document = readDocument(value, '', problems);
  return document && !problems.some(({ severity }) => severity === 'error')
    ? { ok: true, value: document }
    : { ok: false, problems };
}

export const isBoard = (value: unknown): boolean => isObject(value) && 'board' in value;

/**
 * A board is read card by card: a card that does not parse has its problems in its place and the rest still run.
 */
export function parseBoard(value: unknown): Outcome<Omit<Board, 'board'> & { board: Outcome<AnalysisDocument>[] }> {
  const problems: Problem[] = [];
  const fields = Fields.of(value, '', problems);
  if (!fields) return { ok: false, problems };
  readVersion(fields);
  const title = fields.string('title');
  const board = fields.list('board', (card) => parseDocument(card));
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

function readDocument(value: unknown, path: string, problems: Problem[]): AnalysisDocument | null {
  const fields = Fields.of(value, path, problems);
  if (!fields) return null;
  readVersion(fields);
  const title = fields.string('title');
  const note = fields.string('note');
  const timezone = readZone(fields);
  const weekStart = fields.oneOf('weekStart', WEEKDAYS);
  const range = readRange(fields, timezone ?? 'UTC');
  const where = fields.has('where') ? parseRule(fields.raw('where'), fields.at('where'), problems) : undefined;
  const unit = readUnit(fields);
  const sessions = readSessions(fields);
  for (const name of NOT_YET) {
    if (fields.raw(name) === undefined) continue;
    fields.refuse(
      name,
      'document/notYet',
      `This version of Sojourn does not evaluate “${name}” yet.`,
      'Leave it out to see the numbers without it.',
    );
  }
  const analysis = readAnalysis(fields);
  fields.done();
  if (!analysis) return null;
  const envelope = { title, note, timezone, weekStart, range, where, unit, sessions };
  const kept = Object.fromEntries(Object.entries(envelope).filter(([, field]) => field !== undefined));
  return { sojourn: 1, ...kept, analysis } as AnalysisDocument;
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

function readRange(fields: Fields, zone: string): Range | undefined {
  const range = fields.object('range');
  if (!range) return undefined;
  const end = (name: 'from' | 'to'): string | undefined => {
    const text = range.string(name);
    if (text === undefined || localMidnight(text) !== null || parseInstant(text) !== null) return text;
    return range.refuse(
      name,
      'document/date',
      `“${text}” is not a date.`,
      'Give YYYY-MM-DD, or an ISO 8601 time with its zone.',
    );
  };
  const from = end('from');
  const to = end('to');
  range.done();
  const span = spanOf({ ...(from !== undefined && { from }), ...(to !== undefined && { to }) }, zone);
  if (span && span.fromMs > span.toMs) range.refuse('to', 'document/range', 'The range ends before it begins.');
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

function readAnalysis(fields: Fields): unknown {
  const analysis = fields.object('analysis');
  if (!analysis) {
    if (!fields.has('analysis')) fields.refuse('analysis', 'document/missing', 'A document needs its analysis.');
    return null;
  }
  const name = analysis.string('kind');
  const kind = name === undefined ? undefined : kinds.get(name);
  if (kind) {
    const spec = kind.parse(analysis);
    analysis.done();
    return spec;
  }
  const known = [...kinds.keys()].join(', ') || 'none';
  if (name === undefined)
    analysis.refuse('kind', 'document/missing', 'An analysis needs its kind.', `Kinds here: ${known}.`);
  else analysis.refuse('kind', 'document/kind', `There is no kind “${name}” here.`, `Kinds here: ${known}.`);
  return null;
}
