import { hasBit } from '#log/bitmap.ts';
import type { KernelInput } from '#log/shard.ts';
import type { GroupNumbers } from '../group-numbers.ts';
import {
  BACK,
  cohortsOf,
  commonQuestion,
  isInRange,
  startOf,
  type CohortUnits,
  type CommonQuestion,
} from './kernel-question.ts';
import type { EntryList } from './kernel-entries.ts';
import type { RetentionOptions } from './switches.ts';

/**
 * The common question, with an entry of each unit. An event is looked at closer only where it is the first of its unit in a
 * period. Everything else is left to `Person`.
 */
export class QuickRetention {
  readonly #question: CommonQuestion;
  readonly #list: EntryList;
  readonly #groups: { numbers: GroupNumbers; list: EntryList } | null;
  /** How many units are in each cell, by cohort's period and column. */
  readonly #units: Int32Array;

  private constructor(
    question: CommonQuestion,
    list: EntryList,
    groups: { numbers: GroupNumbers; list: EntryList } | null,
  ) {
    this.#question = question;
    this.#list = list;
    this.#groups = groups;
    this.#units = new Int32Array((question.periods.length - 1) * question.options.widths.length);
  }

  /** Null where the question is not of this sort. */
  static of(
    input: KernelInput,
    options: RetentionOptions,
    periods: Float64Array,
    list: EntryList,
    groups: { numbers: GroupNumbers; list: EntryList } | null,
  ): QuickRetention | null {
    const question = commonQuestion(input, options, periods);
    return question && new QuickRetention(question, list, groups);
  }

  /** Counts the units [first, last) of the shard; tells how many have an event in the range. */
  block(first: number, last: number): number {
    const { personStart } = this.#question.input.shard;
    let units = 0;
    for (let p = first; p < last; p++) {
      const begin = personStart[p]!;
      const end = personStart[p + 1]!;
      if (!isInRange(this.#question, begin, end)) continue;
      units++;
      this.#count(p, begin, end);
    }
    return units;
  }

  /** How many units are in the cells of each cohort that has any. */
  counted(): CohortUnits[] {
    return cohortsOf(this.#question, this.#units);
  }

  #count(p: number, begin: number, end: number): void {
    const { input, options, grid, periods, plain, everyReturns } = this.#question;
    const { time, firstPerson } = input.shard;
    const e = startOf(this.#question, begin, end);
    if (e === end) return;
    const startMs = time[e]!;
    const start = grid.periodOf(startMs);
    const entry = this.#list.begin(firstPerson + p, periods[start]!, startMs);
    this.#list.bits[entry] = 1;
    this.#units[start * options.widths.length]!++;
    const every = plain && everyReturns;
    this.#list.end(every ? this.#fillEvery(e + 1, end, start, entry) : this.#fill(e + 1, end, start, entry));
    this.#groups?.list.addAgain(this.#list, this.#groups.numbers.at(e));
  }

  /** Sets the cells of a unit's returns from the event `e` on; tells when the last of them was, or the start. */
  #fill(e: number, end: number, start: number, entry: number): number {
    const { input, options, periods, grid, is, returnBits, columnOf } = this.#question;
    const { event, time } = input.shard;
    const { toMs, onOrAfter, lateReturns, widths } = options;
    const { bits } = this.#list;
    const units = this.#units;
    const cohort = start * widths.length;
    const untilMs = lateReturns ? Infinity : toMs;
    let lastMs = time[e - 1]!;
    let farthest = 0;
    let nextMs = periods[start + 1]!;
    for (; e < end; e++) {
      if ((is[event[e]!]! & BACK) === 0) continue;
      const timeMs = time[e]!;
      if (timeMs >= untilMs) break;
      if (returnBits && !hasBit(returnBits, e)) continue;
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
    const { input, options, grid } = this.#question;
    const { time } = input.shard;
    const { fromMs, stepsPerMs, periods } = grid;
    const { bits } = this.#list;
    const units = this.#units;
    const columns = options.widths.length;
    const cohort = start * columns;
    let latest = 0;
    for (; e < end; e++) {
      const column = periods[((time[e]! - fromMs) * stepsPerMs) | 0]! - start;
      if (column >= columns) break;
      bits[entry + (column >> 3)]! |= 1 << (column & 7);
      units[cohort + column]! += (latest - column) >>> 31;
      latest = column;
    }
    return time[end - 1]!;
  }
}
