import { BETWEEN, MARGIN, type GraphSizes, type LaidGraph, type Point } from './draw-graph-sizes.ts';
import { spread, type Wish } from './draw-spread.ts';

/** Between edges side by side. */
const APART = 9;
/** Of edges at a box, at most. */
const ENDS = 10;
/** How far edges reach their boxes straight on. */
const STRAIGHT = 14;
const SWEEPS = 24;

/** A box, or a corner of an edge; ends of edges are no items. */
interface Item {
  x: number;
  y: number;
  before: number;
  after: number;
  /** What it is joined to on other levels: nearer is straighter. */
  near: { item: Item; weight: number }[];
}

/** A layout made narrower: each row keeps its order and is closed up, edges are drawn anew. */
export function intoWidth({ room, nodes, edges }: GraphSizes, laid: LaidGraph): LaidGraph {
  const boxes = laid.nodes.map((point, i): Item => {
    const half = (nodes[i]!.width + BETWEEN) / 2;
    return { ...point, before: half, after: half + nodes[i]!.loop, near: [] };
  });
  const boxOf = new Map(nodes.map(({ name }, i) => [name, boxes[i]!]));
  const lines = edges.map(({ source, target, width, weight }, i): Item[] => {
    if (source === target) return [];
    const { points, y } = laid.edges[i]!;
    const corners = points.slice(1, -1).map((point): Item => {
      const half = (point.y === y ? width : APART) / 2;
      return { ...point, before: half, after: half, near: [] };
    });
    const line = [boxOf.get(source)!, ...corners, boxOf.get(target)!];
    line.slice(1).forEach((item, k) => {
      const before = line[k]!;
      // long edges are wanted straight, and boxes where their edges go
      const pull = corners.includes(item) && corners.includes(before) ? 8 : 1 + weight / 10;
      item.near.push({ item: before, weight: pull });
      before.near.push({ item, weight: pull });
    });
    return line;
  });

  const levels = levelsOf([...boxes, ...lines.flatMap((line) => line.slice(1, -1))]);
  const needed = levels.map((level) => level.reduce((sum, { before, after }) => sum + before + after, 0));
  const wide = Math.max(room - 2 * MARGIN, ...needed);
  const scale = Math.min(1, wide / laid.width);
  for (const level of levels) for (const item of level) item.x *= scale;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const level of sweep % 2 === 0 ? levels : levels.toReversed()) {
      spread(level.map(wishOf), 0, wide).forEach((x, i) => (level[i]!.x = x));
    }
  }
  const left = Math.min(...levels.flat().map(({ x, before }) => x - before)) - MARGIN;
  const right = Math.max(...levels.flat().map(({ x, after }) => x + after)) + MARGIN;
  for (const level of levels) for (const item of level) item.x -= left;

  const ends = endsOf(nodes, edges, boxes, lines);
  return {
    width: right - left,
    height: laid.height,
    nodes: boxes.map(({ x, y }) => ({ x, y })),
    edges: lines.map((line, i) => {
      if (line.length === 0) return laid.edges[i]!;
      const corners = line.slice(1, -1);
      const label = corners.find(({ y }) => y === laid.edges[i]!.y)!;
      const { from, to } = ends[i]!;
      const above = { x: to.x, y: to.y + STRAIGHT * Math.sign(corners.at(-1)!.y - to.y) };
      return { points: [from, ...past(corners, nodes, boxes), above, to], x: label.x, y: label.y };
    }),
  };
}

/** Items of the same height, each level from left to right. */
function levelsOf(items: readonly Item[]): Item[][] {
  const levels = new Map<number, Item[]>();
  for (const item of items) levels.set(item.y, [...(levels.get(item.y) ?? []), item]);
  return [...levels].sort(([a], [b]) => a - b).map(([, level]) => level.sort((a, b) => a.x - b.x));
}

function wishOf({ x, before, after, near }: Item): Wish {
  const all = near.reduce((sum, { weight }) => sum + weight, 0);
  const at = all === 0 ? x : near.reduce((sum, { item, weight }) => sum + item.x * weight, 0) / all;
  return { at, weight: all + 1, before, after };
}

/** Corners beside boxes are doubled: the edge goes straight down past them. */
function past(corners: readonly Item[], nodes: GraphSizes['nodes'], boxes: readonly Item[]): Point[] {
  const heights = new Map(boxes.map(({ y }, i) => [y, nodes[i]!.height]));
  return corners.flatMap(({ x, y }, i) => {
    const high = heights.get(y);
    if (high === undefined) return [{ x, y }];
    const half = ((corners[i - 1]?.y ?? -Infinity) > y ? -high : high) / 2;
    return [
      { x, y: y - half },
      { x, y: y + half },
    ];
  });
}

/** Where edges leave and reach their boxes: above or below, in the order of where they come from and go to. */
function endsOf(
  nodes: GraphSizes['nodes'],
  edges: GraphSizes['edges'],
  boxes: readonly Item[],
  lines: readonly Item[][],
): { from: Point; to: Point }[] {
  const ends = lines.map(() => ({ from: { x: 0, y: 0 }, to: { x: 0, y: 0 } }));
  nodes.forEach(({ name, width, height }, at) => {
    const box = boxes[at]!;
    for (const side of [-1, 1]) {
      const met = edges.flatMap(({ source, target }, i) => {
        if (source === target) return [];
        const found = [];
        if (source === name) found.push({ end: ends[i]!.from, towards: lines[i]![1]! });
        if (target === name) found.push({ end: ends[i]!.to, towards: lines[i]!.at(-2)! });
        return found.filter(({ towards }) => Math.sign(towards.y - box.y) === side);
      });
      met.sort((a, b) => a.towards.x - b.towards.x);
      const half = Math.min(ENDS, (width - 16) / Math.max(1, met.length)) / 2;
      const wishes = met.map(({ towards }) => ({ at: towards.x, weight: 1, before: half, after: half }));
      spread(wishes, box.x - width / 2 + 8, box.x + width / 2 - 8).forEach((x, i) => {
        Object.assign(met[i]!.end, { x, y: box.y + (side * height) / 2 });
      });
    }
  });
  return ends;
}
