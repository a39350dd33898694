import { OTHER, rankGroups, type GroupValue } from '../breakdown-groups.ts';
import type { Counts, TrendPartial } from './kernel.ts';
import { measured } from './spec-series.ts';
import type { TrendSpec } from './spec.ts';
import { groupedBy } from './switches.ts';

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
  const seen = new Uint8Array(keys.length);
  const totals = totalsOf(seen, now, spec);
  for (const { group } of now.tallies.slice(1))
    if (group) for (let row = 0; row < group.length; row++) seen[group[row]!] = 1;
  const order = [...new Set(totals.filter((_, group) => seen[group] === 1))].sort((a, b) => a - b);
  const rank = new Map(order.map((total, place) => [total, place + 1]));
  const sizes = totals.map((total, group) => (seen[group] === 1 ? rank.get(total)! : 0));
  const { values, place } = rankGroups(keys, sizes, groupedBy(spec.breakdown));
  // who is only in the range before belongs to the others, where these are listed
  const rest = values.indexOf(OTHER);
  if (before && rest >= 0) for (let g = 0; g < seen.length; g++) if (seen[g] === 0) place[g] = rest;
  return { values, lineOf: place };
}

/** Of each group; those it finds become `seen`. The first series reads the first tally. */
function totalsOf(seen: Uint8Array, now: Counts, { series }: TrendSpec): Float64Array {
  const { starts, group, amount } = now.tallies[0]!;
  const totals = new Float64Array(seen.length);
  if (!group) return totals;
  const how = measured(series[0]!);
  const adds = 'property' in how ? how.of === 'sum' : how.count === 'events' || how.count === 'perUnit';
  const ofUnits = 'count' in how && how.count === 'units';
  const lastPerson = new Int32Array(seen.length).fill(-1);
  for (let p = 0; p + 1 < starts.length; p++)
    for (let row = starts[p]!; row < starts[p + 1]!; row++) {
      const g = group[row]!;
      seen[g] = 1;
      if (ofUnits && lastPerson[g] === p) continue;
      lastPerson[g] = p;
      totals[g]! += adds ? amount[row]! : 1;
    }
  return totals;
}

/** The line of a value as a pointer gives it, −1 where none is called so. */
export function lineOfValue({ values }: Lines, value: unknown): number {
  const text = JSON.stringify(value);
  return values?.findIndex((each) => JSON.stringify(each) === text) ?? -1;
}
