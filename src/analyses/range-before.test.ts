import { expect, test } from 'vitest';
import { localDate, spanOf } from '#vocabulary/calendar.ts';
import { rangeBefore } from './range-before.ts';

const before = (from: string, to: string, zone: string) => rangeBefore(spanOf({ from, to }, zone)!, zone)!;

test('as many local days, whatever their hours', () => {
  const zone = 'America/New_York';
  const { fromMs, toMs } = before('2024-03-10', '2024-03-11', zone);
  expect([localDate(zone, fromMs), localDate(zone, toMs)]).toEqual(['2024-03-08', '2024-03-09']);
  expect(fromMs).toBe(spanOf({ from: '2024-03-08' }, zone)!.fromMs);
  expect(toMs).toBeCloseTo(spanOf({ to: '2024-03-09' }, zone)!.toMs, 2);
});

test('of instants as long', () => {
  const { fromMs, toMs } = before('2024-03-10T10:00:00Z', '2024-03-10T12:00:00Z', 'UTC');
  expect(fromMs).toBe(Date.parse('2024-03-10T08:00:00Z'));
  expect(toMs).toBeLessThan(Date.parse('2024-03-10T10:00:00Z'));
});

test('none before a range without both ends', () => {
  expect(rangeBefore({ fromMs: -Infinity, toMs: 5 }, 'UTC')).toBeNull();
  expect(rangeBefore({ fromMs: 5, toMs: Infinity }, 'UTC')).toBeNull();
});
