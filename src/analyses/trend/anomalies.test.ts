import { expect, test } from 'vitest';
import { random } from '../../../tests/support/random.ts';
import { isUnusual, usualOf } from './anomalies.ts';

const DAY_MS = 86_400_000;
const days = (values: readonly (number | null)[]) =>
  values.map((value, i) => ({ start: new Date(Date.UTC(2024, 0, 1) + i * DAY_MS).toISOString().slice(0, 10), value }));
const marked = (values: readonly (number | null)[], counts = true): number[] =>
  usualOf(days(values), 'day', counts).flatMap((usual, i) => (usual && isUnusual(values[i]!, usual) ? [i] : []));

/** Ten weeks of 1,000 a day and 400 on Sundays, growing by 5 a day. */
const weekly = Array.from({ length: 70 }, (_, i) => (i % 7 === 6 ? 400 : 1000) + 5 * i);

test('a quiet Sunday is usual, a quiet Tuesday is not', () => {
  expect(marked(weekly)).toEqual([]);
  expect(marked(weekly.with(36, 420))).toEqual([36]);
  expect(marked(weekly.with(41, 1200))).toEqual([41]);
});

test('what is expected is the median of the weekdays beside it, worked out by hand', () => {
  const values = weekly.with(36, 420);
  const usual = usualOf(days(values), 'day', true)[36]!;
  // Tuesdays 8, 15, 22, 29 and 43, 50, 57, 64 are 1,040 to 1,145 and 1,215 to 1,320: in the middle 1,145 and 1,215
  expect(usual.expected).toBe(1180);
  // where neighbours are on one side alone they are off by what the line grows: by week 87.5, 70, 52.5, 35, 0, 0, 35, …
  expect(usual.most - usual.expected).toBeCloseTo(3.5 * 1.4826 * 52.5, 9);
});

test('missing points are neither judged nor compared with; short lines have no marks', () => {
  expect(usualOf(days(weekly.with(3, null as unknown as number)), 'day', true)[3]).toBeNull();
  expect(usualOf(days(weekly.slice(0, 27)), 'day', true).every((usual) => usual === null)).toBe(true);
  expect(marked(new Array<number>(40).fill(0).with(20, 3))).toEqual([]);
  expect(marked(new Array<number>(40).fill(0).with(20, 4))).toEqual([20]);
});

test('hours are compared with the same hours of the day', () => {
  const points = Array.from({ length: 240 }, (_, i) => ({
    start: new Date(Date.UTC(2024, 0, 1) + i * 3_600_000).toISOString().replace('.000', ''),
    value: i % 24 < 6 ? 2 : 100,
  }));
  points[130]!.value = 2;
  const usual = usualOf(points, 'hour', true);
  expect(usual.flatMap((each, i) => (each && isUnusual(points[i]!.value, each) ? [i] : []))).toEqual([130]);
});

test('noise has few marks', () => {
  const { next } = random(8);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  let marks = 0;
  for (let n = 0; n < 100; n++)
    marks += marked(
      Array.from({ length: 80 }, () => 50 + 5 * normal()),
      false,
    ).length;
  // of 8,000 points: the median of eight adds an eighth and a half of the variance, so 3.5 spreads are passed by some four
  expect(marks).toBeLessThan(16);
});
