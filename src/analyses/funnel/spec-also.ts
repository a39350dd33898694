import { INTERVALS, type Interval } from '#vocabulary/calendar-buckets.ts';
import type { Fields } from '#vocabulary/fields.ts';

/** Steps count from 0. */
export interface FunnelTimes {
  from: number;
  to: number;
  /** How many; without it the cube root of the units. */
  bins?: number;
}

export interface FunnelTrend {
  interval: Interval;
  /** Absent = the first step. */
  from?: number;
  /** Absent = the last step. */
  to?: number;
}

const MOST_BINS = 500;

const readStep = (fields: Fields, name: string) => fields.integer(name, 0, Number.MAX_SAFE_INTEGER);

export function readTimes(fields: Fields): FunnelTimes | undefined {
  const asked = fields.object('timeToConvert');
  if (!asked) return undefined;
  const from = readStep(asked, 'from');
  const to = readStep(asked, 'to');
  const bins = asked.integer('bins', 1, MOST_BINS);
  asked.done();
  for (const name of ['from', 'to'])
    if (!asked.has(name))
      asked.refuse(name, 'funnel/between', 'Between which steps?', 'Give `from` and `to`, 0 for the first step.');
  return from === undefined || to === undefined ? undefined : { from, to, ...(bins !== undefined && { bins }) };
}

export function readTrend(fields: Fields): FunnelTrend | undefined {
  const asked = fields.object('trend');
  if (!asked) return undefined;
  const interval = asked.oneOf('interval', INTERVALS);
  const from = readStep(asked, 'from');
  const to = readStep(asked, 'to');
  asked.done();
  if (!asked.has('interval'))
    asked.refuse(
      'interval',
      'document/missing',
      'A trend needs its interval.',
      `Choose one of ${INTERVALS.join(', ')}.`,
    );
  return interval && { interval, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}
