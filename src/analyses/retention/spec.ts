import { INTERVALS, type Interval } from '#vocabulary/calendar-buckets.ts';
import { parseDuration, type Duration } from '#vocabulary/duration.ts';
import { parseEventMatch, type EventMatch } from '#vocabulary/event-match.ts';
import type { Fields } from '#vocabulary/fields.ts';
import { readBreakdown, type Breakdown } from '../breakdown.ts';
import { readCompareWith, type CompareWith } from '../compare-with.ts';
import type { ReadSegment } from '../kind.ts';
import type { RetentionResult } from './result.ts';

declare module '../kinds.ts' {
  interface Kinds {
    retention: { spec: RetentionSpec; result: RetentionResult };
  }
}

export const COHORTS = ['firstEver', 'firstInRange', 'everyPeriod'] as const;
export const CLOCKS = ['calendar', 'rolling'] as const;
export const RETURNED = ['on', 'onOrAfter'] as const;
export const MEANS = ['pooled', 'simple'] as const;

export const DEFAULT_PERIODS = 12;
export const MOST_PERIODS = 366;
export const MOST_WIDTH = 10_000;
/** A table of more cohorts has no answer. */
export const MOST_ROWS = 5000;

/** What a cell holds: who came back, their returns, or a property of these. */
export type Measure = 'units' | 'events' | { sum: string } | { average: string };

/** The question as the document asks it. */
export interface RetentionSpec {
  kind: 'retention';
  start: EventMatch;
  return: EventMatch;
  cohort?: (typeof COHORTS)[number];
  period?: Interval;
  /** Columns, period 0 included. */
  periods?: number;
  clock?: (typeof CLOCKS)[number];
  returned?: (typeof RETURNED)[number];
  /** Widths of the columns after period 0, in periods. */
  brackets?: number[];
  /** May returns lie past the range's end. */
  lateReturns?: boolean;
  minReturns?: number;
  /** A return carries the value of this property that the start had. */
  sameValue?: string;
  measure?: Measure;
  mean?: (typeof MEANS)[number];
  /** How long people stay until they are gone: who was away for `goneAfter` when the log ends was last seen before. */
  lastSeen?: { goneAfter?: Duration };
  breakdown?: Breakdown;
  compare?: CompareWith;
}

/** Everything of a retention but `kind`; unknown fields are the caller's to report. */
export function parseRetention(fields: Fields, readSegment: ReadSegment): RetentionSpec | null {
  const { problems } = fields;
  const before = problems.length;
  const start = readMatch(fields, 'start', 'Who begins?', 'Give `start`: { event: "Sign up" }, or {} for any event.');
  const back = readMatch(
    fields,
    'return',
    'What is a return?',
    'Give `return`: { event: "Visit" }, or {} for any event.',
  );
  const cohort = fields.oneOf('cohort', COHORTS);
  const period = fields.oneOf('period', INTERVALS);
  const periods = fields.integer('periods', 1, MOST_PERIODS);
  const clock = fields.oneOf('clock', CLOCKS);
  const returned = fields.oneOf('returned', RETURNED);
  const brackets = readBrackets(fields, periods);
  const lateReturns = fields.boolean('lateReturns');
  const minReturns = fields.integer('minReturns', 1, Number.MAX_SAFE_INTEGER);
  const sameValue = fields.string('sameValue');
  if (sameValue === '')
    fields.refuse('sameValue', 'retention/sameValue', 'Which property?', 'Name it, or leave it out.');
  const mean = fields.oneOf('mean', MEANS);
  const breakdown = readBreakdown(fields, 'retention/breakdown', readSegment);
  const compare = readCompareWith(fields, 'retention/compare', readSegment);
  const measure = readMeasure(fields);
  const lastSeen = readLastSeen(fields);
  if (!start || !back || problems.length > before) return null;
  return {
    kind: 'retention',
    start,
    return: back,
    ...(cohort && { cohort }),
    ...(period && { period }),
    ...(periods !== undefined && { periods }),
    ...(clock && { clock }),
    ...(returned && { returned }),
    ...(brackets && { brackets }),
    ...(lateReturns !== undefined && { lateReturns }),
    ...(minReturns !== undefined && { minReturns }),
    ...(sameValue !== undefined && { sameValue }),
    ...(measure && { measure }),
    ...(mean && { mean }),
    ...(lastSeen && { lastSeen }),
    ...(breakdown && { breakdown }),
    ...(compare && { compare }),
  };
}

const HOW_TO_MEASURE = 'Say "units", "events", { sum: a property } or { average: a property }.';

function readMeasure(fields: Fields): Measure | undefined {
  const value = fields.raw('measure');
  if (value === undefined || value === 'units' || value === 'events') return value;
  if (typeof value !== 'object')
    return fields.refuse('measure', 'retention/measure', 'What does a cell hold?', HOW_TO_MEASURE);
  const asked = fields.object('measure');
  if (!asked) return undefined;
  const sum = asked.string('sum');
  const average = asked.string('average');
  const both = asked.has('sum') === asked.has('average');
  asked.done();
  if (both || sum === '' || average === '')
    return fields.refuse('measure', 'retention/measure', 'A measure names one property.', HOW_TO_MEASURE);
  if (sum !== undefined) return { sum };
  return average === undefined ? undefined : { average };
}

function readLastSeen(fields: Fields): RetentionSpec['lastSeen'] {
  const asked = fields.object('lastSeen');
  if (!asked) return undefined;
  const goneAfter = asked.has('goneAfter')
    ? parseDuration(asked.raw('goneAfter'), asked.at('goneAfter'), asked.problems)
    : undefined;
  asked.done();
  return { ...(goneAfter && { goneAfter }) };
}

const readMatch = (fields: Fields, name: string, message: string, hint: string): EventMatch | undefined => {
  const value = fields.raw(name);
  return value === undefined
    ? fields.refuse(name, 'retention/event', message, hint)
    : parseEventMatch(value, fields.at(name), fields.problems);
};

function readBrackets(fields: Fields, periods: number | undefined): number[] | undefined {
  const widths = fields.list('brackets', (value, path) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MOST_WIDTH) return value;
    const place = path.slice(fields.path === '' ? 0 : fields.path.length + 1);
    return fields.refuse(place, 'retention/brackets', `A bracket is 1 to ${MOST_WIDTH} periods wide.`);
  });
  if (!widths) return undefined;
  const width = widths.reduce((a, b) => a + b, 0);
  if (widths.length < 1 || widths.length >= MOST_PERIODS || width > MOST_WIDTH)
    return fields.refuse(
      'brackets',
      'retention/brackets',
      `Brackets are 1 to ${MOST_PERIODS - 1} widths, together at most ${MOST_WIDTH} periods.`,
    );
  if (periods !== undefined && periods !== widths.length + 1)
    return fields.refuse(
      'brackets',
      'retention/brackets',
      'Brackets say how many columns there are, and so does `periods`.',
      'Leave `periods` out.',
    );
  return widths;
}
