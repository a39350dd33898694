import type { PathsPartial } from './kernel.ts';
import { byText, leading, longer, PairNumbers } from './result-tally.ts';
import { VisitReader } from './result-visits.ts';
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

export function graphOf(partial: PathsPartial): { graph: Graph; kept: GraphKept; order: number[] } {
  const { names, sequences, waits } = partial;
  const { nodes } = sequences;
  const size = names.length;
  const pairs = new PairNumbers(size, size);
  const starts = new Uint32Array(size);
  const ends = new Uint32Array(size);
  const met = new Uint32Array(size);
  const unitsAt = new Uint32Array(size);
  /** Unit + 1 that was there last. */
  const lastAt = new Uint32Array(size);
  let moved = new Uint32Array(FIRST_EDGES);
  let unitsAlong = new Uint32Array(FIRST_EDGES);
  let lastAlong = new Uint32Array(FIRST_EDGES);
  // all lists are at hand in the loop: this is every event of the log
  for (const visit = new VisitReader(partial, 'visits'); visit.next();) {
    const { unit, start, end } = visit;
    let before = -1;
    for (let i = start; i < end; i++) {
      const node = nodes[i]!;
      met[node]!++;
      if (lastAt[node] !== unit + 1) {
        lastAt[node] = unit + 1;
        unitsAt[node]!++;
      }
      if (before >= 0) {
        const edge = pairs.number(before, node);
        if (edge >= moved.length) {
          moved = longer(moved);
          unitsAlong = longer(unitsAlong);
          lastAlong = longer(lastAlong);
        }
        moved[edge]!++;
        if (lastAlong[edge] !== unit + 1) {
          lastAlong[edge] = unit + 1;
          unitsAlong[edge]!++;
        }
      }
      before = node;
    }
    starts[nodes[start]!]!++;
    ends[before]!++;
  }
  const { visited, repeated } = visitsAt(partial);
  moved = moved.subarray(0, pairs.size);
  const grouped = new Waits(moved, waits);
  for (const visit = new VisitReader(partial, 'visits'); visit.next();) {
    const { start, end, wait } = visit;
    for (let i = start + 1; i < end; i++) grouped.add(pairs.number(nodes[i - 1]!, nodes[i]!), waits[wait + i - start]!);
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
        medianSeconds: grouped.medianSeconds(edge),
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

/** By node, how many visits come there, and how many more than once. */
function visitsAt({ names, sequence, sequences }: PathsPartial): { visited: Uint32Array; repeated: Uint32Array } {
  const { starts, nodes } = sequences;
  const times = new Uint32Array(starts.length - 1);
  for (const s of sequence) times[s]!++;
  const visited = new Uint32Array(names.length);
  const repeated = new Uint32Array(names.length);
  /** Sequence + 1 that came there last, and the one that came there again. */
  const last = new Uint32Array(names.length);
  const again = new Uint32Array(names.length);
  for (let s = 0; s < times.length; s++) {
    const n = times[s]!;
    for (let i = starts[s]!; i < starts[s + 1]!; i++) {
      const node = nodes[i]!;
      if (last[node] !== s + 1) {
        last[node] = s + 1;
        visited[node]! += n;
      } else if (again[node] !== s + 1) {
        again[node] = s + 1;
        repeated[node]! += n;
      }
    }
  }
  return { visited, repeated };
}
