import type { PathsPartial } from './kernel.ts';
import { byText, leading, longer, PairNumbers } from './result-tally.ts';
import { Waits } from './result-waits.ts';

export const MOST_NODES = 1000;
export const MOST_EDGES = 5000;
const FIRST_EDGES = 1 << 10;

/** Of all visits, before any cut. */
export interface GraphNode {
  name: string;
  count: number;
  /** Units that were there. */
  units: number;
  /** Visits that begin or end there. */
  starts: number;
  ends: number;
  /** Visits that come there, and those that come there more than once. */
  visits: number;
  repeats: number;
}

/** A move from a node to the next one, at any place; also to itself. */
export interface GraphEdge {
  source: string;
  target: string;
  count: number;
  units: number;
  /** Of all times at the source, those after which this came. */
  probability: number;
  medianSeconds: number;
  averageSeconds: number;
}

export interface Graph {
  /** Largest count first, then by name. */
  nodes: GraphNode[];
  edges: GraphEdge[];
}

export interface GraphKept {
  nodes: number;
  nodesTotal: number;
  edges: number;
  edgesTotal: number;
  /** Of all moves, those along the edges listed. */
  share: number;
}

/** Units between two breaths. */
const BLOCK = 1 << 13;

export function* graphOf(partial: PathsPartial): Generator<void, { graph: Graph; kept: GraphKept; order: number[] }> {
  const { names, sequence, sequences, firstVisit, waits } = partial;
  const { starts: firstNode, nodes } = sequences;
  const size = names.length;
  const pairs = new PairNumbers(size, size);
  const { met, starts, ends, visited, repeated, moved } = yield* timesOf(partial, pairs);
  const grouped = new Waits(moved, waits);
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
  // nodes of visits without the pattern are known, but nowhere
  const order = leading(size, MOST_NODES, (a, b) => met[b]! - met[a]! || byText(names[a]!, names[b]!)).filter(
    (node) => met[node]! > 0,
  );
  const edges = leading(
    pairs.size,
    MOST_EDGES,
    (a, b) =>
      moved[b]! - moved[a]! ||
      byText(names[pairs.a[a]!]!, names[pairs.a[b]!]!) ||
      byText(names[pairs.b[a]!]!, names[pairs.b[b]!]!),
  );
  const medians = new Map<number, number>();
  for (const edge of edges) {
    medians.set(edge, grouped.medianSeconds(edge));
    yield;
  }
  const moves = moved.reduce((sum, count) => sum + count, 0);
  const listed = edges.reduce((sum, edge) => sum + moved[edge]!, 0);
  return {
    graph: {
      nodes: order.map((node) => ({
        name: names[node]!,
        count: met[node]!,
        units: unitsAt[node]!,
        starts: starts[node]!,
        ends: ends[node]!,
        visits: visited[node]!,
        repeats: repeated[node]!,
      })),
      edges: edges.map((edge) => ({
        source: names[pairs.a[edge]!]!,
        target: names[pairs.b[edge]!]!,
        count: moved[edge]!,
        units: unitsAlong[edge]!,
        probability: moved[edge]! / met[pairs.a[edge]!]!,
        medianSeconds: medians.get(edge)!,
        averageSeconds: grouped.averageSeconds(edge),
      })),
    },
    kept: {
      nodes: order.length,
      nodesTotal: met.reduce((sum, times) => sum + Math.min(1, times), 0),
      edges: edges.length,
      edgesTotal: pairs.size,
      share: moves === 0 ? 0 : listed / moves,
    },
    order,
  };
}

/** By node, how often it is met, visits that begin and end there, come there, and come there again; moves by edge. */
interface Times {
  met: Uint32Array;
  starts: Uint32Array;
  ends: Uint32Array;
  visited: Uint32Array;
  repeated: Uint32Array;
  moved: Uint32Array;
}

/** What is the same for visits that go the same way: each way is looked at once. */
function* timesOf({ names, sequence, sequences }: PathsPartial, pairs: PairNumbers): Generator<void, Times> {
  const { starts: firstNode, nodes } = sequences;
  const times = new Uint32Array(firstNode.length - 1);
  for (let visit = 0; visit < sequence.length; visit++) times[sequence[visit]!]!++;
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
