import * as dagre from '@dagrejs/dagre';

/** Nodes and edges as a layout knows them, in pixels. Plain data. */
export interface GraphSizes {
  nodes: { name: string; width: number; height: number }[];
  /** Width and height are of the label; the heavier, the straighter. */
  edges: { source: string; target: string; width: number; height: number; weight: number }[];
}

export interface Point {
  x: number;
  y: number;
}

/** Middles of nodes and labels, and corners of edges, in the order of what was asked. */
export interface LaidGraph {
  width: number;
  height: number;
  nodes: Point[];
  edges: { points: Point[]; x: number; y: number }[];
}

/** Where nodes and edges lie, from top to bottom as most moves go. */
export function layout({ nodes, edges }: GraphSizes): LaidGraph {
  const graph = new dagre.graphlib.Graph({ multigraph: false });
  graph.setGraph({ rankdir: 'TB', nodesep: 28, edgesep: 14, ranksep: 30, marginx: 8, marginy: 8, acyclicer: 'greedy' });
  for (const { name, width, height } of nodes) graph.setNode(name, { width, height });
  for (const { source, target, ...label } of edges) graph.setEdge(source, target, { ...label, labelpos: 'c' });
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    nodes: nodes.map(({ name }) => {
      const { x, y } = graph.node(name) as Point;
      return { x, y };
    }),
    edges: edges.map(({ source, target }) => {
      const { points, x, y } = graph.edge(source, target) as { points: Point[]; x: number; y: number };
      return { points: points.map((point) => ({ x: point.x, y: point.y })), x, y };
    }),
  };
}
