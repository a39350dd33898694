import type { GraphCounts } from './kernel-graph-edges.ts';
import type { PathsPartial } from './kernel.ts';
import { longer, PairNumbers } from './result-tally.ts';
import { Waits } from './result-waits.ts';

const FIRST_EDGES = 1 << 10;
/** Units between two breaths. */
const BLOCK = 1 << 13;

/** By node, how often it is in any visit; so many go each sequence. */
export function timesMet({ names, sequences }: PathsPartial, times: Uint32Array): Uint32Array {
  const met = new Uint32Array(names.length);
  const { starts, nodes } = sequences;
  times.forEach((n, s) => {
    for (let i = starts[s]!; i < starts[s + 1]!; i++) met[nodes[i]!]! += n;
  });
  return met;
}

/** The graph of all visits, before any cut; so many go each sequence. */
export function* graphCounts(partial: PathsPartial, times: Uint32Array): Generator<void, GraphCounts> {
  const { names, firstVisit, waits } = partial;
  const pairs = new PairNumbers(names.length, names.length);
  const counted = yield* countSequences(partial, times, pairs);
  const units = new GraphUnits(partial, pairs, new Waits(counted.moved, waits));
  for (let unit = 0; unit + 1 < firstVisit.length; unit += BLOCK) {
    units.count(unit, Math.min(unit + BLOCK, firstVisit.length - 1));
    yield;
  }
  const { unitsAt, unitsAlong, grouped } = units;
  const { a: sources, b: targets } = pairs;
  return { ...counted, unitsAt, sources, targets, unitsAlong, firstWait: grouped.first, waits: grouped.list };
}

/** What is different for each unit, though it goes the way that others go: that it is one, and its waits. */
class GraphUnits {
  readonly unitsAt: Uint32Array;
  readonly unitsAlong: Uint32Array;
  /** Unit + 1 that was there last. */
  readonly #lastAt: Uint32Array;
  readonly #lastAlong: Uint32Array;
  #wait = 0;

  constructor(
    readonly partial: PathsPartial,
    readonly pairs: PairNumbers,
    readonly grouped: Waits,
  ) {
    const nodes = partial.names.length;
    [this.unitsAt, this.#lastAt] = [new Uint32Array(nodes), new Uint32Array(nodes)];
    [this.unitsAlong, this.#lastAlong] = [new Uint32Array(pairs.size), new Uint32Array(pairs.size)];
  }

  /** Units [from, to), which follow those before. */
  count(from: number, to: number): void {
    const { sequence, sequences, firstVisit, waits } = this.partial;
    const { starts, nodes } = sequences;
    const { unitsAt, unitsAlong, pairs, grouped } = this;
    const [lastAt, lastAlong] = [this.#lastAt, this.#lastAlong];
    let wait = this.#wait;
    // all lists are at hand in the loop: this is every event of the log
    for (let unit = from; unit < to; unit++) {
      const mark = unit + 1;
      const last = firstVisit[unit + 1]!;
      for (let visit = firstVisit[unit]!; visit < last; visit++) {
        const s = sequence[visit]!;
        const start = starts[s]!;
        const end = starts[s + 1]!;
        let before = nodes[start]!;
        unitsAt[before]! += lastAt[before] === mark ? 0 : 1;
        lastAt[before] = mark;
        wait++;
        for (let i = start + 1; i < end; i++) {
          const node = nodes[i]!;
          unitsAt[node]! += lastAt[node] === mark ? 0 : 1;
          lastAt[node] = mark;
          const edge = pairs.number(before, node);
          unitsAlong[edge]! += lastAlong[edge] === mark ? 0 : 1;
          lastAlong[edge] = mark;
          grouped.add(edge, waits[wait++]!);
          before = node;
        }
      }
    }
    this.#wait = wait;
  }
}

type Times = Pick<GraphCounts, 'met' | 'starts' | 'ends' | 'visited' | 'repeated' | 'moved'>;

/** What is the same for visits that go the same way: each way is looked at once. */
function* countSequences(
  { names, sequences }: PathsPartial,
  times: Uint32Array,
  pairs: PairNumbers,
): Generator<void, Times> {
  const { starts: firstNode, nodes } = sequences;
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
