import { OTHER, rankGroups, type GroupValue } from '../breakdown-groups.ts';
import type { Counts, TrendPartial } from './kernel.ts';
import { measured } from './spec-series.ts';
import type { TrendSpec } from './spec.ts';
import { groupedBy, sharedTallies } from './switches.ts';

/** The lines that each series has; without a breakdown one, of everybody. */
export interface Lines {
  values: GroupValue[] | null;
  /** Line of each group, −1 = of none. */
  lineOf: Int32Array | null;
}

/**
 * Groups with anything in the range, by the first series: its total where it counts or adds up, else the number of its
 * events; then by value.
 */
export function linesOf({ keys, now, before }: TrendPartial, spec: TrendSpec): Lines {
  if (!spec.breakdown) return { values: null, lineOf: null };
  const { tallyOf } = sharedTallies(spec.series);
  const totals = totalsOf(keys.length, now, spec, tallyOf[0]!);
  const seen = new Uint8Array(keys.length);
  for (const { group } of now.tallies) group?.forEach((each) => (seen[each] = 1));
  const order = [...new Set(totals.filter((_, group) => seen[group] === 1))].sort((a, b) => a - b);
  const rank = new Map(order.map((total, place) => [total, place + 1]));
  const sizes = totals.map((total, group) => (seen[group] === 1 ? rank.get(total)! : 0));
  const { values, place } = rankGroups(keys, sizes, groupedBy(spec.breakdown));
  // who is only in the range before belongs to the others, where these are listed
  const rest = values.indexOf(OTHER);
  if (before && rest >= 0) for (let g = 0; g < seen.length; g++) if (seen[g] === 0) place[g] = rest;
  return { values, lineOf: place };
}

function totalsOf(groups: number, now: Counts, { series }: TrendSpec, tally: number): Float64Array {
  const { person, group, amount } = now.tallies[tally]!;
  const totals = new Float64Array(groups);
  if (!group) return totals;
  const how = measured(series[0]!);
  const lastPerson = new Int32Array(groups).fill(-1);
  for (let row = 0; row < person.length; row++) {
    const g = group[row]!;
    if ('property' in how) totals[g]! += how.of === 'sum' ? amount[row]! : 1;
    else if (how.count === 'sessions') totals[g]!++;
    else if (how.count !== 'units') totals[g]! += amount[row]!;
    else if (lastPerson[g] !== person[row]) {
      lastPerson[g] = person[row]!;
      totals[g]!++;
    }
  }
  return totals;
}

/** The line of a value as a pointer gives it, −1 where none is called so. */
export function lineOfValue({ values }: Lines, value: unknown): number {
  const text = JSON.stringify(value);
  return values?.findIndex((each) => JSON.stringify(each) === text) ?? -1;
}
