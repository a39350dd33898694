import { hasBit } from '#log/bitmap.ts';
import { peopleIn, type KernelInput } from '#log/shard.ts';
import { joinKeys } from '../breakdown-groups.ts';
import type { Journey, View } from './kernel-journey.ts';
import type { PersonFunnel } from './kernel-person.ts';
import { Rows, type WayRows } from './kernel-rows.ts';
import { stepOfCodes } from './kernel-step-codes.ts';
import { TrendTally, type TrendEntries } from './kernel-trend.ts';
import { fillsStep, type Way } from './kernel-way.ts';
import type { FunnelOptions } from './switches.ts';

/** The groups of a breakdown. */
export interface Groups {
  /** Values of each group, one for each property; group 0 has none of them. */
  keys: (string | null)[][];
  /** Group of each row of the partial, or of each of the rows below. */
  group: Uint32Array;
  /** Funnels of each person and value, where a person may be in several groups; null where the partial's rows are. */
  rows: WayRows | null;
  /** Of these rows. */
  trend: TrendEntries | null;
}

/** Puts people, or a funnel of theirs for each value, into groups. */
export class GroupTally {
  readonly #input: KernelInput;
  readonly #options: FunnelOptions;
  readonly #keys: (string | null)[][];
  readonly #numbers = new Map<string, number>();
  /** Group + 1 of a code where there is one property, 0 = not met yet. */
  readonly #ofCode: Uint32Array;
  readonly #group: Uint32Array;
  readonly #rows: Rows | null;
  readonly trend: TrendTally | null;
  /** Whether a name is a step's; null where more than the name decides, or several properties are asked for. */
  readonly #stepOf: Uint8Array | null;

  constructor(input: KernelInput, options: FunnelOptions) {
    const at = options.breakdown!.at;
    const several = at === 'any' || typeof at === 'number';
    this.#input = input;
    this.#options = options;
    this.#keys = [input.columns.map(() => null)];
    this.#numbers.set(input.columns.map(() => 0).join(), 0);
    this.#ofCode = new Uint32Array(input.columns.length === 1 ? input.columns[0]!.values.length + 1 : 0);
    this.#group = new Uint32Array(several ? 0 : peopleIn(input.shard));
    this.#rows = several ? new Rows(options.steps) : null;
    const ruled = input.exists !== null || input.matches.some(({ mask }) => mask !== null);
    this.#stepOf = ruled || input.columns.length !== 1 ? null : stepOfCodes(input, options.steps);
    this.trend = several && options.trend ? new TrendTally(input, options.trend) : null;
  }

  /** Group of the values that an event of the shard carries. */
  of(event: number): number {
    const { columns } = this.#input;
    if (columns.length !== 1) return this.#number(columns.map(({ codes }) => codes[event]!));
    const code = columns[0]!.codes[event]!;
    const known = this.#ofCode[code]!;
    if (known !== 0) return known - 1;
    const group = this.#number([code]);
    this.#ofCode[code] = group + 1;
    return group;
  }

  #number(codes: number[]): number {
    const key = codes.join();
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#keys.push(codes.map((code, c) => (code === 0 ? null : this.#input.columns[c]!.values[code - 1]!)));
    this.#numbers.set(key, this.#keys.length - 1);
    return this.#keys.length - 1;
  }

  /** How many there are so far. */
  get size(): number {
    return this.#keys.length;
  }

  /** Group of a person by the first or last event that matches a step and has a value; 0 where values differ by funnel. */
  ofPerson(person: number): number {
    if (this.#rows) return 0;
    const { shard, columns, span } = this.#input;
    const last = this.#options.breakdown!.at === 'last';
    const begin = shard.personStart[person]!;
    const end = shard.personStart[person + 1]!;
    if (this.#stepOf) return this.#ofNamed(this.#stepOf, begin, end, last);
    for (let n = begin; n < end; n++) {
      const i = last ? end - 1 - (n - begin) : n;
      if (columns.some(({ codes }) => codes[i] !== 0) && this.#matches(i, null, span.fromMs)) return this.of(i);
    }
    return 0;
  }

  /** The same where names alone tell which events match a step, and one property is asked for. */
  #ofNamed(stepOf: Uint8Array, begin: number, end: number, last: boolean): number {
    const { shard, span } = this.#input;
    const { event, time } = shard;
    const { codes } = this.#input.columns[0]!;
    const toMs = this.#options.lateSteps ? Infinity : span.toMs;
    const { fromMs } = span;
    const timed = fromMs > -Infinity || toMs < Infinity;
    const by = last ? -1 : 1;
    for (let i = last ? end - 1 : begin; i >= begin && i < end; i += by)
      if (stepOf[event[i]!] !== 0 && codes[i] !== 0 && (!timed || (time[i]! >= fromMs && time[i]! <= toMs)))
        return this.of(i);
    return 0;
  }

  /** Group of an attempt by the first or last of its steps whose event has a value. */
  ofAttempt(way: Way, journey: Journey): number {
    if (this.#rows) return 0;
    const events = [...way.event.subarray(0, way.depth)]
      .filter((event) => event >= 0)
      .map((event) => journey.at[event]!);
    if (this.#options.breakdown!.at === 'last') events.reverse();
    const valued = events.find((i) => this.#input.columns.some(({ codes }) => codes[i] !== 0));
    return valued === undefined ? 0 : this.of(valued);
  }

  /** Counts a person whom the funnel of everybody has already counted. */
  count(person: number, depth: number, each: PersonFunnel): void {
    const rows = this.#rows;
    if (!rows) {
      if (depth > 0) this.#group[person] = this.ofPerson(person);
      return;
    }
    const { shard, span } = this.#input;
    const index = shard.firstPerson + person;
    const { at } = this.#options.breakdown!;
    const step = typeof at === 'number' ? at : null;
    // with grace a step may lie a little before the attempt's start
    const least = span.fromMs - this.#options.graceMs;
    const met = new Set<number>();
    const end = shard.personStart[person + 1]!;
    for (let i = shard.personStart[person]!; i < end; i++) if (this.#matches(i, step, least)) met.add(this.of(i));
    if (end === shard.personStart[person] || shard.time[end - 1]! < span.fromMs) return;
    for (const group of met) {
      const is = (event: number): boolean => this.of(event) === group;
      const view: View = step === null ? { keep: is, only: null } : { keep: null, only: { step, is } };
      if (this.#options.count === 'attempts') {
        each.attempts(person, view, this.#options.ties, (way) => {
          if (!fillsStep(way, step ?? 0)) return;
          rows.push(index, group, way, each.journey.time);
          this.trend?.attempt(way, person, group);
        });
        continue;
      }
      each.answer(person, view, this.trend);
      if (!fillsStep(each.way, step ?? 0)) continue;
      this.trend?.count(person, group);
      rows.push(index, group, each.way, each.journey.time);
    }
  }

  done(): Groups {
    const rows = this.#rows && this.#rows.done();
    return {
      keys: this.#keys,
      group: rows ? rows.group : this.#group,
      rows: rows && rows.ways,
      trend: this.trend && this.trend.done(),
    };
  }

  /** An event that may fill that step, or any. */
  #matches(i: number, step: number | null, least: number): boolean {
    const { shard, exists, matches, span } = this.#input;
    const { steps, lateSteps } = this.#options;
    const t = shard.time[i]!;
    if (t < least || (!lateSteps && t > span.toMs) || (exists && !hasBit(exists, i))) return false;
    for (let k = step ?? 0; k < (step === null ? steps : step + 1); k++) {
      const { codes, mask } = matches[k]!;
      if ((!codes || codes[shard.event[i]!] === 1) && (!mask || hasBit(mask, i))) return true;
    }
    return false;
  }
}

export function mergeGroups(left: Groups, right: Groups, joined: JoinLists): Groups {
  const { keys, renumbered } = joinKeys(left.keys, right.keys);
  const renumber = (groups: Uint32Array): Uint32Array => groups.map((group) => renumbered[group]!);
  return {
    keys,
    group: joined(left.group, renumber(right.group)),
    rows: left.rows && {
      person: joined(left.rows.person, right.rows!.person),
      depth: joined(left.rows.depth, right.rows!.depth),
      times: left.rows.times.map((list, k) => joined(list, right.rows!.times[k]!)),
    },
    trend: left.trend && mergeTrend(left.trend, { ...right.trend!, group: renumber(right.trend!.group) }, joined),
  };
}

/** The right shard's trend with groups as the merged ones are numbered. */
export function renumberedTrend(left: HasTrend, right: HasTrend): TrendEntries {
  const trend = right.trend!;
  if (!left.groups || !right.groups || right.groups.rows) return trend;
  const renumbered = joinKeys(left.groups.keys, right.groups.keys).renumbered;
  return { ...trend, group: trend.group.map((group) => renumbered[group]!) };
}

interface HasTrend {
  groups: Groups | null;
  trend: TrendEntries | null;
}

export const mergeTrend = (left: TrendEntries, right: TrendEntries, joined: JoinLists): TrendEntries => ({
  of: left.of,
  person: joined(left.person, right.person),
  group: joined(left.group, right.group),
  startMs: joined(left.startMs, right.startMs),
  converted: joined(left.converted, right.converted),
});

export type JoinLists = <T extends Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array>(
  left: T,
  right: T,
) => T;
