import { proportionInterval, type Interval } from '#statistics/proportions.ts';
import type { RetentionCohort, RetentionMean } from './result-table.ts';

/** Where the curve stops to fall, by the rule of the README. */
export interface Plateau {
  /** First column of the level; null where the curve still falls, or too few were followed to tell. */
  from: number | null;
  /** Last column that is looked at. */
  to: number;
  /** Mean of the shares from `from` to `to`, of the last columns without a level; 0..1. */
  level: number;
  /** Its 95 % interval. */
  low: number;
  high: number;
  /** Followed up to the last column, and in how many cohorts. */
  units: number;
  cohorts: number;
  /** The interval is too wide to tell a level from a fall. */
  few: boolean;
}

/** A level is of so many columns at least. */
export const LEAST_COLUMNS = 3;
const FEWEST_UNITS = 30;
/** An interval that reaches further from the level, in parts of it, and further than `SURE` tells nothing. */
const WIDEST = 0.5;
const SURE = 0.01;

/** The last column that at least half as many cohorts have closed as the first one after the cohort; 0 = none. */
export function lastTold(mean: RetentionMean[]): number {
  const first = mean[1]?.cohorts ?? 0;
  return first === 0 ? 0 : mean.findLastIndex(({ cohorts }) => cohorts * 2 >= first);
}

/**
 * Cohorts that have closed the last column are followed through all of them, so that no column is of other people than
 * the next. Null where there are too few columns.
 */
export function plateauOf(
  cohorts: RetentionCohort[],
  mean: RetentionMean[],
  /** By column, how many times as many units one would need if all were independent. */
  effect: (column: number) => number,
): Plateau | null {
  const to = lastTold(mean);
  if (to < LEAST_COLUMNS) return null;
  const followed = cohorts.filter(({ size, cells }) => size > 0 && !cells[to]!.open);
  const units = followed.reduce((sum, { size }) => sum + size, 0);
  const shares = Array.from({ length: to + 1 }, (_, k) =>
    units === 0 ? 0 : followed.reduce((sum, { cells }) => sum + cells[k]!.count, 0) / units,
  );
  const people = units / effect(to);
  const tail = (from: number): { level: number; interval: Interval; flat: boolean } => {
    const part = shares.slice(from);
    const level = part.reduce((a, b) => a + b, 0) / part.length;
    const interval = proportionInterval({ people, having: level === 1 ? people : level * people });
    return { level, interval, flat: part.every((share) => share >= interval[0] && share <= interval[1]) };
  };
  const shortest = tail(to - LEAST_COLUMNS + 1);
  const reach = Math.max(shortest.interval[1] - shortest.level, shortest.level - shortest.interval[0]);
  const few = units < FEWEST_UNITS || reach > Math.max(WIDEST * shortest.level, SURE);
  let from: number | null = null;
  if (!few) for (let k = to - LEAST_COLUMNS + 1; k >= 1 && tail(k).flat; k--) from = k;
  const told = from === null ? shortest : tail(from);
  return {
    from,
    to,
    level: told.level,
    low: told.interval[0],
    high: told.interval[1],
    units,
    cohorts: followed.length,
    few,
  };
}
