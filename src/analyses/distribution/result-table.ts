import { quantileOfSorted } from '../quantiles.ts';
import { binOf, type Edges } from '../value-bins.ts';
import type { Rows } from './kernel-rows.ts';

export interface Bin extends Edges {
  /** Units with a value in it; with periods a unit may have values in several bins. */
  units: number;
  values: number;
}

/** What those with the largest values have together. */
export interface TopShare {
  /** Of the values, in hundredths. */
  percent: number;
  /** How many values that are, rounded up. */
  values: number;
  total: number;
  /** Of everything. */
  share: number;
}

export interface DistributionTable {
  /** The same for all that is compared, in order; empty where there are no values. */
  bins: Bin[];
  values: number;
  /** Units that have one or more. */
  active: number;
  total: number;
  average: number;
  min: number;
  p25: number;
  median: number;
  p75: number;
  p90: number;
  p99: number;
  max: number;
  /** 0 = all have the same, near 1 = one has everything; null where a value is negative or the total is 0. */
  gini: number | null;
  /** Empty where there is no Gini. */
  top: TopShare[];
}

export const TOP_PERCENTS = [1, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100] as const;

/** How many of so many values a percentage is. */
export const topCount = (percent: number, values: number): number => Math.ceil((percent * values) / 100);

/** `bins` hold every value. */
export function tableOf({ person, amount }: Rows, bins: readonly Edges[]): DistributionTable {
  const sorted = amount.slice().sort();
  const counts = bins.map((edges): Bin => ({ ...edges, units: 0, values: 0 }));
  const last = new Float64Array(bins.length).fill(-1);
  let active = 0;
  for (let row = 0; row < person.length; row++) {
    const at = binOf(bins, amount[row]!);
    const bin = counts[at]!;
    bin.values++;
    if (last[at] !== person[row]) {
      last[at] = person[row]!;
      bin.units++;
    }
    if (row === 0 || person[row] !== person[row - 1]) active++;
  }
  const n = sorted.length;
  const total = sorted.reduce((sum, value) => sum + value, 0);
  const at = (share: number): number => (n === 0 ? 0 : quantileOfSorted(sorted, share));
  return {
    bins: counts,
    values: n,
    active,
    total,
    average: n === 0 ? 0 : total / n,
    min: at(0),
    p25: at(0.25),
    median: at(0.5),
    p75: at(0.75),
    p90: at(0.9),
    p99: at(0.99),
    max: at(1),
    ...concentration(sorted, total),
  };
}

/** Of values in ascending order. */
function concentration(sorted: Float64Array, total: number): Pick<DistributionTable, 'gini' | 'top'> {
  const n = sorted.length;
  if (n === 0 || sorted[0]! < 0 || total <= 0) return { gini: null, top: [] };
  const weighted = sorted.reduce((sum, value, i) => sum + (i + 1) * value, 0);
  const fromTop = sorted.slice().reverse();
  let sum = 0;
  const upTo = fromTop.map((value) => (sum += value));
  return {
    gini: Math.max(0, (2 * weighted) / (n * total) - (n + 1) / n),
    top: TOP_PERCENTS.map((percent) => {
      const values = topCount(percent, n);
      const having = upTo[values - 1]!;
      return { percent, values, total: having, share: percent === 100 ? 1 : having / total };
    }),
  };
}
