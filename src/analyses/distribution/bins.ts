import type { Edges } from '../value-bins.ts';
import type { Measure } from './spec.ts';

/** Bins where nobody said which. */
const MOST_BINS = 20;

/** What the values of all that is compared are like. */
export interface Extent {
  least: number;
  most: number;
  /** 99 in a hundred values are at most this. */
  p99: number;
}

/** Bins that begin with these numbers, and one below them where values lie there. */
export function binsFrom(starts: readonly number[], least: number): Edges[] {
  const bins = starts.map((from, i): Edges => ({ from, to: starts[i + 1] ?? null }));
  return least < starts[0]! ? [{ from: null, to: starts[0]! }, ...bins] : bins;
}

/** 1, 2 or 5 times a power of ten. */
function roundWidth(least: number): number {
  const power = Math.floor(Math.log10(least));
  const scaled = [1, 2, 5, 10].find((n) => times(n, power) >= least)!;
  return times(scaled, power);
}

/** Divided where the power is negative: 3 × 0.1 is not 0.3. */
const times = (n: number, power: number): number => (power < 0 ? n / 10 ** -power : n * 10 ** power);

/** The k-th multiple of a round width, to as many decimals as it has. */
const multiple = (k: number, width: number): number => (width >= 1 ? k * width : k / Math.round(1 / width));

/**
 * Bins of one round width, some 20 from the least value to the 99th percentile; they go on to the largest where at most
 * 21 hold it too, else one without an end has the rest. Whole numbers begin with 1.
 */
export function automaticBins({ least, most, p99 }: Extent, measure: Measure): { bins: Edges[]; width: number } {
  const isWhole = typeof measure === 'string';
  const span = isWhole ? p99 - least + 1 : p99 - least;
  const needed = span > 0 ? span / MOST_BINS : 1;
  const width = roundWidth(isWhole ? Math.max(1, needed) : needed);
  const shift = isWhole ? 1 : 0;
  const placeOf = (value: number): number => Math.floor((value - shift) / width);
  let first = placeOf(least);
  // a division that rounds up must not leave the least value out
  if (multiple(first, width) + shift > least) first--;
  const last = placeOf(most) - first <= MOST_BINS ? placeOf(most) : placeOf(p99);
  const bins = Array.from({ length: last - first + 1 }, (_, i): Edges => ({
    from: multiple(first + i, width) + shift,
    to: multiple(first + i + 1, width) + shift,
  }));
  const end = bins.at(-1)!.to!;
  if (most >= end) bins.push({ from: end, to: null });
  return { bins, width };
}
