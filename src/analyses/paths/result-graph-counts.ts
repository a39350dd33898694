import type { GraphCounts } from './kernel-graph-edges.ts';
import type { PathsPartial } from './kernel.ts';
import { longer, PairNumbers } from './result-tally.ts';
import { Waits } from './result-waits.ts';
import { timesOf } from './result-ways.ts';

const FIRST_EDGES = 1 << 10;
/** Units between two breaths. */
const BLOCK = 1 << 13;

/** By node, how often it is in any visit. */
export function timesMet({ names, sequence, sequences }: PathsPartial): Uint32Array {
  const met = new Uint32Array(names.length);
  const { starts, nodes } = sequences;
  timesOf(sequence, sequences).forEach((times, s) => {
    for (let i = starts[s]!; i < starts[s + 1]!; i++) met[nodes[i]!]! += times;
  });
  return met;
}

/** The graph of all visits, before any cut. */
export function* graphCounts(partial: PathsPartial): Generator<void, GraphCounts> {
  const { names, sequence, sequences, firstVisit, waits } = partial;
  const { starts: firstNode, nodes } = sequences;
  const size = names.length;
  const pairs = new PairNumbers(size, size);
  const times = yield* countWays(partial, pairs);
  const grouped = new Waits(times.moved, waits);
  const unitsAt = new Uint32Array(size);
  const unitsAlong = new Uint32Array(pairs.size);
  /** Unit + 1 that was there last. */
  const lastAt = new Uint32Array(size);
  const lastAlong = new Uint32Array(pairs.size);
  let wait = 0;
  // all lists are at hand in the loop: this is every event of the log
  for (let unit = 0; unit + 1 < firstVisit.length; unit++) {
    const mark = unit + 1;
    const last = firstVisit[unit + 1]!;
    for (let visit = firstVisit[unit]!; visit < last; visit++) {
      const s = sequence[visit]!;
      const start = firstNode[s]!;
      const end = firstNode[s + 1]!;
      let before = nodes[start]!;
      if (lastAt[before] !== mark) {
        lastAt[before] = mark;
        unitsAt[before]!++;
      }
      wait++;
      for (let i = start + 1; i < end; i++) {
        const node = nodes[i]!;
        if (lastAt[node] !== mark) {
          lastAt[node] = mark;
          unitsAt[node]!++;
        }
        const edge = pairs.number(before, node);
        if (lastAlong[edge] !== mark) {
          lastAlong[edge] = mark;
          unitsAlong[edge]!++;
        }
        grouped.add(edge, waits[wait++]!);
        before = node;
      }
    }
    if (mark % BLOCK === 0) yield;
  }
  const { a: sources, b: targets } = pairs;
  return { ...times, unitsAt, sources, targets, unitsAlong, firstWait: grouped.first, waits: grouped.list };
}

type Times = Pick<GraphCounts, 'met' | 'starts' | 'ends' | 'visited' | 'repeated' | 'moved'>;

/** What is the same for visits that go the same way: each way is looked at once. */
function* countWays({ names, sequence, sequences }: PathsPartial, pairs: PairNumbers): Generator<void, Times> {
  const { starts: firstNode, nodes } = sequences;
  const times = timesOf(sequence, sequences);
  const size = names.length;
  const [met, starts, ends] = [new Uint32Array(size), new Uint32Array(size), new Uint32Array(size)];
  const [visited, repeated] = [new Uint32Array(size), new Uint32Array(size)];
  /** Sequence + 1 that came there last, and the one that came there again. */
  const [last, again] = [new Uint32Array(size), new Uint32Array(size)];
  let moved = new Uint32Array(FIRST_EDGES);
  for (let s = 0; s < times.length; s++) {
    if (s % BLOCK === 0) yield;
    const n = times[s]!;
    if (n === 0) continue;
    const start = firstNode[s]!;
    const end = firstNode[s + 1]!;
    for (let i = start; i < end; i++) {
      const node = nodes[i]!;
      met[node]! += n;
      if (last[node] !== s + 1) {
        last[node] = s + 1;
        visited[node]! += n;
      } else if (again[node] !== s + 1) {
        again[node] = s + 1;
        repeated[node]! += n;
      }
      if (i === start) continue;
      const edge = pairs.number(nodes[i - 1]!, node);
      if (edge >= moved.length) moved = longer(moved);
      moved[edge]! += n;
    }
    starts[nodes[start]!]! += n;
    ends[nodes[end - 1]!]! += n;
  }
  return { met, starts, ends, visited, repeated, moved: moved.subarray(0, pairs.size) };
}
