import { quantile } from '../quantiles.ts';
import type { Tally } from './kernel-tally.ts';
import { measured, type OfNumbers, type TrendSeries } from './spec-series.ts';

/** Where the rows of a tally belong. */
export interface Layout {
  /** Buckets of a line. */
  points: number;
  /** Of a tally's first bucket among them. */
  shift: number;
  /** Lines, and that of each group; −1 = of none. Without groups there is one. */
  lines: number;
  lineOf: Int32Array | null;
}

/** One measure of one line; null = no value. */
export interface Values {
  points: (number | null)[];
  /** Of all its rows at once. */
  total: number | null;
}

/** The measure of a series for every line; `cumulative`: each point is about everything up to its bucket. */
export function valuesOf(series: TrendSeries, tally: Tally, layout: Layout, cumulative: boolean): Values[] {
  const how = measured(series);
  if ('property' in how) return ofNumbers(how.of, tally, layout, cumulative);
  if (how.count === 'sessions') return counted(sessionsIn(tally, layout), layout, cumulative);
  if (how.count === 'units') return units(tally, layout, cumulative);
  const events = counted(eventsIn(tally, layout), layout, cumulative);
  if (how.count === 'events') return events;
  return units(tally, layout, cumulative).map((of, line) => ({
    points: of.points.map((n, b) => perUnit(events[line]!.points[b]!, n!)),
    total: perUnit(events[line]!.total, of.total!),
  }));
}

const perUnit = (events: number | null, units: number): number => (units === 0 ? 0 : events! / units);

/** Line of each group; of rows without groups the only line. */
const linesAt = ({ group }: Tally, { lineOf }: Layout): ((row: number) => number) =>
  group !== null && lineOf !== null ? (row) => lineOf[group[row]!]! : () => 0;

function eventsIn(tally: Tally, layout: Layout): Float64Array {
  const { bucket, amount, group } = tally;
  const { points, shift, lineOf } = layout;
  const cells = new Float64Array(layout.lines * points);
  for (let row = 0; row < bucket.length; row++) {
    const line = group !== null && lineOf !== null ? lineOf[group[row]!]! : 0;
    if (line >= 0) cells[line * points + bucket[row]! + shift]! += amount[row]!;
  }
  return cells;
}

/** A session that is in several groups counts once in a line; a shard's sessions are told apart by person, too. */
function sessionsIn(tally: Tally, layout: Layout): Float64Array {
  const { starts, bucket, amount } = tally;
  const { points, shift } = layout;
  const lineAt = linesAt(tally, layout);
  const cells = new Float64Array(layout.lines * points);
  const lastPerson = new Int32Array(layout.lines).fill(-1);
  const lastSession = new Float64Array(layout.lines);
  for (let p = 0; p + 1 < starts.length; p++)
    for (let row = starts[p]!; row < starts[p + 1]!; row++) {
      const line = lineAt(row);
      if (line < 0 || (lastPerson[line] === p && lastSession[line] === amount[row])) continue;
      lastPerson[line] = p;
      lastSession[line] = amount[row]!;
      cells[line * points + bucket[row]! + shift]!++;
    }
  return cells;
}

function counted(cells: Float64Array, layout: Layout, cumulative: boolean): Values[] {
  return eachLine(layout, (line) => {
    const points = [...cells.subarray(line * layout.points, (line + 1) * layout.points)];
    const total = points.reduce((a, b) => a + b, 0);
    return { points: cumulative ? running(points) : points, total };
  });
}

/** Rows of one person are by time, so a bucket that was seen before is the last one seen. */
function units(tally: Tally, layout: Layout, cumulative: boolean): Values[] {
  const { starts, bucket, group } = tally;
  const { points, shift, lineOf } = layout;
  const inBucket = new Float64Array(layout.lines * points);
  const comers = new Float64Array(layout.lines * points);
  const lastPerson = new Int32Array(layout.lines).fill(-1);
  const lastBucket = new Int32Array(layout.lines).fill(-1);
  for (let p = 0; p + 1 < starts.length; p++)
    for (let row = starts[p]!; row < starts[p + 1]!; row++) {
      const line = group !== null && lineOf !== null ? lineOf[group[row]!]! : 0;
      if (line < 0) continue;
      const isNew = lastPerson[line] !== p;
      if (!isNew && lastBucket[line] === bucket[row]) continue;
      const cell = line * points + bucket[row]! + shift;
      lastPerson[line] = p;
      lastBucket[line] = bucket[row]!;
      inBucket[cell]!++;
      if (isNew) comers[cell]!++;
    }
  const of = (cells: Float64Array, line: number): number[] => [
    ...cells.subarray(line * layout.points, (line + 1) * layout.points),
  ];
  return eachLine(layout, (line) => {
    const soFar = running(of(comers, line));
    return { points: cumulative ? soFar : of(inBucket, line), total: soFar.at(-1) ?? 0 };
  });
}

function ofNumbers(how: OfNumbers, tally: Tally, layout: Layout, cumulative: boolean): Values[] {
  const cells = layout.lines * layout.points;
  const lineAt = linesAt(tally, layout);
  const cellOf = (row: number): number => {
    const line = lineAt(row);
    return line < 0 ? -1 : line * layout.points + tally.bucket[row]! + layout.shift;
  };
  const ends = new Uint32Array(cells + 1);
  for (let row = 0; row < tally.bucket.length; row++) if (cellOf(row) >= 0) ends[cellOf(row) + 1]!++;
  for (let cell = 0; cell < cells; cell++) ends[cell + 1]! += ends[cell]!;
  const numbers = new Float64Array(ends[cells]!);
  const next = ends.slice();
  for (let row = 0; row < tally.bucket.length; row++)
    if (cellOf(row) >= 0) numbers[next[cellOf(row)]!++] = tally.amount[row]!;
  return eachLine(layout, (line) => {
    const start = (from: number): number => ends[line * layout.points + from]!;
    const all = numbers.subarray(start(0), start(layout.points));
    const total = said(how, all.slice());
    const points = Array.from({ length: layout.points }, (_, b) => said(how, numbers.subarray(start(b), start(b + 1))));
    return { points: cumulative ? runningOf(how, points, (b) => start(b + 1) - start(b)) : points, total };
  });
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

const eachLine = (layout: Layout, of: (line: number) => Values): Values[] =>
  Array.from({ length: layout.lines }, (_, line) => of(line));

/** Each point the average of the last `over` that have a value; none before there are so many. */
export function rolled(points: readonly (number | null)[], over: number): (number | null)[] {
  return points.map((_, i) => {
    if (i + 1 < over) return null;
    const values = points.slice(i + 1 - over, i + 1).filter((value) => value !== null);
    return values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length;
  });
}
