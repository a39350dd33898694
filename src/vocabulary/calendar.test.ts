import { describe, expect, test } from 'vitest';
import { random } from '../../tests/support/random.ts';
import {
  endOfDay,
  instantOf,
  isZone,
  localDate,
  localMidnight,
  offsetMs,
  parseInstant,
  spanOf,
  startOfDay,
  zoneReader,
} from './calendar.ts';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/St_Johns',
];
const HOUR = 3_600_000;

describe('zones', () => {
  test('a wall clock read back from its instant is the same, but for times the clocks skip', () => {
    for (const zone of ZONES) {
      const { int } = random(zone.length);
      for (let i = 0; i < 400; i++) {
        const instant = Date.UTC(1999 + int(27), int(12), 1 + int(28), int(24), int(60), int(60));
        const local = instant + offsetMs(zone, instant);
        const back = instantOf(zone, local);
        // of the two instants of a repeated hour the earlier is meant
        expect([instant, instant - HOUR, instant - HOUR / 2]).toContain(back);
        expect(back + offsetMs(zone, back)).toBe(local);
      }
    }
  });

  test('the repeated hour is its first passing, the skipped hour is read with the offset before', () => {
    expect(instantOf('Europe/Berlin', Date.UTC(2024, 9, 27, 2, 30))).toBe(Date.UTC(2024, 9, 27, 0, 30));
    expect(instantOf('Europe/Berlin', Date.UTC(2024, 2, 31, 2, 30))).toBe(Date.UTC(2024, 2, 31, 1, 30));
  });

  test('local days have 23, 24, 25 or 24.5 hours', () => {
    const hours = (zone: string, date: string) =>
      (endOfDay(zone, localMidnight(date)!) - startOfDay(zone, localMidnight(date)!)) / HOUR;
    expect(hours('Europe/Berlin', '2024-03-31')).toBe(23);
    expect(hours('Europe/Berlin', '2024-10-27')).toBe(25);
    expect(hours('Europe/Berlin', '2024-07-01')).toBe(24);
    expect(hours('Australia/Lord_Howe', '2024-04-07')).toBe(24.5);
  });

  test('a midnight that the clocks skip begins at one', () => {
    expect(startOfDay('America/Sao_Paulo', localMidnight('2018-11-04')!)).toBe(Date.UTC(2018, 10, 4, 3));
    expect(localDate('America/Sao_Paulo', Date.UTC(2018, 10, 4, 3))).toBe('2018-11-04');
  });

  test('the reader of many times agrees with the reader of one', () => {
    for (const zone of ZONES) {
      const read = zoneReader(zone);
      const { int } = random(3);
      for (let i = 0; i < 500; i++) {
        const local = Date.UTC(2018, 9 + int(3), 1 + int(31), int(24), int(60));
        expect(read(local)).toBe(instantOf(zone, local));
      }
    }
  });

  test('unknown zones are told apart', () => {
    expect(isZone('Europe/Berlin')).toBe(true);
    expect(isZone('Mars/Olympus')).toBe(false);
  });
});

describe('dates and instants', () => {
  test('dates that do not exist are none', () => {
    expect(localMidnight('2023-02-29')).toBeNull();
    expect(localMidnight('2024-02-29')).toBe(Date.UTC(2024, 1, 29));
    expect(localMidnight('24-02-29')).toBeNull();
  });

  test('instants keep the microsecond and need a zone', () => {
    expect(parseInstant('2024-01-01T00:00:00.123456Z')).toBeCloseTo(Date.UTC(2024, 0, 1) + 123.456, 3);
    expect(parseInstant('2024-01-01T02:00+02:00')).toBe(Date.UTC(2024, 0, 1));
    expect(parseInstant('2024-01-01T00:00:00')).toBeNull();
    expect(parseInstant('yesterday')).toBeNull();
  });

  test('a span holds whole local days, both ends included', () => {
    const span = spanOf({ from: '2024-10-27', to: '2024-10-27' }, 'Europe/Berlin')!;
    expect(span.fromMs).toBe(Date.UTC(2024, 9, 26, 22));
    expect(span.toMs).toBeLessThan(Date.UTC(2024, 9, 27, 23));
    expect(span.toMs).toBeGreaterThan(Date.UTC(2024, 9, 27, 22, 59, 59, 999));
    expect(spanOf({ from: 'soon' }, 'UTC')).toBeNull();
    expect(spanOf(undefined, 'UTC')).toEqual({ fromMs: -Infinity, toMs: Infinity });
  });
});
