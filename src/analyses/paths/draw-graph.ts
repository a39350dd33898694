import { count, many, percent, seconds } from '#charts/formats.ts';
import { fitted, type Measure } from '#charts/svg.ts';
import { colourOf } from './draw-colours.ts';
import { lineOfLevel } from './draw-compare.ts';
import type { GraphSizes, LaidGraph, Point } from './draw-graph-sizes.ts';
import { called } from './draw-words.ts';
import { behindEdge, behindGraphNode, type Behind, type Drawing } from './draw.ts';
import type { GraphEdge, GraphNode } from './result-graph.ts';
import type { PathsResult } from './result.ts';

export const SHOWN_BY = ['count', 'units', 'probability', 'median'] as const;
export type ShownBy = (typeof SHOWN_BY)[number];

const BOX = 40;
const EDGE = 8;
const LABEL = 16;
const MOST_TEXT = 180;
/** Edges drawn before anybody asks for more: what one can still follow by eye. */
const LEGIBLE = 28;
/** And nodes. */
export const FIRST_NODES = 30;
/** Nor are edges this much smaller than the largest. */
const FAINT = 0.005;
/** How far a move from a node to itself swings out. */
const LOOP = 34;
/** More would be a picture of nothing. */
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
  /** Of a comparison, whether the two groups differ. */
  clear: boolean;
  label: { x: number; y: number; text: string };
  names: string;
  says: string;
  behind: Behind;
  /** Its place in the result. */
  at: number;
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
export function edgesFrom({ graph }: PathsResult, { least, nodes }: Wanted): GraphEdge[] {
  const shown = new Set(graph.nodes.slice(0, nodes).map(({ name }) => name));
  const between = graph.edges.filter(({ source, target }) => shown.has(source) && shown.has(target));
  const large = between.filter((edge) => edge.count >= least).slice(0, MOST_DRAWN);
  const met = new Set(large.flatMap(({ source, target }) => [source, target]));
  const others = between.filter(({ source, target }) => {
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
  `${called(edge.source)} → ${called(edge.target)}: ${many(edge.count, 'time')}, ${percent(edge.probability)} of all at ${called(edge.source)}, median ${seconds(edge.medianSeconds)}`;

/** What is to be drawn, with what a layout needs to know of it. Plain data. */
export interface GraphPlan {
  nodes: readonly (GraphNode & { label: string; text: string; width: number })[];
  edges: readonly (GraphEdge & { text: string; width: number; at: number })[];
}

/** Which edges, and what is written on them. */
export interface Wanted {
  least: number;
  /** Only between so many of the largest nodes. */
  nodes: number;
  by: ShownBy;
}

export function planGraph(result: PathsResult, drawing: Drawing, wanted: Wanted, measure: Measure): GraphPlan {
  const { by } = wanted;
  const edges = edgesFrom(result, wanted);
  const met = new Set(edges.flatMap(({ source, target }) => [source, target]));
  const places = new Map(result.graph.edges.map((edge, i) => [edge, i]));
  return {
    nodes: result.graph.nodes
      .filter(({ name }, i) => met.has(name) || (edges.length === 0 && i < wanted.nodes))
      .map((node) => {
        const label = fitted(called(node.name), MOST_TEXT, (text) => measure(text, 12, true));
        const text = [
          count(node.count),
          ...(node.starts > 0 ? [`${count(node.starts)} start`] : []),
          ...(node.ends > 0 ? [`${count(node.ends)} end`] : []),
        ].join(' · ');
        return { ...node, label, text, width: 2 * EDGE + Math.max(measure(label, 12, true) + 14, measure(text, 11)) };
      }),
    edges: edges.map((edge) => {
      const at = places.get(edge)!;
      const difference = drawing.comparison?.edges[at];
      const text = difference ? difference.points : edgeText(edge, by);
      return { ...edge, text, width: measure(text, 11) + 6, at };
    }),
  };
}

/** The same for a layout in another thread: sizes only, for a figure at most so wide where that can be. */
export const sizesOf = ({ nodes, edges }: GraphPlan, width: number): GraphSizes => {
  const most = edges.reduce((largest, { count: n }) => Math.max(largest, n), 1);
  const loops = new Map(edges.flatMap((edge) => (edge.source === edge.target ? [[edge.source, edge.width]] : [])));
  return {
    room: width - LOOP,
    nodes: nodes.map(({ name, width: wide }) => {
      const loop = loops.get(name);
      return { name, width: wide, height: BOX, loop: loop === undefined ? 0 : LOOP + loop / 2 };
    }),
    edges: edges.map(({ source, target, width: wide, count: n }) => ({
      source,
      target,
      width: wide,
      height: LABEL,
      weight: Math.max(1, Math.round((20 * n) / most)),
    })),
  };
};

/** Everything at its place. Pure. */
export function drawGraph(
  { nodes, edges }: GraphPlan,
  laid: LaidGraph,
  result: PathsResult,
  drawing: Drawing,
): DrawnGraph {
  const { colours, comparison } = drawing;
  const most = edges.reduce((largest, { count: n }) => Math.max(largest, n), 1);
  const placeOf = new Map(nodes.map(({ name, width }, i) => [name, { ...laid.nodes[i]!, width }]));
  return {
    // a loop at the edge swings out of what the layout takes for the figure
    width: Math.ceil(laid.width) + LOOP,
    height: Math.ceil(laid.height),
    nodes: nodes.map(({ label, text, width, ...node }, i) => ({
      name: node.name,
      label,
      text,
      colour: colourOf(colours, node.name),
      ...laid.nodes[i]!,
      width,
      height: BOX,
      says: `${called(node.name)}: ${many(node.count, 'time')}, ${count(node.starts)} start and ${count(node.ends)} end here`,
      behind: behindGraphNode(node, result),
    })),
    edges: edges.map((edge, i) => {
      const { points, x, y } = laid.edges[i]!;
      const line =
        edge.source === edge.target ? loopAt(placeOf.get(edge.source)!) : { path: curve(points), points, x, y };
      const difference = comparison?.edges[edge.at];
      return {
        key: JSON.stringify([edge.source, edge.target]),
        colour: difference ? lineOfLevel(difference.level) : colourOf(colours, edge.source),
        path: line.path,
        head: arrow(line.points),
        thick: 1 + 5 * Math.sqrt(edge.count / most),
        clear: difference?.clear ?? true,
        label: { x: line.x, y: line.y, text: edge.text },
        names: `${called(edge.source)} → ${called(edge.target)}`,
        says: difference?.says ?? edgeSays(edge),
        behind: behindEdge(edge, result),
        at: edge.at,
      };
    }),
  };
}

interface Line {
  path: string;
  /** The last stretch tells where the arrow points. */
  points: readonly Point[];
  x: number;
  y: number;
}

/** Out of the right side of a node and in again below. */
function loopAt({ x, y, width }: { x: number; y: number; width: number }): Line {
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
