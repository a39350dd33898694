import { inBlocks } from '../blocks.ts';
import { sizesOf } from './kernel-count.ts';
import type { RowCounts, TrendPartial } from './kernel.ts';
import { EVERYBODY, rankedLines, type GroupSizes, type Lines } from './ranked-lines.ts';
import { measured } from './spec-series.ts';
import type { TrendSpec } from './spec.ts';
import { groupedBy } from './switches.ts';

/**
 * Groups with anything in the range, by the first series: its total where it counts or adds up, else the number of its
 * events; then by value.
 */
export function* linesOf({ keys, now, before }: TrendPartial, spec: TrendSpec): Generator<void, Lines> {
  if (!spec.breakdown) return EVERYBODY;
  const sizes =
    'cells' in now
      ? sizesOf(now.cells, keys.length, spec.series[0]!.measure === 'units' ? 'units' : 'events')
      : yield* sizesOfRows(now, keys.length, spec);
  return rankedLines(keys, sizes, before !== null, groupedBy(spec.breakdown));
}

function* sizesOfRows({ tallies }: RowCounts, groups: number, { series }: TrendSpec): Generator<void, GroupSizes> {
  const sizes: GroupSizes = { totals: new Float64Array(groups), seen: new Uint8Array(groups) };
  const how = measured(series[0]!);
  const adds = 'property' in how ? how.of === 'sum' : how.count === 'events' || how.count === 'perUnit';
  const ofUnits = 'count' in how && how.count === 'units';
  const lastPerson = new Int32Array(groups).fill(-1);
  for (const [t, { starts, group, amount }] of tallies.entries()) {
    if (!group) continue;
    // the first series reads the first tally
    yield* inBlocks(starts, (from, to) => {
      if (t > 0) see(sizes.seen, group, starts[from]!, starts[to]!);
      else if (ofUnits) addUnits(sizes, starts, group, lastPerson, from, to);
      else addRows(sizes, group, adds ? amount : null, starts[from]!, starts[to]!);
    });
  }
  return sizes;
}

function see(seen: Uint8Array, group: Uint16Array | Uint32Array, from: number, to: number): void {
  for (let row = from; row < to; row++) seen[group[row]!] = 1;
}

function addRows(
  { totals, seen }: GroupSizes,
  group: Uint16Array | Uint32Array,
  amount: ArrayLike<number> | null,
  from: number,
  to: number,
): void {
  for (let row = from; row < to; row++) {
    const g = group[row]!;
    seen[g] = 1;
    totals[g]! += amount === null ? 1 : amount[row]!;
  }
}

function addUnits(
  { totals, seen }: GroupSizes,
  starts: Uint32Array,
  group: Uint16Array | Uint32Array,
  lastPerson: Int32Array,
  from: number,
  to: number,
): void {
  for (let p = from; p < to; p++)
    for (let row = starts[p]!; row < starts[p + 1]!; row++) {
      const g = group[row]!;
      seen[g] = 1;
      if (lastPerson[g] !== p) totals[g]!++;
      lastPerson[g] = p;
    }
}

/** The line of a value as a pointer gives it, −1 where none is called so. */
export function lineOfValue({ values }: Lines, value: unknown): number {
  const text = JSON.stringify(value);
  return values?.findIndex((each) => JSON.stringify(each) === text) ?? -1;
}
