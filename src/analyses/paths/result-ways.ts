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
  /** Units that have a path. */
  units: number;
}

export function waysOf(partial: PathsPartial): Ways {
  const { cuts, sequence, sequences, firstVisit } = partial;
  if (!cuts) return waysBy(sequence, firstVisit, sequences);
  const numbers = new SequenceNumbers();
  const paths = new Uint32Array(cuts.from.length);
  let size = 0;
  for (const visit = new VisitReader(partial, 'paths'); visit.next();)
    paths[size++] = numbers.number(sequences.nodes, visit.from, visit.to);
  const firstPath = firstVisit.map((visit) => cuts.firstPath[visit]!);
  return waysBy(paths, firstPath, numbers.sequences());
}

function waysBy(paths: Uint32Array, firstPath: Uint32Array, sequences: Sequences): Ways {
  let units = 0;
  for (let unit = 0; unit + 1 < firstPath.length; unit++) units += firstPath[unit] === firstPath[unit + 1] ? 0 : 1;
  return { paths, firstPath, sequences, times: timesOf(paths, sequences), units };
}

/** By way, how many paths go it. */
export function timesOf(paths: Uint32Array, { starts }: Sequences): Uint32Array {
  const times = new Uint32Array(starts.length - 1);
  for (let path = 0; path < paths.length; path++) times[paths[path]!]!++;
  return times;
}

/** Units between two breaths. */
const BLOCK = 1 << 13;

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
