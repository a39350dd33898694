import { ROUND_SECONDS } from '#vocabulary/round-times.ts';
import { quantile } from '../quantiles.ts';
import type { PaceTests, Survival } from './result-survival.ts';

/** [from, to) in seconds, the last with its far edge. */
export interface TimesBin {
  from: number;
  to: number;
  count: number;
}

export interface TimeToConvert {
  /** Units that reached both steps. */
  units: number;
  averageSeconds: number;
  medianSeconds: number;
  /** Within how many seconds a tenth, a quarter, half, three quarters and nine tenths of them did; none of nobody. */
  percentiles: { share: number; seconds: number }[];
  bins: TimesBin[];
  survival?: Survival;
  logRank?: PaceTests;
}

const MOST_BINS = 60;
const SHARES = [0.1, 0.25, 0.5, 0.75, 0.9];

/** Reorders the list. */
export function timeToConvert(
  seconds: Float64Array,
  { bins, scale = 'linear' }: { bins?: number; scale?: 'linear' | 'log' },
): TimeToConvert {
  const units = seconds.length;
  let shortest = Infinity;
  let longest = -Infinity;
  let sum = 0;
  for (let i = 0; i < units; i++) {
    shortest = Math.min(shortest, seconds[i]!);
    longest = Math.max(longest, seconds[i]!);
    sum += seconds[i]!;
  }
  const counted =
    units === 0 ? [] : scale === 'log' ? growing(seconds, shortest, longest) : even(seconds, shortest, longest, bins);
  let from = 0;
  const percentiles = (units === 0 ? [] : SHARES).map((share) => {
    const within = { share, seconds: quantile(seconds, share, from) };
    from = Math.floor(share * (units - 1));
    return within;
  });
  return {
    units,
    averageSeconds: units === 0 ? 0 : sum / units,
    medianSeconds: percentiles.find(({ share }) => share === 0.5)?.seconds ?? 0,
    percentiles,
    bins: counted,
  };
}

/** Bins of equal whole seconds from the shortest time on; without a number of them the cube root of the units. */
function even(seconds: Float64Array, shortest: number, longest: number, bins: number | undefined): TimesBin[] {
  // Math.cbrt(27) is 3, where the power of a third is not
  const many = bins ?? Math.min(MOST_BINS, Math.ceil(Math.cbrt(seconds.length)));
  const width = Math.max(1, Math.ceil((longest - shortest) / many));
  const counts = new Array<number>(many).fill(0);
  for (const each of seconds) {
    const bin = Math.min(many - 1, Math.floor((each - shortest) / width));
    counts[bin] = counts[bin]! + 1;
  }
  return counts.map((count, i) => ({ from: shortest + i * width, to: shortest + (i + 1) * width, count }));
}

/** Bins between round times, each some two times the one before; what took less than 1 s is in one. */
function growing(seconds: Float64Array, shortest: number, longest: number): TimesBin[] {
  const edges = [0, ...ROUND_SECONDS, Math.max(2 * ROUND_SECONDS.at(-1)!, longest)];
  const first = edges.findLastIndex((edge) => edge <= shortest);
  const last = edges.findIndex((edge, i) => i > first && edge >= longest);
  const bins = edges.slice(first, last).map((from, i) => ({ from, to: edges[first + i + 1]!, count: 0 }));
  for (const each of seconds) {
    const bin = bins.find(({ to }) => each < to) ?? bins.at(-1)!;
    bin.count++;
  }
  return bins;
}
