import { INTERVALS, type Interval } from '#vocabulary/calendar-buckets.ts';
import type { Fields } from '#vocabulary/fields.ts';
import { readBreakdown, type Breakdown } from '../breakdown.ts';
import { readCompareWith, type CompareWith } from '../compare-with.ts';
import type { ReadSegment } from '../kind.ts';
import type { SessionsResult } from './result.ts';

declare module '../kinds.ts' {
  interface Kinds {
    sessions: { spec: SessionsSpec; result: SessionsResult };
  }
}

/** Names listed of first and last events where nobody said how many, and the most. */
export const NAMES = 10;
export const MOST_NAMES = 100;

/** The question as the document asks it; how sessions are cut is the document's own. */
export interface SessionsSpec {
  kind: 'sessions';
  /** Of the sessions over time, `day` without it. */
  interval?: Interval;
  /** Names listed of first and of last events. */
  top?: number;
  /** By the value at the first event of a session that has one. */
  breakdown?: Breakdown;
  compare?: CompareWith;
}

/** Everything of the question but `kind`; unknown fields are the caller's to report. */
export function parseSessions(fields: Fields, readSegment: ReadSegment): SessionsSpec | null {
  const before = fields.problems.length;
  const interval = fields.oneOf('interval', INTERVALS);
  const top = fields.integer('top', 1, MOST_NAMES);
  const breakdown = readBreakdown(fields, 'sessions/breakdown', readSegment);
  const compare = readCompareWith(fields, 'sessions/compare', readSegment);
  if (fields.problems.length > before) return null;
  return {
    kind: 'sessions',
    ...(interval && { interval }),
    ...(top !== undefined && { top }),
    ...(breakdown && { breakdown }),
    ...(compare && { compare }),
  };
}
