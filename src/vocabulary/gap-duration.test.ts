import { expect, test } from 'vitest';
import { durationMs } from './duration.ts';
import { gapDuration } from './gap-duration.ts';

test('seconds are said in the largest unit that they are a whole number of', () => {
  expect([604_800, 7_200, 90, 60, 0.5, 0].map(gapDuration)).toEqual([
    { n: 7, unit: 'day' },
    { n: 2, unit: 'hour' },
    { n: 90, unit: 'second' },
    { n: 1, unit: 'minute' },
    { n: 0.5, unit: 'second' },
    { n: 0, unit: 'second' },
  ]);
});

test('and are as long as before', () => {
  for (let seconds = 0; seconds < 200_000; seconds += 37) expect(durationMs(gapDuration(seconds))).toBe(seconds * 1000);
});
