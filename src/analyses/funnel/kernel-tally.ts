import { hasBit } from '#log/bitmap.ts';
import { peopleIn, type KernelInput } from '#log/shard.ts';
import type { Way } from './kernel-journey.ts';
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
  /** Seconds from the step before, for each step; one number for each person who reached it. None for the first. */
  seconds: Float64Array[];
}

/** Adds up people. */
export class Tally {
  readonly #partial: FunnelPartial;
  readonly #input: KernelInput;
  readonly #options: FunnelOptions;
  readonly #lengths: Int32Array;
  /** Without `where` and with a range that takes in everything, every person with an event is in it. */
  readonly #whole: boolean;

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
      seconds: Array.from({ length: options.steps }, (_, k) => new Float64Array(k === 0 ? 0 : 1024)),
    };
  }

  /** A person with the attempt that counts. */
  count(person: number, way: Way, byTies: boolean): void {
    const partial = this.#partial;
    const { depth, time } = way;
    let flags = 0;
    if (depth > 0 || this.#inRange(person)) {
      partial.units++;
      flags = IN_RANGE;
    }
    if (depth > 0) {
      partial.depth[person] = depth;
      for (let k = 1; k < depth; k++) this.#push(k, (time[k]! - time[k - 1]!) / 1000);
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

  done(): FunnelPartial {
    this.#partial.seconds = this.#partial.seconds.map((list, k) => list.slice(0, this.#lengths[k]));
    return this.#partial;
  }

  #closes({ depth, time }: Way): number {
    const { windowMs, windowFrom, lateSteps } = this.#options;
    if (windowMs === Infinity) return -Infinity;
    const edge = time[windowFrom === 'entry' ? 0 : depth - 1]! + windowMs;
    return lateSteps ? edge : Math.min(edge, this.#input.span.toMs);
  }

  #push(step: number, seconds: number): void {
    let list = this.#partial.seconds[step]!;
    const n = this.#lengths[step]!++;
    if (n === list.length) {
      list = new Float64Array(2 * n);
      list.set(this.#partial.seconds[step]!);
      this.#partial.seconds[step] = list;
    }
    list[n] = seconds;
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
