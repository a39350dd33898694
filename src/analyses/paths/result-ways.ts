import { SequenceNumbers, type Sequences } from './kernel-sequences.ts';
import type { PathsPartial } from './kernel.ts';
import { VisitReader } from './result-visits.ts';

/** Paths by the way they go: many go the same, and each way is then looked at once. */
export interface Ways {
  /** By path, the number of its way. */
  paths: Uint32Array;
  /** units + 1 entries: the paths of unit u are [firstPath[u], firstPath[u + 1]). */
  firstPath: Uint32Array;
  /** What the numbers stand for. */
  sequences: Sequences;
  /** By way, how many paths go it. */
  times: Uint32Array;
  /** By way, how many units go it. */
  unitsOf: Uint32Array;
  /** Units that have a path. */
  units: number;
}

export function* waysOf(partial: PathsPartial): Generator<void, Ways> {
  const { cuts, sequence, sequences, firstVisit } = partial;
  if (!cuts) return yield* waysBy(sequence, firstVisit, sequences);
  const numbers = new SequenceNumbers();
  const paths = new Uint32Array(cuts.from.length);
  let size = 0;
  for (const visit = new VisitReader(partial, 'paths'); visit.next();)
    paths[size++] = numbers.number(sequences.nodes, visit.from, visit.to);
  const firstPath = firstVisit.map((visit) => cuts.firstPath[visit]!);
  return yield* waysBy(paths, firstPath, numbers.sequences());
}

/** Units between two breaths. */
const BLOCK = 1 << 13;

function* waysBy(paths: Uint32Array, firstPath: Uint32Array, sequences: Sequences): Generator<void, Ways> {
  const size = sequences.starts.length - 1;
  const ways: Ways = {
    paths,
    firstPath,
    sequences,
    times: new Uint32Array(size),
    unitsOf: new Uint32Array(size),
    units: 0,
  };
  const last = new Uint32Array(size);
  for (let unit = 0; unit + 1 < firstPath.length; unit += BLOCK) {
    ways.units += countWays(ways, last, unit, Math.min(unit + BLOCK, firstPath.length - 1));
    yield;
  }
  return ways;
}

/** Counts the ways of units [from, to), and tells how many have any; `last`: by way, the unit + 1 that went it last. */
function countWays({ paths, firstPath, times, unitsOf }: Ways, last: Uint32Array, from: number, to: number): number {
  let units = 0;
  for (let unit = from; unit < to; unit++) {
    const end = firstPath[unit + 1]!;
    for (let path = firstPath[unit]!; path < end; path++) {
      const way = paths[path]!;
      times[way]!++;
      unitsOf[way]! += last[way] === unit + 1 ? 0 : 1;
      last[way] = unit + 1;
    }
    units += firstPath[unit] === end ? 0 : 1;
  }
  return units;
}

/** By way, how many paths go it. */
export function timesOf(paths: Uint32Array, { starts }: Sequences): Uint32Array {
  const times = new Uint32Array(starts.length - 1);
  for (let path = 0; path < paths.length; path++) times[paths[path]!]!++;
  return times;
}

/** Calls with each unit and each way it goes, once however often; units come one after another. */
export function* unitsOfWays(
  { paths, firstPath, times }: Ways,
  each: (way: number, unit: number) => void,
): Generator<void, void> {
  /** Unit + 1 that went that way last. */
  const last = new Uint32Array(times.length);
  for (let unit = 0; unit + 1 < firstPath.length; unit++) {
    const end = firstPath[unit + 1]!;
    for (let path = firstPath[unit]!; path < end; path++) {
      const way = paths[path]!;
      if (last[way] === unit + 1) continue;
      last[way] = unit + 1;
      each(way, unit);
    }
    if (unit % BLOCK === 0) yield;
  }
}
