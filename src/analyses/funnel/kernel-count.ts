import type { KernelInput } from '#log/shard.ts';
import { joinKeys, type GroupKey } from '../breakdown-groups.ts';
import type { GroupTally, JoinLists } from './kernel-groups.ts';
import { InRange } from './kernel-in-range.ts';
import { openAfter } from './kernel-tally.ts';
import type { Way } from './kernel-way.ts';
import type { FunnelOptions } from './switches.ts';

/** How many ways got how far, and what it took, without whose they are. */
export interface WayCounts {
  /** Ways of group g whose last step, counted from 1, is d: at g × (steps + 1) + d. One group without a breakdown. */
  exactly: Uint32Array;
  /** By step: seconds from the step before, of everybody who got there; none of the first. */
  seconds: Float64Array[];
  /** Of each of these its group; null without a breakdown. */
  groups: Uint32Array[] | null;
}

/** Adds up people where nobody asks which ones. */
export class CountTally {
  units = 0;
  open = 0;
  decidedByTies = 0;
  /** By person, whether they began; where that is asked for. */
  readonly began: Uint8Array | null;
  readonly #steps: number;
  readonly #inRange: InRange;
  readonly #groups: GroupTally | null;
  readonly #openAfter: number;
  readonly #seconds: Float64Array[];
  readonly #groupOf: Uint32Array[] | null;
  readonly #lengths: Int32Array;
  #exactly: Uint32Array;

  constructor(input: KernelInput, options: FunnelOptions, groups: GroupTally | null) {
    const { steps } = options;
    const lists = Array.from({ length: steps });
    this.began = options.windowCurve && new Uint8Array(input.shard.personStart.length);
    this.#steps = steps;
    this.#inRange = new InRange(input);
    this.#groups = groups;
    this.#openAfter = openAfter(input, options);
    this.#seconds = lists.map(() => new Float64Array(1024));
    this.#groupOf = groups && lists.map(() => new Uint32Array(1024));
    this.#lengths = new Int32Array(steps);
    this.#exactly = new Uint32Array(64 * (steps + 1));
  }

  /** A person whose attempt that counts was found the general way, with the times of the events it speaks of by position. */
  count(person: number, way: Way, eventTimes: Float64Array, byTies: boolean): void {
    const { depth } = way;
    if (byTies) this.decidedByTies++;
    const group = this.#begin(person, depth);
    if (depth === 0) return;
    let latest = eventTimes[way.event[0]!]!;
    const entry = latest;
    for (let k = 1; k < depth; k++) {
      const time = Math.max(latest, eventTimes[way.event[k]!]!);
      this.#push(k, time - latest, group);
      latest = time;
    }
    if (depth < this.#steps && !way.ended && entry > this.#openAfter) this.open++;
  }

  /** The same for an attempt by its times alone, that no tie decided. */
  quick(person: number, depth: number, time: Float64Array): void {
    const group = this.#begin(person, depth);
    if (depth === 0) return;
    for (let k = 1; k < depth; k++) this.#push(k, time[k]! - time[k - 1]!, group);
    if (depth < this.#steps && time[0]! > this.#openAfter) this.open++;
  }

  done(): WayCounts {
    const groups = this.#groups ? this.#groups.size : 1;
    const cut = <T extends Float64Array | Uint32Array>(list: T, k: number): T => list.slice(0, this.#lengths[k]) as T;
    return {
      exactly: this.#exactly.slice(0, groups * (this.#steps + 1)),
      seconds: this.#seconds.map(cut),
      groups: this.#groupOf && this.#groupOf.map(cut),
    };
  }

  /** Counts how far a person got; tells their group. */
  #begin(person: number, depth: number): number {
    if (depth === 0) {
      if (this.#inRange.has(person)) this.units++;
      return 0;
    }
    this.units++;
    if (this.began) this.began[person] = 1;
    const group = this.#groups ? this.#groups.ofPerson(person) : 0;
    const at = group * (this.#steps + 1) + depth;
    if (at >= this.#exactly.length) this.#grow(at + 1);
    this.#exactly[at]!++;
    return group;
  }

  #grow(needed: number): void {
    const larger = new Uint32Array(Math.max(needed, 2 * this.#exactly.length));
    larger.set(this.#exactly);
    this.#exactly = larger;
  }

  #push(step: number, ms: number, group: number): void {
    const at = this.#lengths[step]!++;
    if (at === this.#seconds[step]!.length) this.#lengthen(step);
    this.#seconds[step]![at] = ms / 1000;
    if (this.#groupOf) this.#groupOf[step]![at] = group;
  }

  #lengthen(step: number): void {
    const longer = new Float64Array(2 * this.#seconds[step]!.length);
    longer.set(this.#seconds[step]!);
    this.#seconds[step] = longer;
    if (!this.#groupOf) return;
    const wider = new Uint32Array(longer.length);
    wider.set(this.#groupOf[step]!);
    this.#groupOf[step] = wider;
  }
}

/** `keys`: of the groups of each side; none without a breakdown. */
export function mergeCounts(
  left: WayCounts,
  right: WayCounts,
  keys: { left: readonly GroupKey[]; right: readonly GroupKey[] } | null,
  steps: number,
  joined: JoinLists,
): WayCounts {
  const both = keys && joinKeys(keys.left, keys.right);
  const width = steps + 1;
  const exactly = new Uint32Array((both ? both.keys.length : 1) * width);
  exactly.set(left.exactly);
  right.exactly.forEach((ways, at) => {
    const group = Math.floor(at / width);
    exactly[(both ? both.renumbered[group]! : group) * width + (at % width)]! += ways;
  });
  const { groups } = right;
  return {
    exactly,
    seconds: left.seconds.map((list, k) => joined(list, right.seconds[k]!)),
    groups:
      left.groups &&
      left.groups.map((list, k) =>
        joined(
          list,
          groups![k]!.map((group) => both!.renumbered[group]!),
        ),
      ),
  };
}
