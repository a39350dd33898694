import { hasBit } from '#log/bitmap.ts';
import { Numbers } from '#log/numbers.ts';
import { earliestIn, matchesAt, type KernelInput } from '#log/shard.ts';
import { durationMs } from '#vocabulary/duration.ts';
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
import { firstFrom, hasEvent } from '../in-range.ts';
import type { Kernel } from '../kind.ts';
import { UnitGroups } from '../unit-groups.ts';
import type { PerInterval } from './spec.ts';
import { daysOf, sinceOf, type StickinessOptions } from './switches.ts';

/** A course over more days is not told. */
const MOST_DAYS = 10_000;

/** What one shard says; its periods are days, those of the rolling windows before the range too. */
export interface StickinessPartial extends ActivePeriods {
  of: StickinessOptions;
  /** Units with an event in the range. */
  units: number;
  /** First instants of the days and the end of the last; nothing where there are too many. */
  edges: Float64Array;
  /** Whether there are more intervals, or more days, than are looked at. */
  tooMany: boolean;
  tooManyDays: boolean;
  /** Time of the log's last event. */
  lastMs: number;
  /** Of each unit that is listed: in how many intervals of the range it was active. */
  intervals: Uint32Array;
  /** Of each; empty without a breakdown. */
  group: Uint32Array;
  keys: GroupKey[];
  /** The same of the range before. */
  previous: StickinessPartial | null;
}

const makesActive = ({ op, value }: PerInterval, events: number): boolean =>
  op === 'gte' ? events >= value : op === 'lte' ? events > 0 && events <= value : events === value;

function* ofSpan(input: KernelInput, options: StickinessOptions): Generator<void, StickinessPartial> {
  const { shard, lastMs } = input;
  const { buckets, span } = options;
  const earliestMs = earliestIn(shard);
  const { fromMs } = span;
  const endMs = Math.min(span.toMs, lastMs);
  const beginMs = fromMs === -Infinity ? earliestMs : fromMs;
  const sinceMs = fromMs === -Infinity ? earliestMs : options.sinceMs;
  const tooMany = areTooMany(buckets, beginMs, span.toMs === Infinity ? endMs : span.toMs);
  const cut = beginMs <= endMs && !tooMany;
  const tooManyDays = (endMs - sinceMs) / durationMs({ n: 1, unit: 'day' }) > MOST_DAYS;
  const dayless = !cut || tooManyDays;
  const edges = dayless ? new Float64Array() : yield* periodEdges(daysOf(buckets), sinceMs, endMs);
  const cuts = cut ? yield* periodEdges(buckets, beginMs, endMs) : new Float64Array();
  const found: Found = {
    list: new ActivePeriodList(),
    intervals: new Numbers(),
    group: new Numbers(),
    groups: options.grouped ? new UnitGroups(input) : null,
    units: 0,
  };
  const pass: Pass = { input, options, edges, cuts, beginMs, endMs, sinceMs };
  yield* inBlocks(shard.personStart, (from, to) => listPeople(pass, found, from, to));
  return {
    of: options,
    units: found.units,
    edges,
    tooMany,
    tooManyDays,
    lastMs,
    ...found.list.done(),
    intervals: filled(found.intervals),
    group: filled(found.group),
    keys: found.groups?.keys ?? [],
    previous: null,
  };
}

interface Pass {
  input: KernelInput;
  options: StickinessOptions;
  /** Of days and intervals; nothing where there are too many. */
  edges: Float64Array;
  cuts: Float64Array;
  /** Intervals are counted from here to the end, days from `sinceMs`. */
  beginMs: number;
  endMs: number;
  sinceMs: number;
}

/** What was found so far. */
interface Found {
  list: ActivePeriodList;
  intervals: Numbers;
  group: Numbers;
  groups: UnitGroups | null;
  units: number;
}

function listPeople(
  { input, options, edges, cuts, beginMs, endMs, sinceMs }: Pass,
  found: Found,
  begin: number,
  until: number,
): void {
  const { shard, exists } = input;
  const { personStart, event, time } = shard;
  const { span, perInterval } = options;
  const match = input.matches[0]!;
  const { list, intervals, group, groups } = found;
  const cut = cuts.length > 0;
  const dayless = edges.length === 0;
  const lastDay = edges.length - 2;
  for (let p = begin; p < until; p++) {
    const to = personStart[p + 1]!;
    let first = -1;
    let firstInside = -1;
    let day = 0;
    let dayEndsMs = dayless ? Infinity : -Infinity;
    let interval = 0;
    let intervalEndsMs = beginMs;
    let events = 0;
    let active = 0;
    const from = cut ? firstFrom(time, personStart[p]!, to, dayless ? beginMs : sinceMs) : to;
    let e = from;
    for (; e < to; e++) {
      const timeMs = time[e]!;
      if (timeMs > endMs) break;
      if (timeMs < dayEndsMs && timeMs < intervalEndsMs && (perInterval === null || timeMs < beginMs)) continue;
      if ((exists && !hasBit(exists, e)) || !matchesAt(match, event[e]!, e)) continue;
      if (first < 0) {
        first = e;
        list.begin(shard.firstPerson + p);
      }
      if (timeMs >= dayEndsMs) {
        day = periodAt(edges, timeMs, day);
        list.add(lastDay - day);
        dayEndsMs = edges[day + 1]!;
      }
      if (timeMs < beginMs) continue;
      if (firstInside < 0) firstInside = e;
      if (timeMs >= intervalEndsMs) {
        if (perInterval !== null && events > 0 && makesActive(perInterval, events)) active++;
        interval = periodAt(cuts, timeMs, interval);
        intervalEndsMs = cuts[interval + 1]!;
        events = 0;
        if (perInterval === null) active++;
      }
      events++;
    }
    if (first >= 0) {
      if (perInterval !== null && events > 0 && makesActive(perInterval, events)) active++;
      intervals.push(active);
      if (groups) group.push(groups.of(firstInside < 0 ? first : firstInside, e));
    }
    if (hasEvent(input, p, span.fromMs, span.toMs + 0.001)) found.units++;
  }
}

export const kernel: Kernel<StickinessOptions, StickinessPartial> = {
  *run(input, options) {
    const partial = yield* ofSpan(input, options);
    const { previous: span, buckets } = options;
    if (!span) return partial;
    // the breakdown is of the range asked for
    const before = { ...options, span, sinceMs: sinceOf(buckets, span), grouped: false, previous: null };
    return { ...partial, previous: yield* ofSpan(input, before) };
  },

  merge(left, right) {
    const { keys, renumbered } = joinKeys(left.keys, right.keys);
    return {
      of: left.of,
      units: left.units + right.units,
      edges: left.edges.length < right.edges.length ? right.edges : left.edges,
      tooMany: left.tooMany || right.tooMany,
      tooManyDays: left.tooManyDays || right.tooManyDays,
      lastMs: left.lastMs,
      ...joinPeriods(left, right),
      intervals: joined(left.intervals, right.intervals),
      group: joined(
        left.group,
        right.group.map((group) => renumbered[group]!),
      ),
      keys,
      previous: left.previous && kernel.merge(left.previous, right.previous!),
    };
  },
};
