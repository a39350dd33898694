import { inBlocks } from '../blocks.ts';
import { PER_CELL, type Cells } from './kernel-cells.ts';
import type { Tally } from './kernel-tally.ts';

/** Where groups and buckets belong. */
export interface Layout {
  /** Buckets of a line. */
  points: number;
  /** Of the first counted bucket among them. */
  shift: number;
  /** Lines, and that of each group; −1 = of none. Without groups there is one. */
  lines: number;
  lineOf: Int32Array | null;
  /** Line of the groups that are not listed; −1 = there is none. */
  rest: number;
}

/** `others`: of the groups together that are not listed; without it nobody reads what does not add up. */
export function countsOfCells(cells: Cells, others: Cells | null, buckets: number, layout: Layout): Cells {
  const { lines, points, shift, lineOf, rest } = layout;
  const counts: Cells = new Uint32Array(PER_CELL * lines * points);
  const row = PER_CELL * buckets;
  const add = (from: Cells, group: number, line: number): void => {
    const to = PER_CELL * (line * points + shift);
    for (let at = 0; at < row; at++) counts[to + at]! += from[group * row + at]!;
  };
  for (let group = 0; group * row < cells.length; group++) {
    const line = lineOf ? lineOf[group]! : 0;
    if (line >= 0 && !(others && line === rest)) add(cells, group, line);
  }
  if (others && rest >= 0) add(others, 0, rest);
  return counts;
}

/** The cells of the lines. */
export function* countsOfRows(tally: Tally, layout: Layout): Generator<void, Cells> {
  const counts: Cells = new Uint32Array(PER_CELL * layout.lines * layout.points);
  const last = new Int32Array(layout.lines);
  yield* inBlocks(tally.starts, (from, to) => countRows(tally, layout, counts, last.fill(-1), from, to));
  return counts;
}

/** As the kernel counts events: rows of one person are by time, too. */
function countRows(
  { starts, bucket, amount, group }: Tally,
  { points, shift, lineOf }: Layout,
  counts: Cells,
  last: Int32Array,
  from: number,
  to: number,
): void {
  for (let p = from; p < to; p++) {
    const first = (p - from) * points;
    for (let row = starts[p]!; row < starts[p + 1]!; row++) {
      const line = group !== null && lineOf !== null ? lineOf[group[row]!]! : 0;
      if (line < 0) continue;
      const at = bucket[row]! + shift;
      const cell = PER_CELL * (line * points + at);
      const now = first + at;
      const before = last[line]!;
      last[line] = now;
      counts[cell]! += amount[row]!;
      counts[cell + 1]! += (before - now) >>> 31;
      counts[cell + 2]! += (before - first) >>> 31;
    }
  }
}

/** A session that is in several groups counts once in a line; a shard's sessions are told apart by person, too. */
export function* sessionsOfRows(tally: Tally, layout: Layout): Generator<void, Float64Array> {
  const cells = new Float64Array(layout.lines * layout.points);
  const last = {
    person: new Int32Array(layout.lines).fill(-1),
    session: new Float64Array(layout.lines),
  };
  yield* inBlocks(tally.starts, (from, to) => countSessions(tally, layout, cells, last, from, to));
  return cells;
}

function countSessions(
  { starts, bucket, amount, group }: Tally,
  { points, shift, lineOf }: Layout,
  cells: Float64Array,
  last: { person: Int32Array; session: Float64Array },
  from: number,
  to: number,
): void {
  for (let p = from; p < to; p++)
    for (let row = starts[p]!; row < starts[p + 1]!; row++) {
      const line = group !== null && lineOf !== null ? lineOf[group[row]!]! : 0;
      if (line < 0 || (last.person[line] === p && last.session[line] === amount[row])) continue;
      last.person[line] = p;
      last.session[line] = amount[row]!;
      cells[line * points + bucket[row]! + shift]!++;
    }
}
