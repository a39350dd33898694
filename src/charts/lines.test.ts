import { expect, test } from 'vitest';
import { linePath, linesPlot, pointAt, type Lines } from './lines.ts';

const line = (name: string, values: (number | null)[], open = 0) => ({
  name,
  colour: '--c1',
  points: values.map((value, i) => ({ value, open: i >= values.length - open, says: `${name} ${value}` })),
});
const of: Lines = {
  places: ['a', 'b', 'c', 'd'],
  lines: [line('one', [0, 0.5, null, 1], 1), line('other', [0.25, 0.25, 0.25, 0.25])],
  top: 1,
  tickText: String,
  height: 144,
  label: 'Shares',
};

test('a line has a gap where it has no value, and its open end is a line of its own', () => {
  const plot = linesPlot(of, 340);
  // from 40 to 236 across, 100 pixels down from 16
  expect([plot.left, plot.right, plot.y(0), plot.y(1)]).toEqual([40, 236, 116, 16]);
  expect(linePath(of.lines[0]!, plot, false)).toBe('M40.0 116.0L105.3 66.0');
  expect(linePath(of.lines[0]!, plot, true)).toBe('M236.0 16.0');
  const closed = { ...of.lines[0]!, points: line('', [0, 0.5, 0.5, 1], 1).points };
  expect(linePath(closed, plot, true)).toBe('M170.7 66.0L236.0 16.0');
});

test('a pointer finds the place, then the line', () => {
  const plot = linesPlot(of, 340);
  expect(pointAt(of, plot, 110, 60)).toEqual({ line: 0, place: 1 });
  expect(pointAt(of, plot, 110, 95)).toEqual({ line: 1, place: 1 });
  // the first has none there
  expect(pointAt(of, plot, 170, 16)).toEqual({ line: 1, place: 2 });
  expect(pointAt({ ...of, lines: [] }, plot, 170, 16)).toBeNull();
});
