import { expect, test } from 'vitest';
import { durationMs, durationText } from '#vocabulary/duration.ts';
import { nearestStop, nextStop, stopDuration } from './window-stops.ts';

const text = (seconds: number): string => durationText(stopDuration(seconds));

test('a window is told in the unit of its length', () => {
  expect([0.2, 61.4, 150, 5000, 90_000, 200_000].map((seconds) => text(nearestStop(seconds)))).toEqual([
    '1 second',
    '61 seconds',
    '3 minutes',
    '83 minutes',
    '25 hours',
    '2 days',
  ]);
});

test('from stop to stop and back, whatever the unit', () => {
  for (let seconds = 1; seconds < 5e6;) {
    const longer = nextStop(seconds, true);
    expect(longer).toBeGreaterThan(seconds);
    expect(nearestStop(longer)).toBe(longer);
    expect(nextStop(longer, false)).toBe(seconds);
    expect(durationMs(stopDuration(seconds))).toBe(seconds * 1000);
    seconds = longer;
  }
  expect(nextStop(1, false)).toBe(1);
  expect([nextStop(129_600, true), nextStop(129_600, false)].map(text)).toEqual(['37 hours', '35 hours']);
  expect([nextStop(220_000, true), nextStop(220_000, false)].map(text)).toEqual(['3 days', '2 days']);
});
