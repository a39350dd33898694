import { expect, test } from 'vitest';
import { boxesFigure } from './boxes-figure.ts';
import { boxesPlot, FEW, type Box, type Boxes } from './boxes.ts';
import { evenAxis } from './time-axis.ts';

const box = (low: number, first: number, middle: number, third: number, high: number, n = FEW): Box => ({
  name: `b${n}`,
  n,
  five: { low, first, middle, third, high },
  colour: '--c1',
  open: n > 50,
  says: '',
});
const none: Box = { ...box(0, 0, 0, 0, 0, 0), five: null };
const of = (stand: Boxes['stand'], boxes: Box[]): Boxes => ({
  boxes,
  axis: evenAxis(100),
  stand,
  unit: { one: 'pair', many: 'pairs' },
  label: 'Boxes',
});

test('below each other, times run to the right: a box from the first to the third, whiskers to the ends', () => {
  // 10 pixels at either side, so that a second is 2 pixels
  const { marks, counts, height, boxAt } = boxesPlot(
    of('below', [box(10, 20, 40, 60, 100), none, box(0, 0, 0, 0, 0)]),
    220,
  );
  const [first, last] = marks;
  expect(marks.map(({ at }) => at)).toEqual([0, 2]);
  expect([first!.x, first!.width]).toEqual([50, 80]);
  expect(first!.whiskers).toMatch(/^M30 \S+H50M130 \S+H210M30 /);
  expect(first!.middle).toMatch(/^M90 /);
  expect([last!.x, last!.width]).toEqual([10, 0]);
  expect(counts.map(({ text }) => text)).toEqual(['30 pairs', '0 pairs', '30 pairs']);
  expect([boxAt(0, first!.y), boxAt(0, last!.y), boxAt(0, height)]).toEqual([0, 2, -1]);
});

test('beside each other, times run upwards, and names have room', () => {
  const many = Array.from({ length: 40 }, (_, i) => box(0, 25, 50, 75, 100, i));
  const plot = boxesPlot(of('across', many), 428);
  const [first] = plot.marks;
  // the far end of the longest whisker is the top of the figure
  const [top, floor] = [14, 256];
  expect(first!.y).toBeCloseTo(floor - 0.75 * (floor - top));
  expect(first!.height).toBeCloseTo((floor - top) / 2);
  expect(plot.names.length).toBeLessThan(6);
  expect(plot.counts.length).toBeLessThan(12);
  expect(plot.boxAt(plot.marks[7]!.x, 0)).toBe(7);
  expect([plot.boxAt(0, 0), plot.boxAt(428, 0)]).toEqual([-1, -1]);
  expect(plot.marks.map(({ few }) => few).lastIndexOf(true)).toBe(FEW - 1);
});

test('few are hollow and open ones striped in the saved figure too', () => {
  const { body } = boxesFigure(of('below', [box(1, 2, 3, 4, 5, 3), box(1, 2, 3, 4, 5, 60)]), 300);
  expect(body.match(/fill="var\(--surface\)"/g)).toHaveLength(1);
  expect(body.match(/url\(#hatch\)/g)).toHaveLength(1);
  expect(body).not.toMatch(/NaN|undefined/);
  expect(boxesPlot(of('across', []), 300).marks).toEqual([]);
});
