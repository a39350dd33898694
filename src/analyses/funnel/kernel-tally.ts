import { peopleIn, type KernelInput } from '#log/shard.ts';
import type { WayCounts } from './kernel-count.ts';
import type { Groups } from './kernel-groups.ts';
import { InRange } from './kernel-in-range.ts';
import type { LabPartial } from './kernel-lab.ts';
import type { Rows, Ways } from './kernel-rows.ts';
import { TiesTally, type TiedSteps } from './kernel-ties.ts';
import type { Way } from './kernel-way.ts';
import type { TrendEntries } from './kernel-trend.ts';
import type { Why } from './kernel-why.ts';
import type { Windows } from './kernel-windows.ts';
import type { FunnelOptions } from './switches.ts';

export const IN_RANGE = 1;
export const OPEN = 2;
export const BY_TIES = 4;

/** What one shard says: its people, or their attempts, in rows. Shards follow each other by their first person. */
export interface FunnelPartial extends Ways {
  firstPerson: number;
  /** People with an event in the range. */
  units: number;
  /**
   * People, or attempts, that have not converted and whose window closes after the log's last event. An attempt
   * without a window has none that could close: it is never open. Nor is one in `strict` that a later event ended.
   */
  open: number;
  /** People whose depth, or whose number of attempts of some depth, differs between ties together and apart. */
  decidedByTies: number;
  /** IN_RANGE, OPEN and BY_TIES, by person. */
  flags: Uint8Array;
  /** Which step each of the times is of; only in any order, where that may be any. */
  filled: Uint8Array[] | null;
  trend: TrendEntries | null;
  groups: Groups | null;
  windows: Windows | null;
  ties: TiedSteps;
  why: Why | null;
  /** Until when attempts are followed: the end of the log, or of the range where no step may lie behind it. */
  endMs: number;
  /** The same of the range before. */
  previous: FunnelPartial | null;
  /** The same by other rules, where that is asked. */
  lab?: LabPartial;
  /** Where nobody asks whose the ways are: what is counted of them. Then there are no rows of them. */
  counted?: WayCounts;
}

/** An entry within a window from it that is after this has time left when the log ends. */
export function openAfter({ span, lastMs }: KernelInput, { windowMs, lateSteps }: FunnelOptions): number {
  const closed = windowMs === Infinity || (!lateSteps && span.toMs <= lastMs);
  return closed ? Infinity : lastMs - windowMs;
}

/** What is said of nobody. */
export const noRows = ({ shard, span, lastMs }: KernelInput, { steps, lateSteps }: FunnelOptions): FunnelPartial => ({
  firstPerson: shard.firstPerson,
  units: 0,
  open: 0,
  decidedByTies: 0,
  person: null,
  depth: new Uint8Array(),
  flags: new Uint8Array(),
  times: Array.from({ length: steps }, () => new Float64Array()),
  filled: null,
  trend: null,
  groups: null,
  windows: null,
  ties: new TiesTally(0).done(),
  why: null,
  endMs: lateSteps ? lastMs : Math.min(lastMs, span.toMs),
  previous: null,
});

/** Adds up people. */
export class Tally {
  readonly #partial: FunnelPartial;
  readonly #input: KernelInput;
  readonly #options: FunnelOptions;
  readonly #lengths: Int32Array;
  readonly #inRange: InRange;
  /** Of the partial, at hand where every person counts. */
  readonly #depth: Uint8Array;
  readonly #flags: Uint8Array;
  readonly #times: Float64Array[];
  readonly #openAfter: number;
  #quickUnits = 0;
  #quickOpen = 0;

  constructor(input: KernelInput, options: FunnelOptions) {
    const people = peopleIn(input.shard);
    this.#input = input;
    this.#options = options;
    this.#inRange = new InRange(input);
    this.#lengths = new Int32Array(options.steps);
    this.#partial = {
      ...noRows(input, options),
      depth: new Uint8Array(people),
      flags: new Uint8Array(people),
      times: Array.from({ length: options.steps }, () => new Float64Array(1024)),
      filled: options.order === 'any' ? Array.from({ length: options.steps }, () => new Uint8Array(1024)) : null,
    };
    this.#depth = this.#partial.depth;
    this.#flags = this.#partial.flags;
    this.#times = this.#partial.times;
    this.#openAfter = openAfter(input, options);
  }

  /** A person with the attempt that counts, and the times of the events it speaks of by position. */
  count(person: number, way: Way, eventTimes: Float64Array, byTies: boolean): void {
    const { depth } = way;
    this.flag(person, depth > 0, depth > 0 && this.isOpen(way), byTies);
    this.#partial.depth[person] = depth;
    for (let k = 0; k < depth; k++) {
      const event = way.event[k]!;
      this.#push(k, event < 0 ? NaN : eventTimes[event]!, way.step[k]!);
    }
  }

  /** What is known of a person beside how far they got; whoever entered is in the range. */
  flag(person: number, entered: boolean, open: boolean, byTies: boolean): void {
    const partial = this.#partial;
    let flags = 0;
    if (entered || this.#inRange.has(person)) {
      partial.units++;
      flags = IN_RANGE;
    }
    if (open) {
      partial.open++;
      flags |= OPEN;
    }
    if (byTies) {
      partial.decidedByTies++;
      flags |= BY_TIES;
    }
    partial.flags[person] = flags;
  }

  isOpen(way: Way): boolean {
    return way.depth < this.#options.steps && !way.ended && this.#closes(way) > this.#input.lastMs;
  }

  /** The same for an attempt in order by its times alone, within a window from its entry, that no tie decided. */
  quick(person: number, depth: number, time: Float64Array): void {
    if (depth === 0) {
      if (!this.#inRange.has(person)) return;
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

  get firstPerson(): number {
    return this.#partial.firstPerson;
  }

  depth(person: number): number {
    return this.#partial.depth[person]!;
  }

  /** `attempts`: the rows, where these are not people. */
  done(trend: TrendEntries | null, groups: Groups | null, attempts: Rows | null): FunnelPartial {
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
      ...(attempts && this.#ofAttempts(attempts, groups)),
    };
  }

  #ofAttempts(attempts: Rows, groups: Groups | null) {
    const { ways, filled, group } = attempts.done();
    return {
      ...ways,
      filled: this.#partial.filled && filled,
      groups: groups && (groups.rows ? groups : { ...groups, group }),
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
}

/** The moments that filled the steps of one person of the whole log, in all rows of theirs. */
export function momentsOf(partial: FunnelPartial, person: number): { timeMs: number; step: number }[] {
  const { depth, times, filled, firstPerson } = partial;
  const next = new Int32Array(times.length);
  const found: { timeMs: number; step: number }[] = [];
  const last = partial.person ? depth.length - 1 : person - firstPerson;
  for (let row = 0; row <= last; row++) {
    const isTheirs = partial.person ? partial.person[row] === person : row === last;
    for (let k = 0; k < (depth[row] ?? 0); k++) {
      const at = next[k]!++;
      const timeMs = times[k]![at]!;
      if (isTheirs && !Number.isNaN(timeMs)) found.push({ timeMs, step: filled ? filled[k]![at]! : k });
    }
  }
  return found;
}
