import { evenTimes, ROUND_SECONDS } from '#vocabulary/round-times.ts';
import type { Edges } from '../value-bins.ts';
import type { Scale } from './spec.ts';

/** Bins of one width. */
const MOST_BINS = 20;

/** What the times of all that is compared are like, in seconds. */
export interface Extent {
  least: number;
  most: number;
  /** 99 in a hundred are at most this. */
  p99: number;
}

/** Bins that hold every time, and what a person reads of them. */
export const binsOf = (extent: Extent, scale: Scale): { bins: Edges[]; width: number | null } =>
  scale === 'log' ? { bins: growing(extent), width: null } : even(extent);

/** Between round times, each some two times the one before; what took less than 1 s is in one. */
function growing({ least, most }: Extent): Edges[] {
  const edges = [0, ...ROUND_SECONDS];
  while (edges.at(-1)! <= most) edges.push(2 * edges.at(-1)!);
  const first = edges.findLastIndex((edge) => edge <= least);
  const end = edges.findIndex((edge) => edge > most);
  return edges.slice(first, end).map((from, i) => ({ from, to: edges[first + i + 1]! }));
}

/**
 * Of one round width, some 20 from the shortest time to the 99th percentile; they go on to the longest where at most 21
 * hold it too, else one without an end has the rest.
 */
function even({ least, most, p99 }: Extent): { bins: Edges[]; width: number } {
  const width = evenTimes(p99 - least, MOST_BINS)[1] ?? 1;
  const first = placeOf(least, width);
  const last = placeOf(most, width) - first <= MOST_BINS ? placeOf(most, width) : placeOf(p99, width);
  const bins = Array.from({ length: last - first + 1 }, (_, i): Edges => ({
    from: multiple(first + i, width),
    to: multiple(first + i + 1, width),
  }));
  const end = bins.at(-1)!.to!;
  if (most >= end) bins.push({ from: end, to: null });
  return { bins, width };
}

/** The k-th multiple of a round width: 3 × 0.1 is not 0.3. */
const multiple = (k: number, width: number): number => (width >= 1 ? k * width : k / Math.round(1 / width));

/** Whose multiple is the last at or below a time, however the division rounds. */
function placeOf(seconds: number, width: number): number {
  const guess = Math.floor(seconds / width);
  if (multiple(guess, width) > seconds) return guess - 1;
  return multiple(guess + 1, width) <= seconds ? guess + 1 : guess;
}
