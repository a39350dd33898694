import { expect, test } from 'vitest';
import { curvesFigure } from './curves-figure.ts';
import {
  bandPath,
  curveNames,
  curvePath,
  curvesPlot,
  marksPath,
  nearestPoint,
  pointAt,
  riskPlaces,
  type Curves,
} from './curves.ts';
import { evenAxis } from './time-axis.ts';

const points = [
  { seconds: 0, share: 0, low: 0, high: 0, says: 'none' },
  { seconds: 50, share: 0.25, low: 0.1, high: 0.4, says: 'a quarter' },
];
const curves: Curves = {
  label: 'Share',
  curves: [{ name: 'All', colour: '--c1', points, until: 100, marks: [75] }],
  axis: evenAxis(100),
  top: 0.5,
  height: 246,
};
const WIDTH = 160;

test('a curve holds until the next point, as do its interval and its ticks', () => {
  const plot = curvesPlot(curves, WIDTH);
  expect([plot.left, plot.right, plot.top, plot.bottom]).toEqual([36, 136, 18, 218]);
  expect(curvePath(curves.curves[0]!, plot)).toBe('M36.0 218.0H86.0V118.0H136.0');
  expect(bandPath(curves.curves[0]!, plot)).toBe('M36.0 218.0H86.0V58.0H136.0V178.0H86.0V218.0H36.0Z');
  expect(bandPath({ ...curves.curves[0]!, points: [{ seconds: 0, share: 0, says: '' }] }, plot)).toBeNull();
  expect(marksPath(curves.curves[0]!, plot)).toBe('M111.0 114.0V122.0');
  expect(plot.secondsAt(111)).toBe(75);
});

test('the point that holds at a time, and the one nearest to a pointer', () => {
  expect([-1, 0, 49, 50, 99].map((seconds) => pointAt(points, seconds))).toEqual([0, 0, 0, 1, 1]);
  expect(nearestPoint(curves, { x: 65, y: 0 }, WIDTH)).toEqual({ curve: 0, point: 1 });
  const two = { ...curves, curves: [curves.curves[0]!, { ...curves.curves[0]!, points: [points[0]!] }] };
  expect(nearestPoint(two, { x: 70, y: 110 }, 240)).toEqual({ curve: 0, point: 1 });
  expect(nearestPoint(two, { x: 70, y: 210 }, 240)).toEqual({ curve: 1, point: 0 });
});

test('names of curves that end together stand apart', () => {
  const several = { ...curves, curves: ['a', 'b', 'c'].map((name) => ({ ...curves.curves[0]!, name })) };
  const ys = curveNames(several, curvesPlot(several, 400)).map(({ y }) => y);
  expect([ys[1]! - ys[0]!, ys[2]! - ys[1]!]).toEqual([13, 13]);
  expect(curveNames(curves, curvesPlot(curves, 400))).toEqual([]);
});

test('numbers under the axis that would touch are left out, the same of every curve', () => {
  const atRisk = [0, 10, 50, 52, 100].map((seconds) => ({ seconds, n: seconds === 52 ? 9 : 1234, says: '' }));
  const of = { ...curves, curves: [{ ...curves.curves[0]!, atRisk }] };
  expect(riskPlaces(of, curvesPlot(of, WIDTH))).toEqual([0, 2, 4]);
  expect(riskPlaces(of, curvesPlot(of, 1200))).toEqual([0, 1, 2, 4]);
  expect(riskPlaces(curves, curvesPlot(curves, WIDTH))).toEqual([]);
});

test('the saved figure has room for the numbers under the axis', () => {
  expect(curvesFigure(curves, 400).height).toBe(246);
  const atRisk = [{ seconds: 0, n: 1234, says: '' }];
  const { height, body } = curvesFigure(
    { ...curves, curves: [{ ...curves.curves[0]!, atRisk }], riskLabel: 'Left' },
    400,
  );
  expect(height).toBe(278);
  expect(body).toContain('1,234');
});
