import { expect, test } from 'vitest';
import { random } from '../../../tests/support/random.ts';
import type { GraphSizes, Point } from './draw-graph-sizes.ts';
import { layout } from './draw-layout.ts';
import { rowsOf } from './draw-rows.ts';
import { spread, type Wish } from './draw-spread.ts';

const HIGH = 40;

/** Thirty events of long names; of a star all edges meet one of them. */
function sizes(seed: number, room: number, star: boolean): GraphSizes {
  const { next, int } = random(seed);
  const nodes = Array.from({ length: 30 }, (_, i) => ({
    name: `n${i}`,
    width: 110 + int(80),
    height: HIGH,
    loop: i % 7 === 0 ? 50 : 0,
  }));
  const pairs = new Map<string, [number, number]>();
  for (let i = 1; i < 30; i++) pairs.set(`${i}`, star ? (i % 2 === 0 ? [0, i] : [i, 0]) : [int(i), i]);
  for (let k = 0; k < 12; k++) {
    const [a, b] = [int(30), star ? 0 : int(30)];
    pairs.set(`${a} ${b}`, [a, b]);
  }
  for (let i = 0; i < 30; i += 7) pairs.set(`${i} again`, [i, i]);
  const unique = new Map([...pairs.values()].map((pair) => [pair.join(), pair]));
  const edges = [...unique.values()].map(([a, b]) => ({
    source: `n${a}`,
    target: `n${b}`,
    width: 20 + int(20),
    height: 16,
    weight: 1 + Math.floor(20 * next() ** 3),
  }));
  return { room, nodes, edges };
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}
const boxAt = ({ x, y }: Point, width: number, height: number): Box => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y + height / 2,
});
const meet = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

test.each([
  [1, 1000, false],
  [2, 1000, true],
  [3, 640, false],
  [4, 360, false],
])('thirty names of log %i stand apart in a figure of %i px, with what is written on edges', (seed, room, star) => {
  const asked = sizes(seed, room, star);
  const laid = layout(asked);
  if (room === 1000) expect(laid.width).toBeLessThanOrEqual(room);
  expect(laid.width).toBeLessThan(Math.max(room, 480) * 1.4);
  const boxes = laid.nodes.map((point, i) => boxAt(point, asked.nodes[i]!.width, HIGH));
  const drawn = asked.edges.flatMap((edge, i) => (edge.source === edge.target ? [] : [{ ...edge, ...laid.edges[i]! }]));
  const labels = drawn.map(({ x, y, width }) => boxAt({ x, y }, width, 14));
  const all = [...boxes, ...labels];
  all.forEach((a, i) => {
    expect(a.left).toBeGreaterThanOrEqual(0);
    expect(a.right).toBeLessThanOrEqual(laid.width);
    expect(a.top).toBeGreaterThanOrEqual(0);
    expect(a.bottom).toBeLessThanOrEqual(laid.height);
    for (const b of all.slice(0, i)) expect(meet(a, b)).toBe(false);
  });
  for (const { source, target, points } of drawn) {
    for (const [name, end] of [
      [source, points[0]!],
      [target, points.at(-1)!],
    ] as const) {
      const box = boxes[asked.nodes.findIndex((node) => node.name === name)]!;
      expect(end.x).toBeGreaterThanOrEqual(box.left - 0.01);
      expect(end.x).toBeLessThanOrEqual(box.right + 0.01);
      expect(Math.min(Math.abs(end.y - box.top), Math.abs(end.y - box.bottom))).toBeLessThan(0.01);
    }
    // corners of an edge keep clear of boxes
    for (const { x, y } of points.slice(1, -1)) {
      const dot = { left: x, right: x, top: y, bottom: y };
      expect(boxes.some((box) => meet(dot, { ...box, top: box.top + 1, bottom: box.bottom - 1 }))).toBe(false);
    }
  }
});

test('what fits as it comes is left as it is', () => {
  const asked = sizes(5, 1e6, false);
  expect(layout(asked)).toEqual(layout({ ...asked, room: 2e6 }));
});

test('rows hold no edge and no more boxes than there is room for, and most weight goes down', () => {
  for (let seed = 0; seed < 20; seed++) {
    const asked = sizes(seed, 500, seed % 2 === 0);
    const rows = rowsOf(asked, 500);
    const row = new Map(asked.nodes.map(({ name }, i) => [name, rows[i]!]));
    expect(new Set(rows).size).toBe(Math.max(...rows) + 1);
    for (let at = 0; at <= Math.max(...rows); at++) {
      const widths = asked.nodes.filter((_, i) => rows[i] === at).map(({ width }) => width);
      expect(widths.reduce((sum, width) => sum + width + 16, -16)).toBeLessThanOrEqual(500);
    }
    const moved = asked.edges.filter(({ source, target }) => source !== target);
    for (const { source, target } of moved) expect(row.get(source)).not.toBe(row.get(target));
    const weigh = (edges: typeof moved): number => edges.reduce((sum, { weight }) => sum + weight, 0);
    const down = moved.filter(({ source, target }) => row.get(source)! < row.get(target)!);
    expect(weigh(down)).toBeGreaterThanOrEqual(weigh(moved) / 2);
  }
});

test('things on a line lie as near as can be to where they would like to', () => {
  const { next, int } = random(11);
  for (let round = 0; round < 150; round++) {
    const wishes = Array.from({ length: 1 + int(5) }, (): Wish => ({
      at: int(100),
      weight: 1 + int(4),
      before: int(12),
      after: int(12),
    }));
    const places = spread(wishes, 0, 100);
    const cost = (at: readonly number[]): number =>
      at.reduce((sum, x, i) => sum + wishes[i]!.weight * (x - wishes[i]!.at) ** 2, 0);
    const allowed = (at: readonly number[]): boolean =>
      at.every(
        (x, i) =>
          x - wishes[i]!.before >= (i === 0 ? 0 : at[i - 1]! + wishes[i - 1]!.after) - 1e-6 &&
          (i < at.length - 1 || x + wishes[i]!.after <= 100 + 1e-6),
      );
    const needed = wishes.reduce((sum, { before, after }) => sum + before + after, 0);
    if (needed <= 100) expect(allowed(places)).toBe(true);
    // no step aside that is allowed is better
    for (let k = 0; k < 40; k++) {
      const from = int(places.length);
      const to = from + 1 + int(places.length - from);
      const by = (next() - 0.5) * 10 ** -int(4);
      const aside = places.map((x, i) => (i >= from && i < to ? x + by : x));
      if (allowed(aside)) expect(cost(aside)).toBeGreaterThanOrEqual(cost(places) - 1e-3);
    }
  }
});
