import { quantiles } from '../quantiles.ts';
import type { PaceTests, Survival } from './result-survival.ts';

export interface TimeToConvert {
  /** Units that reached both steps. */
  units: number;
  averageSeconds: number;
  medianSeconds: number;
  /** [from, to) in seconds, the last with its far edge. */
  bins: { from: number; to: number; count: number }[];
  survival?: Survival;
  logRank?: PaceTests;
}

const MOST_BINS = 60;

/** Bins of equal whole seconds from the shortest time on; without a number of them the cube root of the units. */
export function timeToConvert(seconds: Float64Array, bins: number | undefined): TimeToConvert {
  const units = seconds.length;
  let shortest = Infinity;
  let longest = -Infinity;
  for (let i = 0; i < units; i++) {
    shortest = Math.min(shortest, seconds[i]!);
    longest = Math.max(longest, seconds[i]!);
  }
  // Math.cbrt(27) is 3, where the power of a third is not
  const many = units === 0 ? 0 : (bins ?? Math.min(MOST_BINS, Math.ceil(Math.cbrt(units))));
  const width = Math.max(1, Math.ceil((longest - shortest) / many));
  const counts = new Array<number>(many).fill(0);
  for (let i = 0; i < units; i++) {
    const bin = Math.min(many - 1, Math.floor((seconds[i]! - shortest) / width));
    counts[bin] = counts[bin]! + 1;
  }
  const { average, median } = quantiles(seconds);
  return {
    units,
    averageSeconds: average,
    medianSeconds: median,
    bins: counts.map((count, i) => ({ from: shortest + i * width, to: shortest + (i + 1) * width, count })),
  };
}
