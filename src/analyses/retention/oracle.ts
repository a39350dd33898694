import { endOfBucket, startOfBucket } from '#vocabulary/calendar-buckets.ts';
import type { RetentionOptions } from './switches.ts';

export interface OracleEvent {
  name: string;
  timeMs: number;
}

/** Periods past the last column that are looked at: more than a log of the test has. */
const PAST = 12;

/** The cells each person is in, by first instant of the cohort's period: every rule as it is written, nothing kept between. */
export function cellsOf(journey: OracleEvent[], of: RetentionOptions): Map<number, boolean[]> {
  const inRows = (t: number): boolean => t >= of.fromMs && t < of.toMs;
  const starts = journey.filter(({ name }) => name === 'start' || name === 'both').map(({ timeMs }) => timeMs);
  const backs = journey
    .filter(({ name, timeMs }) => (name === 'back' || name === 'both') && (of.lateReturns || timeMs < of.toMs))
    .map(({ timeMs }) => timeMs);
  const chosen =
    of.cohort === 'firstEver'
      ? starts.slice(0, 1).filter(inRows)
      : of.cohort === 'firstInRange'
        ? starts.filter(inRows).slice(0, 1)
        : starts.filter(inRows);
  const cells = new Map<number, boolean[]>();
  for (const atMs of chosen) {
    const periodMs = startOfBucket(of.buckets, atMs);
    if (cells.has(periodMs)) continue;
    const edges = of.widths.map((_, k) => of.widths.slice(0, k).reduce((a, b) => a + b, 0));
    const total = edges.at(-1)! + of.widths.at(-1)!;
    const instants = edgesFrom(of, periodMs, atMs, total + PAST + 1);
    /** Returns from one period after the start on and before another. */
    const between = (from: number, to: number): number =>
      backs.filter((t) => t >= instants[from]! && t < instants[to]!).length;
    const on = of.widths.map((width, k) => between(edges[k]!, edges[k]! + width) >= of.minReturns);
    const past = Array.from({ length: PAST }, (_, n) => between(total + n, total + n + 1) >= of.minReturns).includes(
      true,
    );
    cells.set(
      periodMs,
      of.widths.map((_, k) => k === 0 || (of.onOrAfter ? past || on.slice(k).includes(true) : on[k]!)),
    );
  }
  return cells;
}

function edgesFrom({ rollingMs, buckets }: RetentionOptions, periodMs: number, atMs: number, most: number): number[] {
  const instants = [rollingMs === null ? periodMs : atMs];
  while (instants.length <= most)
    instants.push(rollingMs === null ? endOfBucket(buckets, instants.at(-1)!) : instants.at(-1)! + rollingMs);
  return instants;
}
