import { hasBit } from '#log/bitmap.ts';
import { peopleIn, type KernelInput, type UnitColumn } from '#log/shard.ts';
import { BLOCK } from '../kind.ts';
import type { JoinLists } from './kernel-groups.ts';
import { Growing, Met, type Lists } from './kernel-why-lists.ts';
import { firstAtLeast } from './kernel-journey.ts';
import type { Ways } from './kernel-rows.ts';
import type { FunnelOptions } from './switches.ts';

export interface WhyOptions {
  from: number;
  to: number;
  /** How many of the plan's columns, its last but the one below, are values at the step `from`. */
  properties: number;
  /** The plan's last column is the one whose last value is told. */
  last: boolean;
}

/** What one shard says of the units that reached `from`, in rows, each from the first time on that it did. */
export interface Why {
  /** Of codes. */
  names: string[];
  /** Whose each row is, index in the whole log, ascending. */
  unit: Uint32Array;
  /** Milliseconds until `to` was reached in the attempt that counts; NaN = never. */
  took: Float64Array;
  /** Milliseconds until nothing more leads on: the window closes, or the range where no step may lie behind it ends. */
  left: Float64Array;
  /** 1 = the window closes after the log's last event, or after the range where no step may lie behind that. */
  open: Uint8Array;
  /** What the unit did before, in the range. */
  before: Lists;
  /** What it did behind, before it converted and the window closed, and after how many milliseconds first. */
  after: Lists & { firsts: Float64Array };
  /** At the event that reached `from`. */
  values: UnitColumn[];
  /** Code + 1 of the next event in the window, 0 = none; and of the last one, which may be that of `from`. */
  next: Uint32Array;
  last: Uint32Array;
  /** The last value in the window. */
  lastValue: UnitColumn | null;
}

/** In `strict` nothing lies between two steps, and with so many events allowed doing more is what ends an attempt. */
export const looksBehind = ({ order, windowEvents }: Pick<FunnelOptions, 'order' | 'windowEvents'>): boolean =>
  order !== 'strict' && windowEvents === Infinity;

/** The funnel up to a step, for the first time that each unit gets there, whichever attempt counts in the end. */
export const upTo = (options: FunnelOptions, step: number): FunnelOptions => ({
  ...options,
  steps: step + 1,
  optional: options.optional.filter((k) => k < step),
  // whose values differ may get there first though they began later
  attempt: options.hold > 0 ? 'soonest' : 'furthest',
  exclusions: [],
  trend: null,
  windowCurve: null,
  breakdown: null,
  previous: null,
  why: null,
});

/** `counted`: the attempts that count. `first`: those of the funnel up to `from`. */
export function* whyOf(
  input: KernelInput,
  options: FunnelOptions & { why: WhyOptions },
  counted: Ways,
  first: Ways,
): Generator<void, Why> {
  const { shard, exists, matches, span, lastMs } = input;
  const { personStart, event, time, names } = shard;
  const { from, to, properties, last: asksLast } = options.why;
  const behind = looksBehind(options);
  const lastStepMs = options.lateSteps ? Infinity : span.toMs;
  const followedMs = Math.min(lastMs, lastStepMs);
  const asked = input.columns.slice(input.columns.length - options.whyColumns);
  const lastColumn = asksLast ? asked.at(-1)! : null;
  const isNamed = naming(input);
  const isFrom = matching(input, matches[from]!);
  const theirs = new Cursor(counted);
  const earliest = new Cursor(first);
  const unit = new Growing(new Uint32Array());
  const took = new Growing(new Float64Array());
  const left = new Growing(new Float64Array());
  const open = new Growing(new Uint8Array());
  const next = new Growing(new Uint32Array());
  const last = new Growing(new Uint32Array());
  const values = asked.map(() => new Growing(new Uint32Array()));
  const before = new Met(names.length);
  const after = new Met(names.length);
  const people = peopleIn(shard);
  let nextBreath = BLOCK;
  for (let p = 0; p < people; p++) {
    const end = personStart[p + 1]!;
    theirs.read(p);
    earliest.read(p);
    if (!Number.isNaN(theirs.instant[from]!)) {
      // of attempts that begin at one instant with other values another may be the one up to `from`
      const way = earliest.instant[from]! <= theirs.instant[from]! ? earliest : theirs;
      const reachedMs = way.instant[from]!;
      const convertedMs = theirs.instant[to]!;
      const closesMs = closeOf(options, way.instant[0]!, reachedMs);
      const edge = Math.min(closesMs, lastStepMs);
      const begin = personStart[p]!;
      let at = begin + firstAtLeast(time.subarray(begin, end), end - begin, way.raw[from]!);
      while (!isFrom(at)) at++;
      let i = begin;
      while (time[i]! < span.fromMs) i++;
      for (; time[i]! < reachedMs; i++)
        if ((!exists || hasBit(exists, i)) && !isNamed(i)) before.meet(event[i]!, time[i]! - reachedMs);
      const until = Number.isNaN(convertedMs) ? Infinity : convertedMs;
      let nextCode = 0;
      let lastAt = at;
      let lastValue = lastColumn ? lastColumn.codes[at]! : 0;
      for (i = Math.min(i, at + 1); i < end && time[i]! <= edge; i++) {
        if (exists && !hasBit(exists, i)) continue;
        if (i > at) {
          if (nextCode === 0) nextCode = event[i]! + 1;
          lastAt = i;
          if (lastColumn) lastValue = lastColumn.codes[i]! || lastValue;
        }
        if (behind && time[i]! > reachedMs && time[i]! < until && !isNamed(i))
          after.meet(event[i]!, time[i]! - reachedMs);
      }
      unit.push(shard.firstPerson + p);
      took.push(convertedMs - reachedMs);
      left.push(edge - reachedMs);
      open.push(Number(options.windowMs !== Infinity && closesMs > followedMs));
      next.push(nextCode);
      last.push(event[lastAt]! + 1);
      asked.forEach((column, c) => values[c]!.push(c < properties ? column.codes[at]! : lastValue));
      before.endRow();
      after.endRow();
    }
    if (end >= nextBreath) {
      nextBreath = end + BLOCK;
      yield;
    }
  }
  const columns = asked.map((column, c): UnitColumn => ({ codes: values[c]!.done(), values: column.values }));
  return {
    names,
    unit: unit.done(),
    took: took.done(),
    left: left.done(),
    open: open.done(),
    before: before.done(),
    after: after.done(),
    values: columns.slice(0, properties),
    next: next.done(),
    last: last.done(),
    lastValue: columns[properties] ?? null,
  };
}

/** When the window to `to` closes. */
const closeOf = (
  { windowMs, windowFrom, why }: FunnelOptions & { why: WhyOptions },
  entryMs: number,
  reachedMs: number,
): number => (windowFrom === 'entry' ? entryMs + windowMs : reachedMs + (why.to - why.from) * windowMs);

/** Reads ways row by row. */
class Cursor {
  /** By step: when its event was, and when it was reached, which with grace may be later; NaN = it was not. */
  readonly raw: Float64Array;
  readonly instant: Float64Array;
  readonly #next: Int32Array;

  constructor(readonly ways: Ways) {
    const steps = ways.times.length;
    this.raw = new Float64Array(steps);
    this.instant = new Float64Array(steps);
    this.#next = new Int32Array(steps);
  }

  read(row: number): void {
    const { depth, times } = this.ways;
    this.raw.fill(NaN);
    this.instant.fill(NaN);
    let latest = -Infinity;
    for (let k = 0; k < depth[row]!; k++) {
      const timeMs = times[k]![this.#next[k]!++]!;
      if (Number.isNaN(timeMs)) continue;
      latest = Math.max(latest, timeMs);
      this.raw[k] = timeMs;
      this.instant[k] = latest;
    }
  }
}

type Is = (event: number) => boolean;

const matching =
  ({ shard, exists }: KernelInput, { codes, mask }: KernelInput['matches'][number]): Is =>
  (i) =>
    (!codes || codes[shard.event[i]!] === 1) && (!mask || hasBit(mask, i)) && (!exists || hasBit(exists, i));

/** Events that a step or an exclusion takes: they go with getting on by the question itself. */
function naming(input: KernelInput): Is {
  const { event, names } = input.shard;
  const ruled = input.matches.filter(({ mask }) => mask !== null).map((match) => matching(input, match));
  const named = (of: KernelInput['matches']): Uint8Array =>
    Uint8Array.from(names, (_, code) => Number(of.some(({ codes }) => !codes || codes[code] === 1)));
  const always = named(input.matches.filter(({ mask }) => mask === null));
  const maybe = named(input.matches.filter(({ mask }) => mask !== null));
  return (i) => always[event[i]!] === 1 || (maybe[event[i]!] === 1 && ruled.some((is) => is(i)));
}

export function mergeWhy(left: Why, right: Why, joined: JoinLists): Why {
  const lists = (a: Lists, b: Lists): Lists => ({
    start: joined(
      a.start,
      b.start.subarray(1).map((n) => n + a.codes.length),
    ),
    codes: joined(a.codes, b.codes),
  });
  const column = (a: UnitColumn, b: UnitColumn): UnitColumn => {
    const values = [...a.values];
    const known = new Map(values.map((value, v) => [value, v + 1]));
    const renumbered = b.values.map((value) => known.get(value) ?? values.push(value));
    return {
      codes: joined(
        a.codes,
        b.codes.map((code) => (code === 0 ? 0 : renumbered[code - 1]!)),
      ),
      values,
    };
  };
  return {
    names: left.names,
    unit: joined(left.unit, right.unit),
    took: joined(left.took, right.took),
    left: joined(left.left, right.left),
    open: joined(left.open, right.open),
    before: lists(left.before, right.before),
    after: { ...lists(left.after, right.after), firsts: joined(left.after.firsts, right.after.firsts) },
    values: left.values.map((values, c) => column(values, right.values[c]!)),
    next: joined(left.next, right.next),
    last: joined(left.last, right.last),
    lastValue: left.lastValue && column(left.lastValue, right.lastValue!),
  };
}
