import { expect, it } from 'vitest';
import { daysPerBar, gather, ticksAt } from './daily.ts';

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

it('dates the first bar, the last and as many between as fit', () => {
  expect([ticksAt(81, 420), ticksAt(3, 420), ticksAt(2, 40), ticksAt(1, 420)]).toEqual([
    [0, 27, 53, 80],
    [0, 1, 2],
    [0, 1],
    [0],
  ]);
});
