import type { KernelInput } from '#log/shard.ts';
import type { Span } from '#vocabulary/calendar.ts';
import { joinKeys, type GroupKey } from '../breakdown-groups.ts';
import type { Kernel } from '../kind.ts';
import { inBlocks } from '../blocks.ts';
import { joinCells, type Cells } from './kernel-cells.ts';
import { count } from './kernel-count.ts';
import { BucketFinder, edgesOf } from './kernel-edges.ts';
import { GroupNumbers } from './kernel-groups.ts';
import { known, unitsIn } from './kernel-range.ts';
import { countingOf, type Pass } from './kernel-rows.ts';
import { joinTallies, type Tally } from './kernel-tally.ts';
import type { TrendOptions } from './switches.ts';

/** What one shard says of one range. */
export interface RowCounts {
  /** First instants of the buckets that were seen, and the end of the last. */
  edges: Float64Array;
  /** In the order of the plan's. */
  tallies: Tally[];
}

/** The same without what each person did. */
export interface CellCounts {
  edges: Float64Array;
  cells: Cells[];
  /** Of the groups together that are not listed, by tally; null where all are, or nobody asks what does not add up. */
  others: Cells[] | null;
}

export type Counts = RowCounts | CellCounts;

export interface TrendPartial {
  of: TrendOptions;
  /** Units with an event in the range. */
  units: number;
  now: Counts;
  /** Of the range before; null where it is not asked or there is none. */
  before: Counts | null;
  /** Values of each group; empty without a breakdown. */
  keys: GroupKey[];
}

function* run(input: KernelInput, options: TrendOptions): Generator<void, TrendPartial> {
  const groups = options.groups === null ? null : new GroupNumbers(options.groups, input.shard, input.columns);
  const units = yield* unitsIn(input, input.span);
  const now = yield* countsIn(input, options, known(input, input.span), groups);
  const before = options.previous && (yield* countsIn(input, options, known(input, options.previous), groups));
  return { of: options, units, now, before, keys: groups?.keys ?? [] };
}

function* countsIn(
  input: KernelInput,
  options: TrendOptions,
  span: Span,
  groups: GroupNumbers | null,
): Generator<void, RowCounts> {
  const edges = edgesOf(options.buckets, span);
  // more buckets than can be drawn: the result says so
  const none = edges.length === 0 ? { fromMs: Infinity, toMs: -Infinity } : span;
  const pass: Pass = { input, options, span: none, finder: new BucketFinder(edges), groups };
  const countings = options.tallies.map((tallied) => countingOf(pass, tallied));
  yield* inBlocks(input.shard.personStart, (from, to) => {
    for (const counting of countings) counting.people(from, to);
  });
  return { edges, tallies: countings.map(({ rows }) => rows.done()) };
}

/** Both lists of buckets end where the log or the range does: one is the end of the other. */
function joinCounts(left: Counts, right: Counts, renumbered: number[], groups: number): Counts {
  const edges = left.edges.length >= right.edges.length ? left.edges : right.edges;
  const moved = { left: edges.length - left.edges.length, right: edges.length - right.edges.length };
  if ('tallies' in left && 'tallies' in right)
    return {
      edges,
      tallies: left.tallies.map((tally, i) => joinTallies(tally, right.tallies[i]!, moved, renumbered, groups)),
    };
  if (!('cells' in left && 'cells' in right) || left.others || right.others)
    throw new Error('Only counts of one sort can be joined, and the others are counted where there is one shard.');
  const buckets = Math.max(0, edges.length - 1);
  return {
    edges,
    cells: left.cells.map((cells, i) => joinCells(cells, right.cells[i]!, moved, renumbered, groups, buckets)),
    others: null,
  };
}

export const kernel: Kernel<TrendOptions, TrendPartial> = {
  run,
  count,
  merge(left, right) {
    const { keys, renumbered } = joinKeys(left.keys, right.keys);
    return {
      of: left.of,
      units: left.units + right.units,
      now: joinCounts(left.now, right.now, renumbered, keys.length),
      before: left.before && right.before && joinCounts(left.before, right.before, renumbered, keys.length),
      keys,
    };
  },
};
