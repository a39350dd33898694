import { describe, expect, test } from 'vitest';
import { bucketsOf, bucketText, startOfBucket, type BucketRule, type FineInterval } from './calendar-buckets.ts';
import { spanOf } from './calendar.ts';
import { bucketName, plainBuckets, WEEK_STARTS, ZONE_SAMPLES } from '../../tests/support/zones.ts';

const rule = (interval: FineInterval, zone = 'UTC', weekStart = 0): BucketRule => ({ interval, zone, weekStart });

const listed = (of: BucketRule, from: string, to: string) =>
  bucketsOf(of, spanOf({ from, to }, of.zone)!).map(({ startMs, endMs }) => ({
    start: bucketText(of, startMs),
    hours: (endMs - startMs) / 3_600_000,
  }));

const starts = (of: BucketRule, from: string, to: string) => listed(of, from, to).map(({ start }) => start);

describe('buckets that touch a range', () => {
  test('days, of 23 and 25 hours where the clocks change', () => {
    expect(listed(rule('day', 'Europe/Vienna'), '2024-03-30', '2024-04-01').map(({ hours }) => hours)).toEqual([
      24, 23, 24,
    ]);
    expect(listed(rule('day', 'Europe/Vienna'), '2024-10-27', '2024-10-27')).toEqual([
      { start: '2024-10-27', hours: 25 },
    ]);
  });

  test('weeks from their first day, also one that begins before the range', () => {
    expect(starts(rule('week'), '2024-02-01', '2024-02-12')).toEqual(['2024-01-29', '2024-02-05', '2024-02-12']);
    expect(starts(rule('week', 'UTC', 6), '2024-02-01', '2024-02-12')).toEqual([
      '2024-01-28',
      '2024-02-04',
      '2024-02-11',
    ]);
  });

  test('months', () => {
    expect(listed(rule('month', 'America/New_York'), '2024-01-31', '2024-03-01')).toEqual([
      { start: '2024-01-01', hours: 31 * 24 },
      { start: '2024-02-01', hours: 29 * 24 },
      { start: '2024-03-01', hours: 31 * 24 - 1 },
    ]);
  });

  test('the hour that comes twice is two, the one that is skipped none', () => {
    const autumn = starts(rule('hour', 'America/New_York'), '2024-11-03', '2024-11-03');
    expect(autumn).toHaveLength(25);
    expect(autumn.slice(1, 3)).toEqual(['2024-11-03T01:00:00-04:00', '2024-11-03T01:00:00-05:00']);
    expect(starts(rule('hour', 'America/New_York'), '2024-03-10', '2024-03-10')).toHaveLength(23);
    expect(starts(rule('hour'), '2024-01-01', '2024-01-01')[1]).toBe('2024-01-01T01:00:00Z');
  });

  test('minutes, those of the hour that comes twice apart', () => {
    const minutes = bucketsOf(rule('minute', 'America/New_York'), {
      fromMs: Date.parse('2024-11-03T05:58:30Z'),
      toMs: Date.parse('2024-11-03T06:00:00Z'),
    });
    expect(minutes.map(({ startMs }) => bucketText(rule('minute', 'America/New_York'), startMs))).toEqual([
      '2024-11-03T01:58:00-04:00',
      '2024-11-03T01:59:00-04:00',
      '2024-11-03T01:00:00-05:00',
    ]);
    expect(minutes.every(({ startMs, endMs }) => endMs - startMs === 60_000)).toBe(true);
  });

  test('a day that a zone left out, and clocks that move by half an hour', () => {
    expect(starts(rule('day', 'Pacific/Apia'), '2011-12-29', '2012-01-01')).toEqual([
      '2011-12-29',
      '2011-12-31',
      '2012-01-01',
    ]);
    const hours = listed(rule('hour', 'Australia/Lord_Howe'), '2024-04-07', '2024-04-07');
    expect(hours.map(({ hours }) => hours).filter((length) => length !== 1)).toEqual([1.5]);
  });

  test('each instant lies in the bucket it is listed in', () => {
    for (const zone of ['UTC', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Africa/Casablanca'])
      for (const interval of ['hour', 'day', 'week', 'month'] as const) {
        const of = rule(interval, zone, 3);
        const span = spanOf({ from: '2018-02-10', to: '2018-05-20' }, zone)!;
        const buckets = bucketsOf(of, span);
        expect(buckets[0]!.startMs).toBeLessThanOrEqual(span.fromMs);
        expect(buckets.at(-1)!.endMs).toBeGreaterThan(span.toMs);
        for (const [i, { startMs, endMs }] of buckets.entries()) {
          if (i > 0) expect(startMs).toBe(buckets[i - 1]!.endMs);
          expect([startOfBucket(of, startMs), startOfBucket(of, endMs - 1)]).toEqual([startMs, startMs]);
        }
      }
  });

  test('they are those a look at the wall finds, around every change of clocks and in every week', () => {
    for (const { zone, day } of ZONE_SAMPLES)
      for (const interval of ['hour', 'day', 'week', 'month'] as const)
        for (const weekStart of interval === 'week' ? WEEK_STARTS : [0]) {
          const of = { ...rule(interval, zone, weekStart), interval };
          const noonMs = Date.parse(`${day}T12:00:00Z`);
          const span = { fromMs: noonMs - 36 * 3_600_000, toMs: noonMs + 36 * 3_600_000 };
          expect(
            bucketsOf(of, span).map(({ startMs, endMs }) => ({ name: bucketText(of, startMs), startMs, endMs })),
            `${zone} ${day} ${interval} ${weekStart}`,
          ).toEqual(plainBuckets(of, span.fromMs, span.toMs));
          for (let ms = span.fromMs; ms <= span.toMs; ms += 17 * 60_000)
            expect(bucketText(of, startOfBucket(of, ms))).toBe(bucketName(of, ms));
        }
  });
});
