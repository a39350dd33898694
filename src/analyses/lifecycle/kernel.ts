import { hasBit } from '#log/bitmap.ts';
import { Numbers } from '#log/numbers.ts';
import { earliestIn, matchesAt, type KernelInput } from '#log/shard.ts';
import {
  ActivePeriodList,
  areTooMany,
  filled,
  joined,
  joinPeriods,
  periodAt,
  periodEdges,
  type ActivePeriods,
} from '../active-periods.ts';
import { inBlocks } from '../blocks.ts';
import { joinKeys, type GroupKey } from '../breakdown-groups.ts';
import { hasEvent } from '../in-range.ts';
import type { Kernel } from '../kind.ts';
import { UnitGroups } from '../unit-groups.ts';
import type { LifecycleOptions } from './switches.ts';

/** What one shard says: every unit that was ever active up to the range's end. */
export interface LifecyclePartial extends ActivePeriods {
  of: LifecycleOptions;
  /** Units with an event in the range's whole periods. */
  units: number;
  /** First instants of the periods and the end of the last: the range's as far as the log goes, and the one before. */
  edges: Float64Array;
  tooMany: boolean;
  /** Time of the log's last event. */
  lastMs: number;
  /** Of each unit that is listed: 1 where it was active before the first edge. */
  earlier: Uint8Array;
  /** Of each: time of its first activity. */
  firstMs: Float64Array;
  /** Of each; empty without a breakdown. */
  group: Uint32Array;
  keys: GroupKey[];
  /** The same of the periods before. */
  previous: LifecyclePartial | null;
}

function* ofPeriods(input: KernelInput, options: LifecycleOptions): Generator<void, LifecyclePartial> {
  const { shard, lastMs } = input;
  const { buckets, fromMs, toMs } = options;
  const earliestMs = earliestIn(shard);
  const beginMs = Math.max(fromMs, fromMs === -Infinity ? earliestMs : fromMs);
  const knownMs = Math.min(lastMs, toMs - 0.001);
  const tooMany = areTooMany(buckets, beginMs, toMs === Infinity ? knownMs : toMs);
  const windowMs = fromMs === -Infinity ? beginMs : fromMs - 0.001;
  const edges = tooMany || !(beginMs <= knownMs) ? new Float64Array() : yield* periodEdges(buckets, windowMs, knownMs);
  const found: Found = {
    list: new ActivePeriodList(),
    earlier: [],
    firstMs: [],
    group: new Numbers(),
    groups: options.grouped ? new UnitGroups(input) : null,
    units: 0,
  };
  yield* inBlocks(shard.personStart, (from, to) => listPeople(input, options, edges, found, from, to));
  return {
    of: options,
    units: found.units,
    edges,
    tooMany,
    lastMs,
    ...found.list.done(),
    earlier: Uint8Array.from(found.earlier),
    firstMs: Float64Array.from(found.firstMs),
    group: filled(found.group),
    keys: found.groups?.keys ?? [],
    previous: null,
  };
}

/** What was found so far. */
interface Found {
  list: ActivePeriodList;
  earlier: number[];
  firstMs: number[];
  group: Numbers;
  groups: UnitGroups | null;
  units: number;
}

function listPeople(
  input: KernelInput,
  { fromMs, toMs }: LifecycleOptions,
  edges: Float64Array,
  found: Found,
  from: number,
  until: number,
): void {
  const { shard, exists } = input;
  const { personStart, event, time } = shard;
  const match = input.matches[0]!;
  const { list, earlier, firstMs, group, groups } = found;
  const last = edges.length - 2;
  const openMs = edges[0] ?? Infinity;
  const closeMs = edges[last + 1] ?? -Infinity;
  for (let p = from; p < until; p++) {
    const to = personStart[p + 1]!;
    let e = personStart[p]!;
    while (e < to && time[e]! < closeMs && !((!exists || hasBit(exists, e)) && matchesAt(match, event[e]!, e))) e++;
    if (e < to && time[e]! < closeMs) {
      list.begin(shard.firstPerson + p);
      earlier.push(time[e]! < openMs ? 1 : 0);
      firstMs.push(time[e]!);
      if (groups) group.push(groups.of(e, to));
      let untilMs = openMs;
      let period = 0;
      for (; e < to; e++) {
        const timeMs = time[e]!;
        if (timeMs < untilMs) continue;
        if (timeMs >= closeMs) break;
        if ((exists && !hasBit(exists, e)) || !matchesAt(match, event[e]!, e)) continue;
        period = periodAt(edges, timeMs, period);
        list.add(last - period);
        untilMs = edges[period + 1]!;
      }
    }
    if (hasEvent(input, p, fromMs, toMs)) found.units++;
  }
}

export const kernel: Kernel<LifecycleOptions, LifecyclePartial> = {
  *run(input, options) {
    const partial = yield* ofPeriods(input, options);
    if (!options.previous) return partial;
    // the breakdown is of the range asked for
    const before = { ...options, ...options.previous, grouped: false, previous: null };
    return { ...partial, previous: yield* ofPeriods(input, before) };
  },

  merge(left, right) {
    const { keys, renumbered } = joinKeys(left.keys, right.keys);
    return {
      of: left.of,
      units: left.units + right.units,
      edges: left.edges.length < right.edges.length ? right.edges : left.edges,
      tooMany: left.tooMany || right.tooMany,
      lastMs: left.lastMs,
      ...joinPeriods(left, right),
      earlier: joined(left.earlier, right.earlier),
      firstMs: joined(left.firstMs, right.firstMs),
      group: joined(
        left.group,
        right.group.map((group) => renumbered[group]!),
      ),
      keys,
      previous: left.previous && kernel.merge(left.previous, right.previous!),
    };
  },
};
