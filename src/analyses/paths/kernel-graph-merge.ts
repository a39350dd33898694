import type { CountedGraph } from './kernel-graph.ts';
import { likewise, type GraphCounts } from './kernel-graph-edges.ts';

/** Adds up two graphs of different people; nodes and edges are found by their names. */
export function joinedGraphs(left: CountedGraph, right: CountedGraph): CountedGraph {
  const names = [...new Set([...left.names, ...right.names])];
  const numbers = new Map(names.map((name, node) => [name, node]));
  const parts = [left, right].map(({ names: own, graph }) => ({ graph, nodes: own.map((name) => numbers.get(name)!) }));
  const edgeOf = ({ graph, nodes }: (typeof parts)[number], i: number): number =>
    nodes[graph.sources[i]!]! * names.length + nodes[graph.targets[i]!]!;
  const edges = [...new Set(parts.flatMap((part) => [...part.graph.moved.keys()].map((i) => edgeOf(part, i))))];
  const places = new Map(edges.map((edge, place) => [edge, place]));
  const byNode = (of: keyof Pick<GraphCounts, 'met' | 'starts' | 'ends' | 'visited' | 'repeated' | 'unitsAt'>) => {
    const sums = new Uint32Array(names.length);
    for (const { graph, nodes } of parts) graph[of].forEach((n, node) => (sums[nodes[node]!]! += n));
    return sums;
  };
  const byEdge = (of: 'moved' | 'unitsAlong') => {
    const sums = new Uint32Array(edges.length);
    for (const part of parts) part.graph[of].forEach((n, i) => (sums[places.get(edgeOf(part, i))!]! += n));
    return sums;
  };
  const moved = byEdge('moved');
  const firstWait = new Float64Array(edges.length + 1);
  moved.forEach((moves, i) => (firstWait[i + 1] = firstWait[i]! + moves));
  const widest = parts.map(({ graph }) => graph.waits).sort((a, b) => b.BYTES_PER_ELEMENT - a.BYTES_PER_ELEMENT)[0]!;
  const waits = likewise(widest, firstWait.at(-1)!);
  const next = firstWait.slice();
  for (const part of parts)
    for (let i = 0; i < part.graph.moved.length; i++) {
      const own = part.graph.waits.subarray(part.graph.firstWait[i], part.graph.firstWait[i + 1]);
      const place = places.get(edgeOf(part, i))!;
      waits.set(own, next[place]);
      next[place]! += own.length;
    }
  return {
    units: left.units + right.units,
    visits: left.visits + right.visits,
    visiting: left.visiting + right.visiting,
    names,
    excluded: [...new Set([...left.excluded, ...right.excluded])],
    graph: {
      met: byNode('met'),
      starts: byNode('starts'),
      ends: byNode('ends'),
      visited: byNode('visited'),
      repeated: byNode('repeated'),
      unitsAt: byNode('unitsAt'),
      sources: edges.map((edge) => Math.floor(edge / names.length)),
      targets: edges.map((edge) => edge % names.length),
      moved,
      unitsAlong: byEdge('unitsAlong'),
      firstWait,
      waits,
    },
  };
}
