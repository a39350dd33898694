import { expect, it } from 'vitest';
import { daysPerBar, gather, roundBelow } from './daily.ts';

it('puts days together only where they would be too thin', () => {
  expect([daysPerBar(81, 400), daysPerBar(400, 400), daysPerBar(3650, 400), daysPerBar(40_000, 30)]).toEqual([
    1, 7, 28, 4000,
  ]);
});

it('loses no event when it puts days together', () => {
  const days = Array.from({ length: 10 }, (_, i) => ({ startMs: i, events: i }));
  expect(gather(days, 7)).toEqual([
    { startMs: 0, events: 21 },
    { startMs: 7, events: 24 },
  ]);
});

it('finds a round grid line under the largest value', () => {
  expect([930, 49, 100, 3, 0].map(roundBelow)).toEqual([500, 20, 100, 2, 1]);
});
