import { expect, test } from 'vitest';
import { PEOPLE } from './formats.ts';
import { columnsPlot, partAt, type Columns } from './columns.ts';

const part = (value: number) => ({ value, colour: '--c1', says: String(value) });
const of = (...columns: number[][]): Columns => ({
  columns: columns.map((values, i) => ({ name: `n${i}`, open: false, parts: values.map(part) })),
  height: 246,
  unit: PEOPLE,
  label: 'People',
});

test('parts stack away from zero on both sides, to one scale', () => {
  const { boxes, zero, ticks } = columnsPlot(of([30, 50, -20], [10, 0, -40]), 448);
  // 80 above and 40 below: ticks of 50, so 100 above and 50 below share 200 pixels
  expect(ticks.map(({ text }) => text)).toEqual(['100 people', '50', '0', '−50']);
  expect(zero).toBeCloseTo(20 + (100 / 150) * 200);
  const per = 200 / 150;
  expect(boxes.map(({ column, part: at, y, height }) => [column, at, y - zero, height])).toEqual(
    [
      [0, 0, -30 * per, 30 * per],
      [0, 1, -80 * per, 50 * per],
      [0, 2, 0, 20 * per],
      [1, 0, -10 * per, 10 * per],
      [1, 2, 0, 40 * per],
    ].map((row) => row.map((n) => expect.closeTo(n, 6) as number)),
  );
});

test('a pointer finds the part under it, or the nearest of its column', () => {
  const plot = columnsPlot(of([30, -20], [0, 0]), 448);
  const [up, down] = plot.boxes;
  expect(partAt(plot, up!.x + 1, up!.y + 1)).toBe(up);
  expect(partAt(plot, up!.x + 1, 245)).toBe(down);
  expect(partAt(plot, plot.left + plot.step * 1.5, plot.zero)).toBeNull();
});

test('a figure of nothing still has its scale', () => {
  expect(columnsPlot(of([0], [0]), 300)).toMatchObject({
    boxes: [],
    ticks: [{ text: '1 person' }, { text: '0' }],
  });
  expect(columnsPlot(of(), 300).boxes).toEqual([]);
});
