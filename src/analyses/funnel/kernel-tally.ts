import { hasBit } from '#log/bitmap.ts';
import { peopleIn, type KernelInput } from '#log/shard.ts';
import type { Groups } from './kernel-groups.ts';
import type { Way } from './kernel-journey.ts';
import type { TrendEntries } from './kernel-trend.ts';
import type { FunnelOptions } from './switches.ts';

export const IN_RANGE = 1;
export const OPEN = 2;
export const BY_TIES = 4;

/** What one shard says; shards follow each other by their first person. */
export interface FunnelPartial {
  firstPerson: number;
  /** People with an event in the range. */
  units: number;
  /**
   * People who have not converted and whose counting attempt's window closes after the log's last event. An attempt
   * without a window has none that could close: it is never open. Nor is one in `strict` that a later event ended.
   */
  open: number;
  /** People whose depth differs between ties together and apart. */
  decidedByTies: number;
  /** Steps reached, by person; 0 = none. */
  depth: Uint8Array;
  /** IN_RANGE, OPEN and BY_TIES, by person. */
  flags: Uint8Array;
  /**
   * When the event was that filled column k of the attempt that counts: one number, in order of people, for each who
   * got there. With grace it may lie before that of the column before.
   */
  times: Float64Array[];
  /** Which step it filled; only in any order, where that may be any. */
  filled: Uint8Array[] | null;
  trend: TrendEntries | null;
  groups: Groups | null;
  /** The same of the range before. */
  previous: FunnelPartial | null;
}

/** Adds up people. */
export class Tally {
  readonly #partial: FunnelPartial;
  readonly #input: KernelInput;
  readonly #options: FunnelOptions;
  readonly #lengths: Int32Array;
  /** Without `where` and with a range that takes in everything, every person with an event is in it. */
  readonly #whole: boolean;
  /** Of the partial, at hand where every person counts. */
  readonly #depth: Uint8Array;
  readonly #flags: Uint8Array;
  readonly #times: Float64Array[];
  /** An entry after this has time left when the log ends. */
  readonly #openAfter: number;
  #quickUnits = 0;
  #quickOpen = 0;

  constructor(input: KernelInput, options: FunnelOptions) {
    const people = peopleIn(input.shard);
    const { fromMs, toMs } = input.span;
    this.#input = input;
    this.#options = options;
    this.#whole = input.exists === null && fromMs === -Infinity && toMs === Infinity;
    this.#lengths = new Int32Array(options.steps);
    this.#partial = {
      firstPerson: input.shard.firstPerson,
      units: 0,
      open: 0,
      decidedByTies: 0,
      depth: new Uint8Array(people),
      flags: new Uint8Array(people),
      times: Array.from({ length: options.steps }, () => new Float64Array(1024)),
      filled: options.order === 'any' ? Array.from({ length: options.steps }, () => new Uint8Array(1024)) : null,
      trend: null,
      groups: null,
      previous: null,
    };
    this.#depth = this.#partial.depth;
    this.#flags = this.#partial.flags;
    this.#times = this.#partial.times;
    const { windowMs, lateSteps } = options;
    const closed = windowMs === Infinity || (!lateSteps && toMs <= input.lastMs);
    this.#openAfter = closed ? Infinity : input.lastMs - windowMs;
  }

  /** A person with the attempt that counts, and the times of the events it speaks of by position. */
  count(person: number, way: Way, eventTimes: Float64Array | null, byTies: boolean): void {
    const partial = this.#partial;
    const { depth, time } = way;
    let flags = 0;
    if (depth > 0 || this.#inRange(person)) {
      partial.units++;
      flags = IN_RANGE;
    }
    if (depth > 0) {
      partial.depth[person] = depth;
      for (let k = 0; k < depth; k++)
        this.#push(k, eventTimes === null ? time[k]! : eventTimes[way.event[k]!]!, way.step[k]!);
      if (depth < this.#options.steps && !way.ended && this.#closes(way) > this.#input.lastMs) {
        partial.open++;
        flags |= OPEN;
      }
    }
    if (byTies) {
      partial.decidedByTies++;
      flags |= BY_TIES;
    }
    partial.flags[person] = flags;
  }

  /** The same for an attempt in order by its times alone, within a window from its entry, that no tie decided. */
  quick(person: number, depth: number, time: Float64Array): void {
    if (depth === 0) {
      if (!this.#inRange(person)) return;
      this.#quickUnits++;
      this.#flags[person] = IN_RANGE;
      return;
    }
    this.#quickUnits++;
    this.#depth[person] = depth;
    for (let k = 0; k < depth; k++) {
      const n = this.#lengths[k]!;
      const list = this.#times[k]!;
      if (n < list.length) {
        list[n] = time[k]!;
        this.#lengths[k] = n + 1;
      } else this.#push(k, time[k]!, 0);
    }
    const open = depth < this.#times.length && time[0]! > this.#openAfter;
    if (open) this.#quickOpen++;
    this.#flags[person] = open ? IN_RANGE | OPEN : IN_RANGE;
  }

  depth(person: number): number {
    return this.#partial.depth[person]!;
  }

  done(trend: TrendEntries | null, groups: Groups | null): FunnelPartial {
    const cut = <T extends Float64Array | Uint8Array>(list: T, k: number): T => list.slice(0, this.#lengths[k]) as T;
    const { times, filled } = this.#partial;
    return {
      ...this.#partial,
      units: this.#partial.units + this.#quickUnits,
      open: this.#partial.open + this.#quickOpen,
      times: times.map(cut),
      filled: filled && filled.map(cut),
      trend,
      groups,
    };
  }

  #closes({ depth, time }: Way): number {
    const { windowMs, windowFrom, lateSteps } = this.#options;
    if (windowMs === Infinity) return -Infinity;
    const edge = time[windowFrom === 'entry' ? 0 : depth - 1]! + windowMs;
    return lateSteps ? edge : Math.min(edge, this.#input.span.toMs);
  }

  #push(column: number, time: number, step: number): void {
    const { times, filled } = this.#partial;
    const n = this.#lengths[column]!++;
    if (n === times[column]!.length) {
      const longer = new Float64Array(2 * n);
      longer.set(times[column]!);
      times[column] = longer;
      if (filled) {
        const wider = new Uint8Array(2 * n);
        wider.set(filled[column]!);
        filled[column] = wider;
      }
    }
    times[column]![n] = time;
    if (filled) filled[column]![n] = step;
  }

  #inRange(person: number): boolean {
    const { shard, exists, span } = this.#input;
    let from = shard.personStart[person]!;
    const to = shard.personStart[person + 1]!;
    if (this.#whole) return to > from;
    if (to > from && (shard.time[from]! > span.toMs || shard.time[to - 1]! < span.fromMs)) return false;
    if (shard.time[from]! < span.fromMs) {
      let high = to;
      while (from < high) {
        const mid = (from + high) >>> 1;
        if (shard.time[mid]! < span.fromMs) from = mid + 1;
        else high = mid;
      }
    }
    for (let i = from; i < to && shard.time[i]! <= span.toMs; i++) if (!exists || hasBit(exists, i)) return true;
    return false;
  }
}

/**
 * Seconds from the step before, by step, of all of the rows kept who reached it; none for the first. A step that lies
 * before takes 0.
 */
export function secondsOf(
  { depth, times }: { depth: Uint8Array; times: Float64Array[] },
  keep: ((row: number) => boolean) | null = null,
): Float64Array[] {
  const seconds = times.map((list, k) => new Float64Array(k === 0 ? 0 : list.length));
  const next = new Int32Array(times.length);
  const kept = new Int32Array(times.length);
  for (let p = 0; p < depth.length; p++) {
    const reached = depth[p]!;
    if (reached < 2) {
      next[0]! += reached;
      continue;
    }
    let latest = -Infinity;
    const counted = !keep || keep(p);
    for (let k = 0; k < reached; k++) {
      const now = Math.max(latest, times[k]![next[k]!++]!);
      if (counted && k > 0) seconds[k]![kept[k]!++] = (now - latest) / 1000;
      latest = now;
    }
  }
  return keep ? seconds.map((list, k) => list.subarray(0, kept[k])) : seconds;
}

/** Seconds from one column to a later one, of all who reached both. */
export function secondsBetween({ depth, times }: FunnelPartial, from: number, to: number): Float64Array {
  const next = new Int32Array(times.length);
  const seconds = new Float64Array(times[to]!.length);
  let n = 0;
  for (let p = 0; p < depth.length; p++) {
    let latest = -Infinity;
    let begun = 0;
    for (let k = 0; k < depth[p]!; k++) {
      latest = Math.max(latest, times[k]![next[k]!++]!);
      if (k === from) begun = latest;
      if (k === to) seconds[n++] = (latest - begun) / 1000;
    }
  }
  return seconds;
}

/** The moments that filled the steps of one person of the whole log. */
export function momentsOf(partial: FunnelPartial, person: number): { timeMs: number; step: number }[] {
  const { depth, times, filled, firstPerson } = partial;
  const p = person - firstPerson;
  return Array.from({ length: depth[p] ?? 0 }, (_, k) => {
    let at = 0;
    for (let other = 0; other < p; other++) if (depth[other]! > k) at++;
    return { timeMs: times[k]![at]!, step: filled ? filled[k]![at]! : k };
  });
}
