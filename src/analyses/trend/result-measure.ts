import { quantile } from '../quantiles.ts';
import { inBlocks } from '../blocks.ts';
import { PER_CELL, type Cells } from './kernel-cells.ts';
import type { Tally } from './kernel-tally.ts';
import type { Layout } from './result-counts.ts';
import type { Count, OfNumbers } from './spec-series.ts';

/** One measure of one line; null = no value. */
export interface Values {
  points: (number | null)[];
  /** Of all its rows at once. */
  total: number | null;
}

/** The measure for every line; `cumulative`: each point is about everything up to its bucket. */
export function valuesOfCounts(count: Count, cells: Cells, { lines, points }: Layout, cumulative: boolean): Values[] {
  return Array.from({ length: lines }, (_, line) => {
    const of = (which: number): number[] =>
      Array.from({ length: points }, (_, b) => cells[PER_CELL * (line * points + b) + which]!);
    const events = added(of(0), cumulative);
    if (count === 'events' || count === 'sessions') return events;
    // who comes is counted once: so far, and in all
    const comers = added(of(2), true);
    const people = { points: cumulative ? comers.points : of(1), total: comers.total };
    if (count === 'units') return people;
    return {
      points: people.points.map((units, b) => perUnit(events.points[b]!, units)),
      total: perUnit(events.total, people.total),
    };
  });
}

const perUnit = (events: number, units: number): number => (units === 0 ? 0 : events / units);

export const valuesOfSessions = (sessions: Float64Array, { lines, points }: Layout, cumulative: boolean): Values[] =>
  Array.from({ length: lines }, (_, line) =>
    added([...sessions.subarray(line * points, (line + 1) * points)], cumulative),
  );

/** Of counts that add up. */
const added = (points: number[], cumulative: boolean): { points: number[]; total: number } => ({
  points: cumulative ? running(points) : points,
  total: points.reduce((a, b) => a + b, 0),
});

/** Numbers between two breaths. */
const BREATH = 1 << 16;

/** The numbers of each line and point are laid side by side. */
export function* valuesOfNumbers(
  how: OfNumbers,
  tally: Tally,
  layout: Layout,
  cumulative: boolean,
): Generator<void, Values[]> {
  const ends = new Uint32Array(layout.lines * layout.points + 1);
  yield* inBlocks(tally.starts, (from, to) => countNumbers(tally, layout, ends, from, to));
  for (let cell = 0; cell + 1 < ends.length; cell++) ends[cell + 1]! += ends[cell]!;
  const numbers = new Float64Array(ends.at(-1)!);
  const next = ends.slice();
  yield* inBlocks(tally.starts, (from, to) => layNumbers(tally, layout, next, numbers, from, to));
  const all: Values[] = [];
  let breath = BREATH;
  for (let line = 0; line < layout.lines; line++) {
    const start = (from: number): number => ends[line * layout.points + from]!;
    const total = said(how, numbers.slice(start(0), start(layout.points)));
    const points: (number | null)[] = [];
    for (let b = 0; b < layout.points; b++) {
      points.push(said(how, numbers.subarray(start(b), start(b + 1))));
      if (start(b + 1) < breath) continue;
      breath = start(b + 1) + BREATH;
      yield;
    }
    all.push({ points: cumulative ? runningOf(how, points, (b) => start(b + 1) - start(b)) : points, total });
  }
  return all;
}

function countNumbers(
  { starts, bucket, group }: Tally,
  { points, shift, lineOf }: Layout,
  ends: Uint32Array,
  from: number,
  to: number,
): void {
  for (let row = starts[from]!; row < starts[to]!; row++) {
    const line = group !== null && lineOf !== null ? lineOf[group[row]!]! : 0;
    if (line >= 0) ends[line * points + bucket[row]! + shift + 1]!++;
  }
}

function layNumbers(
  { starts, bucket, group, amount }: Tally,
  { points, shift, lineOf }: Layout,
  next: Uint32Array,
  numbers: Float64Array,
  from: number,
  to: number,
): void {
  for (let row = starts[from]!; row < starts[to]!; row++) {
    const line = group !== null && lineOf !== null ? lineOf[group[row]!]! : 0;
    if (line >= 0) numbers[next[line * points + bucket[row]! + shift]!++] = amount[row]!;
  }
}

/** One number of a list, which is reordered; null of nothing, but the sum of nothing is 0. */
export function said(how: OfNumbers, list: Float64Array): number | null {
  if (how === 'sum') return sumOf(list);
  if (list.length === 0) return null;
  if (how === 'average') return sumOf(list) / list.length;
  if (how === 'min') return list.reduce((a, b) => Math.min(a, b));
  if (how === 'max') return list.reduce((a, b) => Math.max(a, b));
  return quantile(list, { median: 0.5, p90: 0.9, p95: 0.95 }[how], 0);
}

const sumOf = (list: Float64Array): number => list.reduce((a, b) => a + b, 0);

/** Of everything so far, from the numbers of each bucket and how many they are of. */
function runningOf(how: OfNumbers, points: (number | null)[], sizeOf: (bucket: number) => number): (number | null)[] {
  if (how === 'sum') return running(points as number[]);
  let so: number | null = null;
  let size = 0;
  return points.map((value, b) => {
    if (value === null) return so;
    const before: number = so ?? value;
    if (how === 'average') so = (before * size + value * sizeOf(b)) / (size + sizeOf(b));
    else so = how === 'min' ? Math.min(before, value) : Math.max(before, value);
    size += sizeOf(b);
    return so;
  });
}

function running(points: readonly number[]): number[] {
  let sum = 0;
  return points.map((value) => (sum += value));
}

/** Each point the average of the last `over` that have a value; none before there are so many. */
export function rolled(points: readonly (number | null)[], over: number): (number | null)[] {
  return points.map((_, i) => {
    if (i + 1 < over) return null;
    const values = points.slice(i + 1 - over, i + 1).filter((value) => value !== null);
    return values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length;
  });
}
