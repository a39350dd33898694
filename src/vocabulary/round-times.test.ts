import { expect, test } from 'vitest';
import { evenTimes, growingTimes, roundBelow, ROUND_SECONDS, roundTimeText } from './round-times.ts';

test('even times are round and few, whatever the length', () => {
  expect(evenTimes(50, 5)).toEqual([0, 10, 20, 30, 40, 50]);
  expect(evenTimes(3600, 5)).toEqual([0, 1200, 2400, 3600]);
  expect(evenTimes(14 * 86_400, 5).map(roundTimeText)).toEqual(['0 s', '4 days', '8 days', '12 days']);
  expect(evenTimes(0, 5)).toEqual([0]);
  for (let most = 0.001; most < 1e11; most *= 1.7) {
    const times = evenTimes(most, 5);
    expect(times.length).toBeLessThanOrEqual(6);
    expect(times.at(-1)).toBeLessThanOrEqual(most);
  }
});

test('growing times lie inside, ascend and are few', () => {
  expect(growingTimes(1, 86_400, 6).map(roundTimeText)).toEqual([
    '1 s',
    '10 s',
    '1 min',
    '10 min',
    '1 h',
    '4 h',
    '1 day',
  ]);
  expect(growingTimes(60, 600, 6)).toEqual([60, 120, 300, 600]);
  for (let least = 1; least < 1e6; least *= 3)
    for (let most = least; most < 1e9; most *= 5) {
      const times = growingTimes(least, most, 6);
      expect(times.length).toBeLessThanOrEqual(7);
      times.forEach((each, i) => {
        expect(each >= least && each <= most && (i === 0 || each > times[i - 1]!)).toBe(true);
      });
    }
});

test('each round time is at most three times the one before, and is named in one unit', () => {
  ROUND_SECONDS.slice(1).forEach((each, i) => {
    const times = each / ROUND_SECONDS[i]!;
    expect(times > 1 && times <= 3, roundTimeText(each)).toBe(true);
    expect(roundTimeText(each)).toMatch(/^\d+ (s|min|h|days?)$/);
  });
  expect([roundBelow(0.5), roundBelow(1), roundBelow(59), roundBelow(1e12)]).toEqual([0, 1, 30, ROUND_SECONDS.at(-1)]);
});
