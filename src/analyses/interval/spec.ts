import { INTERVALS, type Interval } from '#vocabulary/calendar-buckets.ts';
import { parseDuration, type Duration } from '#vocabulary/duration.ts';
import { parseEventMatch, type EventMatch } from '#vocabulary/event-match.ts';
import type { Fields } from '#vocabulary/fields.ts';
import { readBreakdown, type Breakdown } from '../breakdown.ts';
import { readCompareWith, type CompareWith } from '../compare-with.ts';
import type { ReadSegment } from '../kind.ts';
import type { IntervalResult } from './result.ts';

declare module '../kinds.ts' {
  interface Kinds {
    interval: { spec: IntervalSpec; result: IntervalResult };
  }
}

/** One pair of each unit, or all that do not overlap. */
export const EACH = ['first', 'all'] as const;
/** How wide the bins are: all alike, or each some two times the one before. */
export const SCALES = ['log', 'linear'] as const;
export type Scale = (typeof SCALES)[number];

/** The question as the document asks it. */
export interface IntervalSpec {
  kind: 'interval';
  from: EventMatch;
  to: EventMatch;
  each?: (typeof EACH)[number];
  /** Both events carry the same value of this property. */
  same?: string;
  /** Later than this after the first event nothing counts. */
  cap?: Duration;
  scale?: Scale;
  /** Boxes by the period that pairs begin in. */
  interval?: Interval;
  /** By the value at the event that begins the pair. */
  breakdown?: Breakdown;
  compare?: CompareWith;
}

/** Everything of an interval but `kind`; unknown fields are the caller's to report. */
export function parseInterval(fields: Fields, readSegment: ReadSegment): IntervalSpec | null {
  const { problems } = fields;
  const before = problems.length;
  const from = readEvent(fields, 'from', 'From which event?');
  const to = readEvent(fields, 'to', 'To which event?');
  const each = fields.oneOf('each', EACH);
  const same = fields.string('same');
  if (same === '') fields.refuse('same', 'interval/same', 'The same value of which property?', 'Name it.');
  const cap = fields.has('cap') ? parseDuration(fields.raw('cap'), fields.at('cap'), problems) : undefined;
  const scale = fields.oneOf('scale', SCALES);
  const interval = fields.oneOf('interval', INTERVALS);
  const breakdown = readBreakdown(fields, 'interval/breakdown', readSegment);
  const compare = readCompareWith(fields, 'interval/compare', readSegment);
  if (!from || !to || problems.length > before) return null;
  return {
    kind: 'interval',
    from,
    to,
    ...(each && { each }),
    ...(same && { same }),
    ...(cap && { cap }),
    ...(scale && { scale }),
    ...(interval && { interval }),
    ...(breakdown && { breakdown }),
    ...(compare && { compare }),
  };
}

const readEvent = (fields: Fields, name: 'from' | 'to', question: string): EventMatch | undefined =>
  fields.has(name)
    ? parseEventMatch(fields.raw(name), fields.at(name), fields.problems)
    : fields.refuse(name, 'interval/event', question, `Give \`${name}\`: { event: "Order" }, or {} for any.`);
