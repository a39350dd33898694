import { rankGroups, TOP, type GroupKey, type GroupValue } from '../breakdown-groups.ts';
import type { Breakdown } from '../breakdown.ts';

/** The lines that each series has; without a breakdown one, of everybody. */
export interface Lines {
  values: GroupValue[] | null;
  /** Line of each group, −1 = of none. */
  lineOf: Int32Array | null;
  /** Of the groups that are not listed; −1 = there is none. */
  rest: number;
}

export const EVERYBODY: Lines = { values: null, lineOf: null, rest: -1 };

/** What groups are ranked by, and 1 for each with anything in the range. */
export interface GroupSizes {
  totals: Float64Array;
  seen: Uint8Array;
}

/** Largest first, then by value; `isBefore`: there are groups of a range before, too. */
export function rankedLines(
  keys: readonly GroupKey[],
  { totals, seen }: GroupSizes,
  isBefore: boolean,
  breakdown: Breakdown,
): Lines {
  const order = [...new Set(totals.filter((_, group) => seen[group] === 1))].sort((a, b) => a - b);
  const rank = new Map(order.map((total, place) => [total, place + 1]));
  const sizes = totals.map((total, group) => (seen[group] === 1 ? rank.get(total)! : 0));
  const { values, place } = rankGroups(keys, sizes, breakdown);
  const top = ('top' in breakdown && breakdown.top) || TOP;
  const rest = values.length > top ? top : -1;
  // who is only in the range before belongs to the others, where these are listed
  if (isBefore && rest >= 0) for (let g = 0; g < seen.length; g++) if (seen[g] === 0) place[g] = rest;
  return { values, lineOf: place, rest };
}
