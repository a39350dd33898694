import { expect, test } from 'vitest';
import { random } from '../../tests/support/random.ts';
import { periodsOf } from './periods.ts';

const DAY_MS = 86_400_000;
const datesOf = (from: string, to: string, zone = 'UTC') => {
  const { interval, ends } = periodsOf({ firstMs: Date.parse(from), lastMs: Date.parse(to) }, zone);
  return [interval, ...ends.map(({ date }) => date)];
};

test('days, weeks or months end where the zone says', () => {
  expect(datesOf('2024-03-01T09:00Z', '2024-03-01T17:00Z')).toEqual(['day', '2024-03-01']);
  expect(datesOf('2024-03-01T09:00Z', '2024-03-03T00:00Z')).toEqual(['day', '2024-03-01', '2024-03-02', '2024-03-03']);
  // 23:30 in London is the next day in Berlin
  expect(datesOf('2024-03-01T23:30Z', '2024-03-03T00:00Z', 'Europe/Berlin')).toEqual([
    'day',
    '2024-03-02',
    '2024-03-03',
  ]);
  // weeks end on Sundays, the last point is a Wednesday
  const weeks = datesOf('2024-01-03T00:00Z', '2024-03-27T12:00Z');
  expect(weeks.slice(0, 3)).toEqual(['week', '2024-01-07', '2024-01-14']);
  expect(weeks.slice(-2)).toEqual(['2024-03-24', '2024-03-27']);
  const months = datesOf('2023-07-20T00:00Z', '2024-06-10T12:00Z');
  expect(months.slice(0, 3)).toEqual(['month', '2023-07-31', '2023-08-31']);
  expect(months.slice(-3)).toEqual(['2024-04-30', '2024-05-31', '2024-06-10']);
});

test('days of 23 and 25 hours end at midnight', () => {
  const { ends } = periodsOf(
    { firstMs: Date.parse('2024-03-30T12:00Z'), lastMs: Date.parse('2024-04-01T12:00Z') },
    'Europe/Berlin',
  );
  expect(ends.map(({ endMs }) => new Date(Math.ceil(endMs)).toISOString())).toEqual([
    '2024-03-30T23:00:00.000Z',
    '2024-03-31T22:00:00.000Z',
    '2024-04-01T12:00:00.000Z',
  ]);
});

test('there are 8 to 16 of them however long the log is', () => {
  const { next, int, pick } = random(4);
  for (let n = 0; n < 2000; n++) {
    const firstMs = Date.UTC(2000 + int(20), int(12), 1 + int(28)) + int(DAY_MS);
    const days = 8 + 10 ** (next() * 4);
    const lastMs = firstMs + days * DAY_MS;
    const { ends } = periodsOf({ firstMs, lastMs }, pick(['UTC', 'Europe/Berlin', 'America/New_York']));
    const at = JSON.stringify({ firstMs, days });
    expect(ends.length, at).toBeGreaterThanOrEqual(8);
    expect(ends.length, at).toBeLessThanOrEqual(16);
    expect(ends[0]!.endMs, at).toBeGreaterThanOrEqual(firstMs);
    expect(ends.at(-1)!.endMs).toBe(lastMs);
    expect(ends.every(({ endMs }, i) => i === 0 || endMs > ends[i - 1]!.endMs)).toBe(true);
  }
});
