import { bothBits, hasBit, type Bitmap } from '#log/bitmap.ts';
import type { KernelInput, ResolvedMatch } from '#log/shard.ts';
import { gridOf, type PeriodGrid } from './kernel-grid.ts';
import type { RetentionOptions } from './switches.ts';

export const START = 1;
export const BACK = 2;
/** Of all cohorts, 64 MB; a table of more would be shown by nobody. */
const MOST_CELLS = 1 << 24;

/** The common question, units in one cohort at most, whose every return in a period of the calendar fills a cell. */
export interface CommonQuestion {
  input: KernelInput;
  options: RetentionOptions;
  /** First instants of the periods, and the end of the last. */
  periods: Float64Array;
  grid: PeriodGrid;
  /** Of a code, whether its events are starts and returns, before any rule on rows. */
  is: Uint8Array;
  /** Of the starts and of the returns, the events that the rules on rows let count; null = all. */
  startBits: Bitmap | null;
  returnBits: Bitmap | null;
  /** Whether every event is a start. */
  everyStarts: boolean;
  /** Whether every event is a return. */
  everyReturns: boolean;
  /** Whether each return fills the cell of its period, and no other. */
  plain: boolean;
  /** Column of each period after the start. */
  columnOf: Int32Array;
}

export const isCommon = ({ cohort, rollingMs, minReturns, sameValue, tally }: RetentionOptions): boolean =>
  cohort !== 'everyPeriod' && rollingMs === null && minReturns === 1 && sameValue === null && tally === null;

/** Null where the question is not of this sort, or its periods are too many. */
export function commonQuestion(
  input: KernelInput,
  options: RetentionOptions,
  periods: Float64Array,
): CommonQuestion | null {
  const { widths } = options;
  const cells = (periods.length - 1) * widths.length;
  const grid = isCommon(options) && cells > 0 && cells <= MOST_CELLS ? gridOf(periods) : null;
  if (!grid) return null;
  const [start, back] = input.matches as [ResolvedMatch, ResolvedMatch];
  const is = new Uint8Array(input.shard.event instanceof Uint8Array ? 256 : 65536);
  for (let code = 0; code < is.length; code++)
    is[code] = (names(start, code) ? START : 0) | (names(back, code) ? BACK : 0);
  const both = ({ mask }: ResolvedMatch): Bitmap | null =>
    input.exists && mask ? bothBits(input.exists, mask) : (input.exists ?? mask);
  const [startBits, returnBits] = [both(start), both(back)];
  return {
    input,
    options,
    periods,
    grid,
    is,
    startBits,
    returnBits,
    everyStarts: start.codes === null && !startBits,
    everyReturns: back.codes === null && !returnBits,
    plain: options.lateReturns && !options.onOrAfter && widths.every((width) => width === 1),
    columnOf: Int32Array.from(widths.flatMap((width, column) => new Array<number>(width).fill(column))),
  };
}

const names = ({ codes }: ResolvedMatch, code: number): boolean => codes === null || codes[code] === 1;

/** Whether one of the events [begin, end) of a unit lies in the range. */
export function isInRange({ input, options }: CommonQuestion, begin: number, end: number): boolean {
  const { exists, shard } = input;
  const { time } = shard;
  const { fromMs, toMs } = options;
  for (let e = begin; e < end && time[e]! < toMs; e++)
    if (time[e]! >= fromMs && (exists === null || hasBit(exists, e))) return true;
  return false;
}

/** The event of [begin, end) by which their unit is in a cohort; `end` where it is in none. */
export function startOf({ input, options, is, startBits }: CommonQuestion, begin: number, end: number): number {
  const { event, time } = input.shard;
  const { fromMs, toMs, cohort } = options;
  for (let e = begin; e < end; e++) {
    if ((is[event[e]!]! & START) === 0 || (startBits && !hasBit(startBits, e))) continue;
    const timeMs = time[e]!;
    if (timeMs >= fromMs) return timeMs < toMs ? e : end;
    if (cohort === 'firstEver') return end;
  }
  return end;
}

/** Of one cohort, or of a group's part of it, how many units are in each of its cells. */
export interface CohortUnits {
  /** First instant of the cohort's period. */
  periodMs: number;
  group: number;
  units: Int32Array;
}

/** Of the cohorts that have anybody; `units` are by cohort's period and column. */
export function cohortsOf({ options, periods }: CommonQuestion, units: Int32Array, group = 0): CohortUnits[] {
  const { length } = options.widths;
  const cohorts: CohortUnits[] = [];
  for (let at = 0, period = 0; at < units.length; at += length, period++)
    if (units[at]! > 0) cohorts.push({ periodMs: periods[period]!, group, units: units.slice(at, at + length) });
  return cohorts;
}

/** The groups of the right list are renumbered to those of both. */
export function joinCounted(left: CohortUnits[], right: CohortUnits[], renumbered: number[]): CohortUnits[] {
  return addedUp([...left, ...right.map((each) => ({ ...each, group: renumbered[each.group]! }))]);
}

/** One of each cohort and group. */
export function addedUp(parts: CohortUnits[]): CohortUnits[] {
  const all = new Map<string, CohortUnits>();
  for (const part of parts) {
    const key = `${part.periodMs} ${part.group}`;
    const known = all.get(key);
    if (!known) all.set(key, { ...part, units: part.units.slice() });
    else for (let k = 0; k < part.units.length; k++) known.units[k]! += part.units[k]!;
  }
  return [...all.values()];
}
