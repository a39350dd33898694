import type { GraphCounts } from './kernel-graph-edges.ts';
import { byText, leading } from './result-tally.ts';
import { averageSeconds, medianSeconds } from './result-waits.ts';

export const MOST_NODES = 1000;
export const MOST_EDGES = 5000;

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

/** The nodes that are listed, largest first, then by name; those of visits without the pattern are known, but nowhere. */
export const nodeOrder = (names: readonly string[], met: Uint32Array): number[] =>
  leading(names.length, MOST_NODES, (a, b) => met[b]! - met[a]! || byText(names[a]!, names[b]!)).filter(
    (node) => met[node]! > 0,
  );

/** How many nodes are anywhere. */
export const nodesMet = (met: Uint32Array): number => met.reduce((sum, times) => sum + Math.min(1, times), 0);

export function* graphOf(
  names: readonly string[],
  counts: GraphCounts,
): Generator<void, { graph: Graph; kept: GraphKept }> {
  const { met, starts, ends, visited, repeated, unitsAt, sources, targets, moved, unitsAlong } = counts;
  const order = nodeOrder(names, met);
  const edges = leading(
    moved.length,
    MOST_EDGES,
    (a, b) =>
      moved[b]! - moved[a]! ||
      byText(names[sources[a]!]!, names[sources[b]!]!) ||
      byText(names[targets[a]!]!, names[targets[b]!]!),
  );
  const listed: GraphEdge[] = [];
  for (const edge of edges) {
    const waits = counts.waits.subarray(counts.firstWait[edge], counts.firstWait[edge + 1]);
    listed.push({
      source: names[sources[edge]!]!,
      target: names[targets[edge]!]!,
      count: moved[edge]!,
      units: unitsAlong[edge]!,
      probability: moved[edge]! / met[sources[edge]!]!,
      medianSeconds: medianSeconds(waits),
      averageSeconds: averageSeconds(waits),
    });
    yield;
  }
  const moves = moved.reduce((sum, count) => sum + count, 0);
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
      edges: listed,
    },
    kept: {
      nodes: order.length,
      nodesTotal: nodesMet(met),
      edges: edges.length,
      edgesTotal: moved.length,
      share: moves === 0 ? 0 : listed.reduce((sum, { count }) => sum + count, 0) / moves,
    },
  };
}
