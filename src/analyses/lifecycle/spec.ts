import { INTERVALS, type Interval } from '#vocabulary/calendar-buckets.ts';
import { parseEventMatch, type EventMatch } from '#vocabulary/event-match.ts';
import type { Fields } from '#vocabulary/fields.ts';
import { readBreakdown, type Breakdown } from '../breakdown.ts';
import { readCompareWith, type CompareWith } from '../compare-with.ts';
import type { ReadSegment } from '../kind.ts';
import type { LifecycleResult } from './result.ts';

declare module '../kinds.ts' {
  interface Kinds {
    lifecycle: { spec: LifecycleSpec; result: LifecycleResult };
  }
}

/** The question as the document asks it. */
export interface LifecycleSpec {
  kind: 'lifecycle';
  /** What makes somebody active. */
  of: EventMatch;
  interval: Interval;
  /** By the value at the first activity that has one. */
  breakdown?: Breakdown;
  compare?: CompareWith;
}

/** Everything of a lifecycle but `kind`; unknown fields are the caller's to report. */
export function parseLifecycle(fields: Fields, readSegment: ReadSegment): LifecycleSpec | null {
  const { problems } = fields;
  const before = problems.length;
  const of = fields.has('of')
    ? parseEventMatch(fields.raw('of'), fields.at('of'), problems)
    : fields.refuse('of', 'lifecycle/event', 'What makes somebody active?', 'Give `of`: { event: "Visit" }, or {}.');
  const interval = fields.oneOf('interval', INTERVALS);
  if (!fields.has('interval'))
    fields.refuse('interval', 'lifecycle/interval', 'By which period?', `Choose one of ${INTERVALS.join(', ')}.`);
  const breakdown = readBreakdown(fields, 'lifecycle/breakdown', readSegment);
  const compare = readCompareWith(fields, 'lifecycle/compare', readSegment);
  if (!of || !interval || problems.length > before) return null;
  return { kind: 'lifecycle', of, interval, ...(breakdown && { breakdown }), ...(compare && { compare }) };
}
