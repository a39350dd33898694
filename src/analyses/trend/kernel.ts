import { hasBit } from '#log/bitmap.ts';
import { peopleIn, type KernelInput } from '#log/shard.ts';
import type { Span } from '#vocabulary/calendar.ts';
import { joinKeys, type GroupKey } from '../breakdown-groups.ts';
import type { Kernel } from '../kind.ts';
import { countingOf, type Pass } from './kernel-count.ts';
import { BucketFinder, edgesOf } from './kernel-edges.ts';
import { GroupNumbers } from './kernel-groups.ts';
import { joinTallies, type Tally } from './kernel-tally.ts';
import type { TrendOptions } from './switches.ts';

/** Events between two breaths. */
const BLOCK = 1 << 17;

/** What one shard says of one range. */
export interface Counts {
  /** First instants of the buckets that were seen, and the end of the last. */
  edges: Float64Array;
  /** In the order of the plan's. */
  tallies: Tally[];
}

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
  const earliestMs = yield* firstInstant(input);
  const over = (span: Span): Span => ({
    fromMs: Math.max(span.fromMs, earliestMs),
    toMs: span.toMs === Infinity ? input.lastMs : span.toMs,
  });
  const units = yield* unitsIn(input, input.span);
  const now = yield* countsIn(input, options, over(input.span), groups);
  const before = options.previous && (yield* countsIn(input, options, over(options.previous), groups));
  return { of: options, units, now, before, keys: groups?.keys ?? [] };
}

function* firstInstant({ shard }: KernelInput): Generator<void, number> {
  const { personStart, time } = shard;
  let earliest = Infinity;
  for (let p = 0; p < peopleIn(shard); p++) {
    if (personStart[p] !== personStart[p + 1]) earliest = Math.min(earliest, time[personStart[p]!]!);
    if (p % BLOCK === BLOCK - 1) yield;
  }
  return earliest;
}

function* unitsIn({ shard, exists }: KernelInput, { fromMs, toMs }: Span): Generator<void, number> {
  const { personStart, time } = shard;
  let units = 0;
  let nextBreath = BLOCK;
  for (let p = 0; p < peopleIn(shard); p++) {
    const end = personStart[p + 1]!;
    for (let e = personStart[p]!; e < end; e++) {
      if (time[e]! < fromMs || time[e]! > toMs || (exists && !hasBit(exists, e))) continue;
      units++;
      break;
    }
    if (end < nextBreath) continue;
    nextBreath = end + BLOCK;
    yield;
  }
  return units;
}

function* countsIn(
  input: KernelInput,
  options: TrendOptions,
  span: Span,
  groups: GroupNumbers | null,
): Generator<void, Counts> {
  const edges = edgesOf(options.buckets, span);
  // more buckets than can be drawn: the result says so
  const none = edges.length === 0 ? { fromMs: Infinity, toMs: -Infinity } : span;
  const pass: Pass = { input, options, span: none, finder: new BucketFinder(edges), groups };
  const countings = options.tallies.map((tallied) => countingOf(pass, tallied));
  const { personStart } = input.shard;
  const people = peopleIn(input.shard);
  for (let from = 0; from < people;) {
    let to = from + 1;
    while (to < people && personStart[to + 1]! - personStart[from]! <= BLOCK) to++;
    for (const counting of countings) counting.people(from, to);
    from = to;
    yield;
  }
  return { edges, tallies: countings.map(({ rows }) => rows.done()) };
}

/** Both lists of buckets end where the log or the range does: one is the end of the other. */
function joinCounts(left: Counts, right: Counts, renumbered: number[], groups: number): Counts {
  const longer = left.edges.length >= right.edges.length ? left.edges : right.edges;
  const moved = { left: longer.length - left.edges.length, right: longer.length - right.edges.length };
  return {
    edges: longer,
    tallies: left.tallies.map((tally, i) => joinTallies(tally, right.tallies[i]!, moved, renumbered, groups)),
  };
}

export const kernel: Kernel<TrendOptions, TrendPartial> = {
  run,
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
