import type { SegmentDocument } from '#document/document.ts';
import type { ColumnProfile } from '#engine/protocol.ts';
import type { Segment } from '#segments/spec.ts';

/** Bars [from, to) of a chart. */
export interface Brushed {
  from: number;
  to: number;
}

type Histogram = NonNullable<ColumnProfile['histogram']>;

/** The value at the left edge of a bar; at the edge after the last, the largest. Edges inside are rounded to read well. */
export function edgeOf({ min, max, bins }: Histogram, edge: number): number {
  if (edge <= 0) return min;
  if (edge >= bins.length) return max;
  const width = (max - min) / bins.length;
  const exact = min + edge * width;
  if (width === 0) return exact;
  // two digits of a bar's width
  const decimals = Math.max(0, Math.min(15, 1 - Math.floor(Math.log10(width))));
  return Number(exact.toFixed(decimals));
}

/** Who did something with a value of these bars, both ends included. */
export const betweenRule = (property: string, histogram: Histogram, { from, to }: Brushed): Segment => ({
  did: {
    event: null,
    where: { property, op: 'between', value: [edgeOf(histogram, from), edgeOf(histogram, to)] },
  },
});

/** Who did something with this value. */
export const valueRule = (property: string, value: string): Segment => ({
  did: { event: null, where: { property, op: 'is', value } },
});

const DAY_MS = 86_400_000;

/** The first and the last day of bars of so many days each, as the chart has them: UTC days without a break. */
export const daysOf = (daily: readonly { startMs: number }[], size: number, { from, to }: Brushed) => ({
  fromMs: daily[from * size]!.startMs,
  toMs: daily[Math.min(daily.length, to * size) - 1]!.startMs,
});

const utcDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Who did anything on these UTC days. */
export const daysSegment = ({ fromMs, toMs }: ReturnType<typeof daysOf>): SegmentDocument => ({
  sojourn: 1,
  timezone: 'UTC',
  segment: {
    did: { event: null },
    within: { from: utcDate(fromMs), to: utcDate(Math.max(fromMs, toMs) + DAY_MS - 1) },
  },
});
