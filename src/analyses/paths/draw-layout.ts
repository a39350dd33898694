import * as dagre from '@dagrejs/dagre';
import { MARGIN, type GraphSizes, type LaidGraph, type Point } from './draw-graph-sizes.ts';
import { intoWidth } from './draw-narrow.ts';
import { rowsOf } from './draw-rows.ts';

/** Shares of the room that boxes may take of a row, the rest being for edges that pass by. */
const BOXES = [1, 0.75, 0.5];

/**
 * Where nodes and edges lie, from top to bottom as most moves go: as wide as it comes where there is room for it, and
 * else in more rows, as near to the room as can be.
 */
export function layout(sizes: GraphSizes): LaidGraph {
  const free = laid(sizes, null);
  if (free.width <= sizes.room) return free;
  let best = free;
  for (const share of BOXES) {
    const tried = intoWidth(sizes, laid(sizes, rowsOf(sizes, share * sizes.room)));
    if (tried.width < best.width) best = tried;
    if (best.width <= sizes.room) break;
  }
  return best;
}

/** By dagre, on rows of its own or on those given. */
function laid({ nodes, edges }: GraphSizes, rows: readonly number[] | null): LaidGraph {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({
    rankdir: 'TB',
    nodesep: 28,
    edgesep: 14,
    ranksep: 30,
    marginx: MARGIN,
    marginy: MARGIN,
    acyclicer: 'greedy',
  });
  for (const { name, width, height } of nodes) graph.setNode(name, { width, height });
  const row = new Map(nodes.map(({ name }, i) => [name, rows?.[i] ?? 0]));
  const ends = edges.map(({ source, target }) => {
    const down = row.get(target)! - row.get(source)!;
    return { from: down < 0 ? target : source, to: down < 0 ? source : target, rows: Math.abs(down), up: down < 0 };
  });
  edges.forEach(({ width, height, weight }, i) => {
    const { from, to, rows: minlen } = ends[i]!;
    // edges as long as their rows are apart hold nodes in their rows
    const length = rows && from !== to ? { minlen } : {};
    graph.setEdge(from, to, { width, height, weight, labelpos: 'c', ...length }, String(i));
  });
  if (rows) holdTops(graph, nodes, row, new Set(ends.filter(({ from, to }) => from !== to).map(({ to }) => to)));
  dagre.layout(graph);
  const { width = 0, height: bottom = 0 } = graph.graph() as { width?: number; height?: number };
  const top = Math.min(...nodes.map(({ name, height }) => (graph.node(name) as Point).y - height / 2)) - MARGIN;
  return {
    width,
    height: bottom - top,
    nodes: nodes.map(({ name }) => {
      const { x, y } = graph.node(name) as Point;
      return { x, y: y - top };
    }),
    edges: edges.map((_, i) => {
      const { from, to, up } = ends[i]!;
      const edge = graph.edge(from, to, String(i)) as { points: Point[]; x: number; y: number };
      const points = edge.points.map(({ x, y }) => ({ x, y: y - top }));
      return { points: up ? points.reverse() : points, x: edge.x, y: edge.y - top };
    }),
  };
}

/** Nodes that no edge leads down to would rise to the first row: a node above all, which nobody sees, holds them. */
function holdTops(
  graph: dagre.graphlib.Graph,
  nodes: GraphSizes['nodes'],
  row: ReadonlyMap<string, number>,
  led: ReadonlySet<string>,
): void {
  const above = nodes.reduce((longest, { name }) => (name.length < longest.length ? longest : `${name} above`), '');
  graph.setNode(above, { width: 0, height: 0 });
  for (const { name } of nodes) {
    if (!led.has(name)) graph.setEdge(above, name, { width: 0, height: 0, weight: 0, minlen: row.get(name)! + 1 });
  }
}
