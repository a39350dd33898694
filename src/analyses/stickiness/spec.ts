import { INTERVALS, type Interval } from '#vocabulary/calendar-buckets.ts';
import { parseEventMatch, type EventMatch } from '#vocabulary/event-match.ts';
import type { Fields } from '#vocabulary/fields.ts';
import { readBreakdown, type Breakdown } from '../breakdown.ts';
import { readCompareWith, type CompareWith } from '../compare-with.ts';
import type { ReadSegment } from '../kind.ts';
import type { StickinessResult } from './result.ts';

declare module '../kinds.ts' {
  interface Kinds {
    stickiness: { spec: StickinessSpec; result: StickinessResult };
  }
}

export const OPERATORS = ['gte', 'lte', 'is'] as const;

/** How many events make an interval active; none never do. */
export interface PerInterval {
  op: (typeof OPERATORS)[number];
  value: number;
}

/** The question as the document asks it. */
export interface StickinessSpec {
  kind: 'stickiness';
  /** What makes somebody active. */
  of: EventMatch;
  interval: Interval;
  /** Whether counts are of so many intervals or more. */
  cumulative?: boolean;
  perInterval?: PerInterval;
  /** By the value at the first activity of the range that has one. */
  breakdown?: Breakdown;
  compare?: CompareWith;
}

/** Everything of a stickiness but `kind`; unknown fields are the caller's to report. */
export function parseStickiness(fields: Fields, readSegment: ReadSegment): StickinessSpec | null {
  const { problems } = fields;
  const before = problems.length;
  const of = fields.has('of')
    ? parseEventMatch(fields.raw('of'), fields.at('of'), problems)
    : fields.refuse('of', 'stickiness/event', 'What makes somebody active?', 'Give `of`: { event: "Visit" }, or {}.');
  const interval = fields.oneOf('interval', INTERVALS);
  if (!fields.has('interval'))
    fields.refuse('interval', 'stickiness/interval', 'By which period?', `Choose one of ${INTERVALS.join(', ')}.`);
  const cumulative = fields.boolean('cumulative');
  const perInterval = readPerInterval(fields);
  const breakdown = readBreakdown(fields, 'stickiness/breakdown', readSegment);
  const compare = readCompareWith(fields, 'stickiness/compare', readSegment);
  if (!of || !interval || problems.length > before) return null;
  return {
    kind: 'stickiness',
    of,
    interval,
    ...(cumulative !== undefined && { cumulative }),
    ...(perInterval && { perInterval }),
    ...(breakdown && { breakdown }),
    ...(compare && { compare }),
  };
}

function readPerInterval(fields: Fields): PerInterval | undefined {
  const asked = fields.object('perInterval');
  if (!asked) return undefined;
  const op = asked.oneOf('op', OPERATORS);
  const value = asked.integer('value', 1, Number.MAX_SAFE_INTEGER);
  asked.done();
  for (const name of ['op', 'value'])
    if (!asked.has(name))
      asked.refuse(name, 'stickiness/perInterval', 'How many events?', 'Give `op` (gte, lte or is) and `value`.');
  return op && value !== undefined ? { op, value } : undefined;
}
