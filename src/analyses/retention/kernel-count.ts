import { hasBit } from '#log/bitmap.ts';
import { peopleIn, type KernelInput } from '#log/shard.ts';
import { blockEnd } from '../blocks.ts';
import {
  BACK,
  cohortsOf,
  commonQuestion,
  isCommon,
  isInRange,
  startOf,
  type CohortUnits,
  type CommonQuestion,
} from './kernel-question.ts';
import type { RetentionOptions } from './switches.ts';

/** Of all groups together, 4 MB: more would not stay close at hand. */
const MOST_COUNTERS = 1 << 20;

/** Whether nothing is asked that takes knowing who is in which cells. */
export const isCounted = (options: RetentionOptions): boolean =>
  isCommon(options) && (options.breakdown?.length ?? 1) === 1 && !options.lastSeen && !options.previous;

/** The common question where it asks of nobody in particular: how many units are in each cell, and nothing by unit. */
export class CountedCells {
  readonly #question: CommonQuestion;
  /**
   * The period of each step of the grid, then the counters by group, cohort's period and column: of two arrays in one loop,
   * V8 cannot hold all that it needs in registers.
   */
  readonly #cells: Int32Array;
  readonly #groups: Groups;
  /** Units with an event in the range. */
  units = 0;

  private constructor(question: CommonQuestion, groups: Groups) {
    this.#question = question;
    this.#groups = groups;
    this.#cells = new Int32Array(question.grid.periods.length + groups.many * groups.cells);
    this.#cells.set(question.grid.periods);
  }

  /** Null where the question is not of this sort, or its groups are too many. */
  static of(input: KernelInput, options: RetentionOptions, periods: Float64Array): CountedCells | null {
    const question = commonQuestion(input, options, periods);
    const column = options.breakdown && input.columns[options.breakdown[0]!]!;
    const groups = {
      codes: column && column.codes,
      many: column ? column.values.length + 1 : 1,
      cells: (periods.length - 1) * options.widths.length,
    };
    const fits = groups.many === 1 || groups.many * groups.cells <= MOST_COUNTERS;
    return question && fits ? new CountedCells(question, groups) : null;
  }

  /** Of each value's code those with anybody: 0 = missing. */
  *run(): Generator<void, CohortUnits[][]> {
    const { input, options, grid, plain } = this.#question;
    const { personStart } = input.shard;
    const people = peopleIn(input.shard);
    const count = plain ? countPlain : countSome;
    for (let first = 0; first < people;) {
      const last = blockEnd(personStart, first);
      this.units += count(this.#question, this.#groups, this.#cells, first, last);
      first = last;
      yield;
    }
    const counters = this.#cells.subarray(grid.periods.length);
    if (options.onOrAfter) addLaterColumns(counters, options.widths.length);
    const { many, cells } = this.#groups;
    return Array.from({ length: many }, (_, group) =>
      cohortsOf(this.#question, counters.subarray(group * cells, (group + 1) * cells), group),
    );
  }
}

interface Groups {
  /** Whose part of a cohort a unit is in, by its start event; null = all are in one. */
  codes: Uint32Array | null;
  many: number;
  /** Counters of a group. */
  cells: number;
}

/**
 * Counts the units [first, last) of the shard where each return fills the cell of its period; tells how many have an event
 * in the range. Times rise, so a period is new where it is not that of the event before: that is added up without a
 * branch, as nobody can foresee it.
 */
function countPlain(question: CommonQuestion, groups: Groups, cells: Int32Array, first: number, last: number): number {
  const { input, options, grid, everyStarts, everyReturns } = question;
  const { exists, shard } = input;
  const { personStart, time } = shard;
  const { fromMs, toMs, widths } = options;
  const { fromMs: gridMs, stepsPerMs } = grid;
  const counters = grid.periods.length;
  const { codes } = groups;
  const columns = widths.length;
  const firstEver = options.cohort === 'firstEver';
  let units = 0;
  for (let p = first; p < last; p++) {
    const begin = personStart[p]!;
    const end = personStart[p + 1]!;
    let e = begin;
    while (e < end && (time[e]! < fromMs || (exists && !hasBit(exists, e)))) e++;
    if (e === end || time[e]! >= toMs) continue;
    units++;
    if (!everyStarts) e = startOf(question, begin, end);
    else if (firstEver && e > begin) continue;
    if (e === end) continue;
    const start = cells[((time[e]! - gridMs) * stepsPerMs) | 0]!;
    const past = start + columns;
    // where the cell of the log's first period would be
    const row = counters + (codes ? codes[e]! * groups.cells : 0) + start * (columns - 1);
    cells[row + start]!++;
    if (!everyReturns) {
      fillSome(question, cells, e + 1, end, start, row);
      continue;
    }
    let latest = start;
    for (e++; e < end; e++) {
      const period = cells[((time[e]! - gridMs) * stepsPerMs) | 0]!;
      if (period >= past) break;
      cells[(row + period) | 0]! += (latest - period) >>> 31;
      latest = period;
    }
  }
  return units;
}

/** Counts the cells of one unit that those of its events [e, end) fill which are returns. */
function fillSome(
  { input, options, grid, is, returnBits }: CommonQuestion,
  cells: Int32Array,
  e: number,
  end: number,
  start: number,
  row: number,
): void {
  const { event, time } = input.shard;
  const { fromMs, stepsPerMs } = grid;
  const words = returnBits && returnBits.words;
  const past = start + options.widths.length;
  let latest = start;
  for (; e < end; e++) {
    const period = cells[((time[e]! - fromMs) * stepsPerMs) | 0]!;
    if (period >= past) return;
    const returns = (is[event[e]!]! >> 1) & (words ? words[e >>> 5]! >>> (e & 31) : 1);
    const filled = ((latest - period) >>> 31) & returns;
    cells[(row + period) | 0]! += filled;
    latest += (period - latest) & -filled;
  }
}

/** The same where a return fills other cells than that of its period, or none. */
function countSome(question: CommonQuestion, groups: Groups, cells: Int32Array, first: number, last: number): number {
  const { input, options, grid } = question;
  const { personStart, time } = input.shard;
  const { codes } = groups;
  const columns = options.widths.length;
  let units = 0;
  for (let p = first; p < last; p++) {
    const end = personStart[p + 1]!;
    if (!isInRange(question, personStart[p]!, end)) continue;
    units++;
    const e = startOf(question, personStart[p]!, end);
    if (e === end) continue;
    const start = grid.periodOf(time[e]!);
    const cohort = grid.periods.length + (codes ? codes[e]! * groups.cells : 0) + start * columns;
    cells[cohort]!++;
    if (options.onOrAfter) fillLast(question, cells, e + 1, end, start, cohort);
    else fill(question, cells, e + 1, end, start, cohort);
  }
  return units;
}

/** Counts the cells of one unit that its events [e, end) fill. */
function fill(
  { input, options, grid, periods, is, returnBits, columnOf }: CommonQuestion,
  cells: Int32Array,
  e: number,
  end: number,
  start: number,
  cohort: number,
): void {
  const { event, time } = input.shard;
  const untilMs = options.lateReturns ? Infinity : options.toMs;
  let nextMs = periods[start + 1]!;
  let latest = 0;
  for (; e < end; e++) {
    if ((is[event[e]!]! & BACK) === 0) continue;
    const timeMs = time[e]!;
    if (timeMs < nextMs) continue;
    if (timeMs >= untilMs) return;
    if (returnBits && !hasBit(returnBits, e)) continue;
    const period = grid.periodOf(timeMs);
    if (period - start >= columnOf.length) return;
    nextMs = periods[period + 1]!;
    const column = columnOf[period - start]!;
    if (column !== latest) cells[cohort + column]!++;
    latest = column;
  }
}

/** Counts a unit's last return only, where that fills all cells before it, too. */
function fillLast(
  { input, options, grid, is, returnBits, columnOf }: CommonQuestion,
  cells: Int32Array,
  first: number,
  end: number,
  start: number,
  cohort: number,
): void {
  const { event, time } = input.shard;
  const { lateReturns, toMs, widths } = options;
  for (let e = end - 1; e >= first; e--) {
    if ((is[event[e]!]! & BACK) === 0 || (!lateReturns && time[e]! >= toMs) || (returnBits && !hasBit(returnBits, e)))
      continue;
    const after = grid.periodOf(time[e]!) - start;
    const column = after < columnOf.length ? columnOf[after]! : widths.length - 1;
    if (column > 0) cells[cohort + column]!++;
    return;
  }
}

/** Whoever is in a column is in all before it; the cohort itself has everybody. */
function addLaterColumns(counters: Int32Array, columns: number): void {
  for (let cohort = 0; cohort < counters.length; cohort += columns)
    for (let k = cohort + columns - 2; k > cohort; k--) counters[k]! += counters[k + 1]!;
}
