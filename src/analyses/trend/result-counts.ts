import { inBlocks } from './blocks.ts';
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

/** Of each line and point, line by line. */
export interface LineCounts {
  events: Float64Array;
  /** Units that have one. */
  units: Float64Array;
  /** Those of them that have none in a point before. */
  comers: Float64Array;
}

const noneOf = ({ lines, points }: Layout): LineCounts => ({
  events: new Float64Array(lines * points),
  units: new Float64Array(lines * points),
  comers: new Float64Array(lines * points),
});

/** `others`: of the groups together that are not listed; without it nobody reads their units. */
export function countsOfCells(cells: Cells, others: Cells | null, buckets: number, layout: Layout): LineCounts {
  const counts = noneOf(layout);
  const { points, shift, lineOf, rest } = layout;
  const add = (from: Cells, group: number, line: number): void => {
    for (let b = 0; b < buckets; b++) {
      const at = PER_CELL * (group * buckets + b);
      const to = line * points + b + shift;
      counts.events[to]! += from[at]!;
      counts.units[to]! += from[at + 1]!;
      counts.comers[to]! += from[at + 2]!;
    }
  };
  for (let group = 0; PER_CELL * group * buckets < cells.length; group++) {
    const line = lineOf ? lineOf[group]! : 0;
    if (line >= 0 && !(others && line === rest)) add(cells, group, line);
  }
  if (others && rest >= 0) add(others, 0, rest);
  return counts;
}

export function* countsOfRows(tally: Tally, layout: Layout): Generator<void, LineCounts> {
  const counts = noneOf(layout);
  const last: LastOfLines = {
    person: new Int32Array(layout.lines).fill(-1),
    bucket: new Int32Array(layout.lines).fill(-1),
  };
  yield* inBlocks(tally.starts, (from, to) => countRows(tally, layout, counts, last, from, to));
  return counts;
}

interface LastOfLines {
  person: Int32Array;
  bucket: Int32Array;
}

/** Rows of one person are by time, so a bucket that was seen before is the last one seen. */
function countRows(
  { starts, bucket, amount, group }: Tally,
  { points, shift, lineOf }: Layout,
  { events, units, comers }: LineCounts,
  last: LastOfLines,
  from: number,
  to: number,
): void {
  for (let p = from; p < to; p++)
    for (let row = starts[p]!; row < starts[p + 1]!; row++) {
      const line = group !== null && lineOf !== null ? lineOf[group[row]!]! : 0;
      if (line < 0) continue;
      const b = bucket[row]!;
      const cell = line * points + b + shift;
      const isKnown = last.person[line] === p;
      events[cell]! += amount[row]!;
      units[cell]! += isKnown && last.bucket[line] === b ? 0 : 1;
      comers[cell]! += isKnown ? 0 : 1;
      last.person[line] = p;
      last.bucket[line] = b;
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
