import { describe, expect, it } from 'vitest';
import { columnType, isNumber, timeReading } from './column-type.ts';
import type { ColumnType } from './mapping.ts';

describe('isNumber', () => {
  it.each(['0', '-1', '+3', '1.5', '.5', '0.50', '1e5', '2.5E-3', '9007199254740991', '0.30000000000000004'])(
    'takes %s',
    (text) => expect(isNumber(text)).toBe(true),
  );
  it.each([
    '',
    '.',
    '-',
    '007',
    '00.5',
    '123456789012345678',
    '1234567890.1234567890',
    '1,5',
    '1 000',
    '0x1f',
    'NaN',
    'Infinity',
    '1e999',
    ' 1',
  ])('refuses “%s”', (text) => expect(isNumber(text)).toBe(false));
});

describe('columnType', () => {
  it.each<[ColumnType, string, (string | null)[], string?]>([
    ['empty', 'nothing', []],
    ['empty', 'only missing values', [null, '', null]],
    ['number', 'numbers with gaps', ['1', null, '2.5', '']],
    ['text', 'one word among numbers', ['1', '2', 'n/a']],
    ['text', 'ids of 18 digits', ['123456789012345678', '123456789012345679']],
    ['text', 'leading zeros', ['00123', '00456']],
    ['boolean', 'true and false in any case', ['true', 'FALSE', null]],
    ['number', '0 and 1', ['0', '1']],
    ['time', 'ISO with zone', ['2026-03-02T09:05:07Z']],
    ['time', 'ISO dates', ['2026-03-02', '2026-03-03']],
    ['time', 'times of which one in twenty is broken', [...Array<string>(19).fill('2026-03-02 09:00'), '2026-13-04']],
    ['text', 'times of which one in five is broken', ['2026-03-02', '2026-03-02', '2026-03-02', '2026-03-02', '?']],
    ['time', 'seconds since 1970, by name', ['1772442307', '1772442400'], 'time'],
    ['time', 'seconds of which one is broken', [...Array<string>(9).fill('1772442307'), 'soon'], 'time'],
    ['time', 'times of which many are broken, by name', ['2026-03-02', '2026-03-03', 'soon'], 'date'],
    ['number', 'ten digits of another name', ['1772442307', '1772442400'], 'order_total'],
    ['time', 'milliseconds since 1970', ['1772442307123']],
    ['time', 'microseconds since 1970', ['1772442307123456']],
    ['time', 'compact dates', ['20260302', '20251231']],
    ['number', 'eight digits that are no dates', ['20260302', '20261331']],
    ['time', 'day first', ['31.12.2026', '1.2.2026']],
    ['time', 'month first, 12 hours', ['12/31/2026 1:05 PM']],
    ['text', 'versions', ['4.12.20', '4.1.3'], 'app_version'],
    ['time', 'short dates that are called so', ['4.12.20', '4.1.23'], 'Datum'],
    ['text', 'words', ['view', 'buy']],
  ])('%s: %s', (type, _, values, name) => expect(columnType(values, name)).toBe(type));
});

describe('timeReading', () => {
  it('tells a date from a midnight', () => {
    expect(timeReading(['2026-03-02', '2026-03-03'])).toMatchObject({ dateOnly: true, hasZone: false });
    expect(timeReading(['2026-03-02 00:00', '2026-03-03 00:00'])).toMatchObject({ dateOnly: false });
  });
  it('counts what it cannot read', () => {
    const values = [...Array<string>(18).fill('2026-03-02T09:00Z'), 'soon', '2026-02-30'];
    expect(timeReading(values)).toMatchObject({ unreadable: 2, share: 0.9, hasZone: true });
  });
  it('finds the order of day and month in one value of many', () => {
    expect(timeReading(['1/2/2026', '2/3/2026', '3/13/2026'])).toMatchObject({
      format: 'monthFirst',
      ambiguous: false,
    });
    expect(timeReading(['1/2/2026', '2/3/2026'])).toMatchObject({ format: 'dayFirst', ambiguous: true });
    expect(timeReading(['1/2/2026 1:00 PM', '2/3/2026 2:00 AM'])).toMatchObject({
      format: 'monthFirst',
      ambiguous: true,
    });
    expect(timeReading(['2-Mar-2026', '3-Mar-2026'])).toMatchObject({ format: 'dayFirst', ambiguous: false });
  });
});
