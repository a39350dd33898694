import { count, many, percent, seconds } from '#charts/formats.ts';
import { fitted, type Measure } from '#charts/svg.ts';
import type * as Dagre from '@dagrejs/dagre';
import { colourOf } from './draw-colours.ts';
import { behindEdge, behindGraphNode, type Behind, type Drawing } from './draw.ts';
import type { GraphEdge } from './result-graph.ts';
import type { PathsResult } from './result.ts';

export const SHOWN_BY = ['count', 'units', 'probability', 'median'] as const;
export type ShownBy = (typeof SHOWN_BY)[number];

const BOX = 40;
const EDGE = 8;
const LABEL = 16;
const MOST_TEXT = 150;
/** Edges drawn before anybody asks for more: what one can still follow by eye. */
const LEGIBLE = 28;
/** Nor are edges this much smaller than the largest. */
const FAINT = 0.005;
/** How far a move from a node to itself swings out. */
const LOOP = 34;
/** A layout of more would keep the page waiting. */
export const MOST_DRAWN = 300;

export interface DrawnNode {
  name: string;
  label: string;
  text: string;
  colour: string;
  /** Of its middle. */
  x: number;
  y: number;
  width: number;
  height: number;
  says: string;
  behind: Behind;
}

export interface DrawnEdge {
  key: string;
  colour: string;
  path: string;
  /** A triangle at its end. */
  head: string;
  thick: number;
  label: { x: number; y: number; text: string };
  names: string;
  says: string;
  behind: Behind;
}

export interface DrawnGraph {
  width: number;
  height: number;
  nodes: DrawnNode[];
  edges: DrawnEdge[];
}

/** How small an edge may be to be drawn at first. */
export function legible({ graph }: PathsResult): number {
  const { edges } = graph;
  const largest = edges[0]?.count ?? 1;
  return Math.max(1, Math.ceil(FAINT * largest), edges[LEGIBLE - 1]?.count ?? 1);
}

/** Edges of at least so many, and of nodes that would stand alone their largest. */
export function edgesFrom({ graph }: PathsResult, least: number): GraphEdge[] {
  const large = graph.edges.filter((edge) => edge.count >= least).slice(0, MOST_DRAWN);
  const met = new Set(large.flatMap(({ source, target }) => [source, target]));
  const others = graph.edges.filter(({ source, target }) => {
    if (met.has(source) && met.has(target)) return false;
    met.add(source).add(target);
    return true;
  });
  return [...large, ...others.slice(0, MOST_DRAWN)];
}

export function edgeText({ count: n, units, probability, medianSeconds }: GraphEdge, by: ShownBy): string {
  if (by === 'count') return count(n);
  if (by === 'units') return count(units);
  return by === 'probability' ? percent(probability) : seconds(medianSeconds);
}

export const edgeSays = (edge: GraphEdge): string =>
  `${edge.source} → ${edge.target}: ${many(edge.count, 'time')}, ${percent(edge.probability)} of all at ${edge.source}, median ${seconds(edge.medianSeconds)}`;

/** Where nodes and edges lie, from top to bottom as most moves go. */
export function graphOf(
  dagre: typeof Dagre,
  result: PathsResult,
  { colours }: Drawing,
  { least, by }: { least: number; by: ShownBy },
  measure: Measure,
): DrawnGraph {
  const edges = edgesFrom(result, least);
  const met = new Set(edges.flatMap(({ source, target }) => [source, target]));
  const nodes = result.graph.nodes.filter(({ name }) => met.has(name));
  const graph = new dagre.graphlib.Graph({ multigraph: false });
  graph.setGraph({ rankdir: 'TB', nodesep: 28, edgesep: 14, ranksep: 30, marginx: 8, marginy: 8, acyclicer: 'greedy' });
  const labels = new Map(
    nodes.map((node) => {
      const called = node.name === '' ? '(no name)' : node.name;
      const label = fitted(called, MOST_TEXT, (text) => measure(text, 12, true));
      const text = [
        count(node.count),
        ...(node.starts > 0 ? [`${count(node.starts)} start`] : []),
        ...(node.ends > 0 ? [`${count(node.ends)} end`] : []),
      ].join(' · ');
      const width = 2 * EDGE + Math.max(measure(label, 12, true) + 14, measure(text, 11));
      graph.setNode(node.name, { width, height: BOX });
      return [node.name, { label, text }] as const;
    }),
  );
  for (const edge of edges)
    graph.setEdge(edge.source, edge.target, {
      width: measure(edgeText(edge, by), 11) + 6,
      height: LABEL,
      labelpos: 'c',
      weight: Math.max(1, Math.round((20 * edge.count) / edges[0]!.count)),
    });
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  const most = edges.reduce((largest, { count: n }) => Math.max(largest, n), 1);
  return {
    // a loop at the edge swings out of what dagre takes for the figure
    width: Math.ceil(width) + LOOP,
    height: Math.ceil(height),
    nodes: nodes.map((node) => {
      const place = graph.node(node.name) as { x: number; y: number; width: number; height: number };
      const { x, y, width: wide, height: high } = place;
      const { label, text } = labels.get(node.name)!;
      return {
        name: node.name,
        label,
        text,
        colour: colourOf(colours, node.name),
        x,
        y,
        width: wide,
        height: high,
        says: `${node.name === '' ? '(no name)' : node.name}: ${many(node.count, 'time')}, ${count(node.starts)} start and ${count(node.ends)} end here`,
        behind: behindGraphNode(node, result),
      };
    }),
    edges: edges.map((edge) => {
      const laid = edge.source === edge.target ? loopAt(graph.node(edge.source)) : edgeAt(graph, edge);
      return {
        key: JSON.stringify([edge.source, edge.target]),
        colour: colourOf(colours, edge.source),
        path: laid.path,
        head: arrow(laid.points),
        thick: 1 + 5 * Math.sqrt(edge.count / most),
        label: { x: laid.x, y: laid.y, text: edgeText(edge, by) },
        names: `${edge.source} → ${edge.target}`,
        says: edgeSays(edge),
        behind: behindEdge(edge, result),
      };
    }),
  };
}

interface Laid {
  path: string;
  /** The last stretch tells where the arrow points. */
  points: readonly Point[];
  x: number;
  y: number;
}

function edgeAt(graph: Dagre.graphlib.Graph, { source, target }: GraphEdge): Laid {
  const { points, x, y } = graph.edge(source, target) as { points: Point[]; x: number; y: number };
  return { path: curve(points), points, x, y };
}

/** Out of the right side of a node and in again below. */
function loopAt({ x, y, width }: { x: number; y: number; width: number }): Laid {
  const right = x + width / 2;
  const end = { x: right, y: y + 9 };
  const bend = { x: right + LOOP, y: y + 20 };
  return {
    path: `M${px({ x: right, y: y - 9 })}C${px({ x: right + LOOP, y: y - 20 })} ${px(bend)} ${px(end)}`,
    points: [bend, end],
    x: right + LOOP,
    y,
  };
}

interface Point {
  x: number;
  y: number;
}

const px = ({ x, y }: Point): string => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
const between = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/** Through the middles of the stretches, bent towards the corners. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.pop()!;
  const bends = rest.map((corner, i) => `Q${px(corner)} ${px(between(corner, rest[i + 1] ?? last))}`);
  return `M${px(first!)}${bends.join('')}L${px(last)}`;
}

function arrow(points: readonly Point[]): string {
  const [before, tip] = points.slice(-2) as [Point, Point];
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const [dx, dy] = [(tip.x - before.x) / length, (tip.y - before.y) / length];
  const back = { x: tip.x - 8 * dx, y: tip.y - 8 * dy };
  return `M${px(tip)}L${px({ x: back.x - 4 * dy, y: back.y + 4 * dx })}L${px({ x: back.x + 4 * dy, y: back.y - 4 * dx })}z`;
}
