import { expect, test } from 'vitest';
import { axisTicks, evenAxis, growingAxis, placeOnAxis, secondsOnAxis } from './time-axis.ts';

test('a place on the axis is a time, and back', () => {
  for (const axis of [evenAxis(900), growingAxis(3, 14 * 86_400)])
    for (let place = 0; place <= 1; place += 0.05)
      expect(placeOnAxis(axis, secondsOnAxis(axis, place))).toBeCloseTo(place, 9);
});

test('what lies outside stands at the ends', () => {
  const axis = growingAxis(90, 3600);
  expect(axis.least).toBe(60);
  expect([0, 60, 3600, 7200].map((seconds) => placeOnAxis(axis, seconds))).toEqual([0, 0, 1, 1]);
  expect(placeOnAxis(evenAxis(0), 0)).toBe(0);
});

test('ticks are round times', () => {
  expect(axisTicks(evenAxis(900), 5).map(({ text }) => text)).toEqual(['0', '5 min', '10 min', '15 min']);
  expect(axisTicks(growingAxis(1, 3600), 6).map(({ text }) => text)).toEqual(['1 s', '10 s', '1 min', '10 min', '1 h']);
});
