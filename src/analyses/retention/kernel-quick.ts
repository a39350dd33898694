import { hasBit } from '#log/bitmap.ts';
import type { KernelInput, ResolvedMatch } from '#log/shard.ts';
import type { GroupNumbers } from '../group-numbers.ts';
import type { EntryList } from './kernel-entries.ts';
import { gridOf, type PeriodGrid } from './kernel-grid.ts';
import type { RetentionOptions } from './switches.ts';

const START = 1;
const BACK = 2;
/** Of all cohorts, 64 MB; a table of more would be shown by nobody. */
const MOST_CELLS = 1 << 24;

/** Of one cohort, how many units are in each of its cells. */
export interface CohortUnits {
  /** First instant of the cohort's period. */
  periodMs: number;
  units: Uint32Array;
}

export function joinCounted(left: CohortUnits[], right: CohortUnits[]): CohortUnits[] {
  const joined = new Map<number, Uint32Array>(left.map(({ periodMs, units }) => [periodMs, units.slice()]));
  for (const { periodMs, units } of right) {
    const known = joined.get(periodMs);
    if (!known) joined.set(periodMs, units);
    else for (let k = 0; k < units.length; k++) known[k]! += units[k]!;
  }
  return [...joined].map(([periodMs, units]) => ({ periodMs, units }));
}

/**
 * The common question: units in one cohort at most, whose every return in a period of the calendar fills a cell. An event
 * is looked at closer only where it is the first of its unit in a period. Everything else is left to `Person`.
 */
export class QuickRetention {
  /** Of a code, whether its events are starts and returns, before any rule on rows. */
  readonly #is: Uint8Array;
  /** Whether more than the name decides which events count. */
  readonly #ruled: boolean;
  /** Whether every event is a return, and fills the cell of its period. */
  readonly #every: boolean;
  readonly #columnOf: Int32Array;
  /** How many units are in each cell, by cohort's period and column. */
  readonly #units: Uint32Array;

  private constructor(
    readonly input: KernelInput,
    readonly options: RetentionOptions,
    /** First instants of the periods, and the end of the last. */
    readonly periods: Float64Array,
    readonly grid: PeriodGrid,
    readonly list: EntryList,
    readonly groups: { numbers: GroupNumbers; list: EntryList } | null,
  ) {
    const [start, back] = input.matches as [ResolvedMatch, ResolvedMatch];
    this.#is = new Uint8Array(input.shard.event instanceof Uint8Array ? 256 : 65536);
    for (let code = 0; code < this.#is.length; code++)
      this.#is[code] = (names(start, code) ? START : 0) | (names(back, code) ? BACK : 0);
    this.#ruled = input.exists !== null || start.mask !== null || back.mask !== null;
    const plain = options.widths.every((width) => width === 1) && options.lateReturns && !options.onOrAfter;
    this.#every = plain && back.codes === null && !this.#ruled;
    this.#columnOf = Int32Array.from(options.widths.flatMap((width, column) => new Array<number>(width).fill(column)));
    this.#units = new Uint32Array((periods.length - 1) * options.widths.length);
  }

  /** Null where the question is not of this sort. */
  static of(
    input: KernelInput,
    options: RetentionOptions,
    periods: Float64Array,
    list: EntryList,
    groups: { numbers: GroupNumbers; list: EntryList } | null,
  ): QuickRetention | null {
    const { cohort, rollingMs, minReturns, sameValue, tally } = options;
    if (cohort === 'everyPeriod' || rollingMs !== null || minReturns > 1 || sameValue !== null || tally) return null;
    const cells = (periods.length - 1) * options.widths.length;
    const grid = cells > 0 && cells <= MOST_CELLS ? gridOf(periods) : null;
    return grid && new QuickRetention(input, options, periods, grid, list, groups);
  }

  /** Counts the units [first, last) of the shard; tells how many have an event in the range. */
  block(first: number, last: number): number {
    const { personStart } = this.input.shard;
    let units = 0;
    for (let p = first; p < last; p++) {
      const begin = personStart[p]!;
      const end = personStart[p + 1]!;
      if (begin === end) continue;
      if (this.#isInRange(begin, end)) units++;
      this.#count(p, begin, end);
    }
    return units;
  }

  /** How many units are in the cells of each cohort that has any. */
  counted(): CohortUnits[] {
    const { length } = this.options.widths;
    const cohorts: CohortUnits[] = [];
    for (let at = 0, period = 0; at < this.#units.length; at += length, period++)
      if (this.#units[at]! > 0)
        cohorts.push({ periodMs: this.periods[period]!, units: this.#units.slice(at, at + length) });
    return cohorts;
  }

  #isInRange(begin: number, end: number): boolean {
    const { time } = this.input.shard;
    const { exists } = this.input;
    const { fromMs, toMs } = this.options;
    for (let e = begin; e < end && time[e]! < toMs; e++)
      if (time[e]! >= fromMs && (exists === null || hasBit(exists, e))) return true;
    return false;
  }

  #count(p: number, begin: number, end: number): void {
    const { event, time, firstPerson } = this.input.shard;
    const { fromMs, toMs } = this.options;
    const { periods, list } = this;
    const is = this.#is;
    const ruled = this.#ruled;
    let e = begin;
    let startMs = 0;
    for (; e < end; e++) {
      if ((is[event[e]!]! & START) === 0 || (ruled && !this.#passes(e, START))) continue;
      startMs = time[e]!;
      if (startMs >= fromMs) break;
      if (this.options.cohort === 'firstEver') return;
    }
    if (e === end || startMs >= toMs) return;
    const startEvent = e;
    const start = this.grid.periodOf(startMs);
    const entry = list.begin(firstPerson + p, periods[start]!, startMs);
    list.bits[entry] = 1;
    this.#units[start * this.options.widths.length]!++;
    list.end(this.#every ? this.#fillEvery(e, end, start, entry) : this.#fill(e + 1, end, start, entry));
    this.groups?.list.addAgain(list, this.groups.numbers.at(startEvent));
  }

  /** Sets the cells of a unit's returns from the event `e` on; tells when the last of them was, or the start. */
  #fill(e: number, end: number, start: number, entry: number): number {
    const { event, time } = this.input.shard;
    const { toMs, onOrAfter, lateReturns, widths } = this.options;
    const { periods, grid } = this;
    const { bits } = this.list;
    const is = this.#is;
    const ruled = this.#ruled;
    const units = this.#units;
    const columnOf = this.#columnOf;
    const cohort = start * widths.length;
    const untilMs = lateReturns ? Infinity : toMs;
    let lastMs = time[e - 1]!;
    let farthest = 0;
    let nextMs = periods[start + 1]!;
    for (; e < end; e++) {
      if ((is[event[e]!]! & BACK) === 0) continue;
      const timeMs = time[e]!;
      if (timeMs >= untilMs) break;
      if (ruled && !this.#passes(e, BACK)) continue;
      lastMs = timeMs;
      if (timeMs < nextMs) continue;
      const period = grid.periodOf(timeMs);
      nextMs = periods[period + 1]!;
      farthest = period - start;
      if (farthest >= columnOf.length) {
        nextMs = Infinity;
        continue;
      }
      const column = columnOf[farthest]!;
      const bit = 1 << (column & 7);
      if ((bits[entry + (column >> 3)]! & bit) !== 0) continue;
      bits[entry + (column >> 3)]! |= bit;
      units[cohort + column]!++;
    }
    if (!onOrAfter || farthest === 0) return lastMs;
    const until = farthest >= columnOf.length ? widths.length - 1 : columnOf[farthest]!;
    for (let k = 1; k <= until; k++) {
      if ((bits[entry + (k >> 3)]! & (1 << (k & 7))) !== 0) continue;
      bits[entry + (k >> 3)]! |= 1 << (k & 7);
      units[cohort + k]!++;
    }
    return lastMs;
  }

  /** The same where every event from the start on fills a cell: without a branch, as nobody can foresee whether a day is new. */
  #fillEvery(e: number, end: number, start: number, entry: number): number {
    const { time } = this.input.shard;
    const { fromMs, stepMs, periods } = this.grid;
    const { bits } = this.list;
    const units = this.#units;
    const columns = this.options.widths.length;
    const cohort = start * columns;
    let latest = 0;
    for (e++; e < end; e++) {
      const column = periods[((time[e]! - fromMs) / stepMs) | 0]! - start;
      if (column >= columns) break;
      bits[entry + (column >> 3)]! |= 1 << (column & 7);
      units[cohort + column]! += (column !== latest ? 1 : 0) | 0;
      latest = column;
    }
    return time[end - 1]!;
  }

  #passes(e: number, as: number): boolean {
    const { exists, matches } = this.input;
    const { mask } = matches[as === START ? 0 : 1]!;
    return (exists === null || hasBit(exists, e)) && (mask === null || hasBit(mask, e));
  }
}

const names = ({ codes }: ResolvedMatch, code: number): boolean => codes === null || codes[code] === 1;
