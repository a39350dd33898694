import { bucketsOf, bucketText } from '#vocabulary/calendar-buckets.ts';
import { periodNamed } from '../active-periods.ts';
import type { LifecyclePartial } from './kernel.ts';

/** The periods of the answer, the range's. */
export interface Rows {
  starts: string[];
  /** So many of them, the first, have begun when the log ends: nothing is known of the others. */
  known: number;
  /** So many, the first, are over. */
  closed: number;
}

/** How many edges come before that of the range's first period. */
const before = ({ of, edges }: LifecyclePartial): number => (edges.length > 0 && of.fromMs !== -Infinity ? 1 : 0);

/** How many of the range's periods have begun when the log ends. */
export const knownPeriods = (partial: LifecyclePartial): number =>
  Math.max(0, partial.edges.length - 1 - before(partial));

/** How many of these are over when it ends. */
export function closedPeriods(partial: LifecyclePartial): number {
  const known = knownPeriods(partial);
  return known > 0 && partial.edges.at(-1)! > partial.lastMs ? known - 1 : known;
}

export function rowsOf(partial: LifecyclePartial): Rows {
  const { of, edges } = partial;
  const begun = edges.subarray(before(partial));
  const starts = [...begun.subarray(0, -1)].map((startMs) => bucketText(of.buckets, startMs));
  const endsMs = begun.at(-1) ?? of.fromMs;
  const later =
    Number.isFinite(endsMs) && Number.isFinite(of.toMs)
      ? bucketsOf(of.buckets, { fromMs: endsMs, toMs: of.toMs - 0.001 }).map(({ startMs }) =>
          bucketText(of.buckets, startMs),
        )
      : [];
  return {
    starts: [...starts, ...later],
    known: starts.length,
    closed: closedPeriods(partial),
  };
}

/** The number of the period of that name; −1 where it has not begun, or is none of the range. */
export const rowNamed = (partial: LifecyclePartial, start: string): number =>
  periodNamed(partial.edges.subarray(before(partial)), partial.of.buckets, start);
