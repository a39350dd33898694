import { localMidnight } from '#vocabulary/calendar.ts';
import type { FineInterval } from '#vocabulary/calendar-buckets.ts';
import { quantile } from '../quantiles.ts';

/** What a point is compared with, and how far from it is still usual. */
export interface Usual {
  expected: number;
  least: number;
  most: number;
}

interface Judged {
  start: string;
  /** Null where it is not to be judged: no value, open, or a part. */
  value: number | null;
}

/** Comparable points looked at on either side, and the fewest that tell what is usual. */
const BESIDE = 4;
const FEWEST_BESIDE = 4;
/** Shorter lines have no usual course. */
const FEWEST_POINTS = 14;
/** Median absolute deviations of a normal scatter in one standard deviation. */
const PER_DEVIATION = 1.4826;
/** As Iglewicz and Hoaglin advise for modified z-scores. */
const FAR = 3.5;
/** Least spread, as a share of what is expected. */
const LEAST_SHARE = 0.01;

/**
 * What is usual at each point, null where it is not judged. Expected is the median of the comparable points beside it:
 * of a day the same weekday, of an hour the same hour of the day, else any; up to four before and four after. The
 * spread is 1.4826 times the median distance of all points from what is expected, at least the square root of a count
 * and at least 1 % of what is expected. Usual is up to 3.5 spreads away.
 */
export function usualOf(points: readonly Judged[], interval: FineInterval, counts: boolean): (Usual | null)[] {
  const alike = new Map<string, number[]>();
  points.forEach(({ start, value }, i) => {
    if (value === null) return;
    const key = likeness(start, interval);
    const places = alike.get(key);
    if (places) places.push(i);
    else alike.set(key, [i]);
  });
  const expected = new Array<number | null>(points.length).fill(null);
  for (const places of alike.values())
    places.forEach((i, at) => {
      const beside = [...places.slice(Math.max(0, at - BESIDE), at), ...places.slice(at + 1, at + 1 + BESIDE)];
      if (beside.length >= FEWEST_BESIDE) expected[i] = medianOf(beside.map((place) => points[place]!.value!));
    });
  const off = points.flatMap(({ value }, i) => (expected[i] === null ? [] : [Math.abs(value! - expected[i]!)]));
  if (off.length < FEWEST_POINTS) return expected.map(() => null);
  const spread = PER_DEVIATION * medianOf(off);
  return expected.map((middle) => {
    if (middle === null) return null;
    const least = Math.max(counts ? Math.sqrt(Math.max(1, middle)) : 0, LEAST_SHARE * Math.abs(middle));
    const far = FAR * Math.max(spread, least);
    return { expected: middle, least: middle - far, most: middle + far };
  });
}

export const isUnusual = (value: number, usual: Usual): boolean => value < usual.least || value > usual.most;

function likeness(start: string, interval: FineInterval): string {
  if (interval === 'day') return String(new Date(localMidnight(start)!).getUTCDay());
  return interval === 'hour' ? start.slice(11, 13) : '';
}

const medianOf = (list: readonly number[]): number => quantile(Float64Array.from(list), 0.5, 0);
