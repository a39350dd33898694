import { describe, expect, it } from 'vitest';
import { parseInstant } from '#vocabulary/calendar.ts';
import type { TimeFormat } from './mapping.ts';
import { timeReader } from './time-reader.ts';

const encoder = new TextEncoder();
const bytesOf = (text: string) => encoder.encode(text);
function read(format: TimeFormat, text: string, zone = 'UTC'): number {
  const bytes = bytesOf(`x${text}x`);
  return timeReader(format, zone)(bytes, 1, bytes.length - 1);
}
const utc = (text: string): number => parseInstant(text) ?? NaN;

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('ISO times', () => {
  it.each([
    ['2026-03-02', '2026-03-02T00:00Z'],
    ['2026-03-02 09:05', '2026-03-02T09:05Z'],
    ['2026-03-02T09:05:07', '2026-03-02T09:05:07Z'],
    ['2026-03-02 09:05:07.5', '2026-03-02T09:05:07.5Z'],
    ['2026-03-02 09:05:07,123', '2026-03-02T09:05:07.123Z'],
    ['2026-03-02T09:05:07.123456Z', '2026-03-02T09:05:07.123456Z'],
    ['2026-03-02T09:05:07.123456789Z', '2026-03-02T09:05:07.123456Z'],
    ['2026-03-02 09:05:07 UTC', '2026-03-02T09:05:07Z'],
    ['2026-03-02 09:05:07.25 GMT', '2026-03-02T09:05:07.25Z'],
    ['2026-03-02T09:05:07+02:00', '2026-03-02T07:05:07Z'],
    ['2026-03-02 09:05:07+02', '2026-03-02T07:05:07Z'],
    ['2026-03-02 09:05:07 -0530', '2026-03-02T14:35:07Z'],
    ['2026-03-02T09:05Z', '2026-03-02T09:05Z'],
    ['  2026-03-02 09:05:07\r', '2026-03-02T09:05:07Z'],
    ['2026/3/2 9:05', '2026-03-02T09:05Z'],
    ['2026-03-02 01:05:07 PM', '2026-03-02T13:05:07Z'],
    ['2026-03-02  9:05:07', '2026-03-02T09:05:07Z'],
    ['2026-03-02 01:05:07.5 pm', '2026-03-02T13:05:07.5Z'],
    ['2026-03-02T09:05:07.5+02:00', '2026-03-02T07:05:07.5Z'],
    ['2024-02-29', '2024-02-29T00:00Z'],
    ['2000-02-29', '2000-02-29T00:00Z'],
    ['1969-12-31 23:59:59.999', '1969-12-31T23:59:59.999Z'],
    ['9999-12-31 23:59:59', '9999-12-31T23:59:59Z'],
  ])('reads %s', (text, expected) => {
    expect(read('iso', text)).toBe(utc(expected));
  });

  it('reads the first day there is', () => {
    expect(read('iso', '0001-01-01')).toBe(-62_135_596_800_000);
  });

  it.each([
    '',
    ' ',
    '2026-13-04 09:12:00',
    '2026-02-30',
    '1900-02-29',
    '2026-00-10',
    '2026-03-00',
    '0000-01-01',
    '2026-03-02 24:00:00',
    '2026-03-02 09:60:00',
    '2026-03-02 09:05:60',
    '2026-03-02 09:05:07.',
    '2026-03-02 09:05:07.1234567890',
    '2026-03-02 09',
    '2026-03-02 0905',
    '2026-03-02x09:05',
    '2026-03-02 09:05:07 CET',
    '2026-03-02 09:05:07Zulu',
    '2026-03-02 09:05:0x',
    '2026-03-02 09:05:07 UTCX',
    '2026-03-02 09:05:07+2',
    '2026-03-02 13:05 PM',
    '2026-03/02',
    '2026-03-021',
    '20260302',
    '12026-03-02',
    'yesterday',
    '1772442307',
  ])('does not read “%s”', (text) => {
    expect(read('iso', text)).toBeNaN();
  });
});

describe('other formats', () => {
  it.each<[TimeFormat, string, string]>([
    ['seconds', '1772442307', '2026-03-02T09:05:07Z'],
    ['seconds', '1772442307.123456', '2026-03-02T09:05:07.123456Z'],
    ['seconds', '0', '1970-01-01T00:00Z'],
    ['seconds', '-1', '1969-12-31T23:59:59Z'],
    ['milliseconds', '1772442307123', '2026-03-02T09:05:07.123Z'],
    ['milliseconds', '1772442307123.4567', '2026-03-02T09:05:07.123456Z'],
    ['microseconds', '1772442307123456', '2026-03-02T09:05:07.123456Z'],
    ['compact', '20260302', '2026-03-02T00:00Z'],
    ['compact', '2026030209', '2026-03-02T09:00Z'],
    ['compact', '202603020905', '2026-03-02T09:05Z'],
    ['compact', '20260302090507', '2026-03-02T09:05:07Z'],
    ['compact', '20260302T090507.25Z', '2026-03-02T09:05:07.25Z'],
    ['compact', '20260302T090507+0200', '2026-03-02T07:05:07Z'],
    ['compact', '20260302 9:05', '2026-03-02T09:05Z'],
    ['dayFirst', '2/3/2026', '2026-03-02T00:00Z'],
    ['dayFirst', '02.03.2026 09:05', '2026-03-02T09:05Z'],
    ['dayFirst', '02.03.26, 09:05:07', '2026-03-02T09:05:07Z'],
    ['dayFirst', '02-03-1999 9:05 am', '1999-03-02T09:05Z'],
    ['dayFirst', '02-Mar-2026', '2026-03-02T00:00Z'],
    ['dayFirst', '2 March 2026 09:05', '2026-03-02T09:05Z'],
    ['monthFirst', '3/2/2026 8:26', '2026-03-02T08:26Z'],
    ['monthFirst', '3/2/26 12:05 AM', '2026-03-02T00:05Z'],
    ['monthFirst', '3/2/26 12:05 p.m.', '2026-03-02T12:05Z'],
    ['monthFirst', '03/02/2026T09:05:07-05:00', '2026-03-02T14:05:07Z'],
    ['monthFirst', 'Mar 2, 2026, 9:05:07 AM', '2026-03-02T09:05:07Z'],
    ['monthFirst', '3/2/70', '1970-03-02T00:00Z'],
  ])('%s reads %s', (format, text, expected) => {
    expect(read(format, text)).toBe(utc(expected));
  });

  it.each<[TimeFormat, string]>([
    ['seconds', '1e9'],
    ['seconds', '2026-03-02'],
    ['seconds', '-'],
    ['seconds', '253402300800'],
    ['milliseconds', '9007199254740993000000'],
    ['compact', '2026030'],
    ['compact', '20261302'],
    ['compact', '202603022460'],
    ['dayFirst', '3/13/2026'],
    ['dayFirst', '2/3.2026'],
    ['dayFirst', '2 3 2026'],
    ['dayFirst', '2/3/026'],
    ['dayFirst', '2-Mai-2026'],
    ['monthFirst', '13/3/2026'],
    ['monthFirst', '3/2/2026 0:05 AM'],
  ])('%s does not read %s', (format, text) => {
    expect(read(format, text)).toBeNaN();
  });
});

/** Every instant whose wall clock shows that time, by trying each quarter of an hour's offset. */
function instants(zone: string, localMs: number): number[] {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  const wall = (ms: number) => Date.parse(`${format.format(ms).replace(' ', 'T')}Z`);
  const found: number[] = [];
  for (let quarter = -56; quarter <= 56; quarter += 1) {
    const ms = localMs - quarter * 900_000;
    if (wall(ms) === localMs) found.push(ms);
  }
  return found.sort((a, b) => a - b);
}

describe('zones, against every offset tried in turn', () => {
  const changes: Record<string, string[]> = {
    'Europe/Berlin': ['2026-03-29', '2026-10-25', '2026-07-01'],
    'America/Sao_Paulo': ['2018-11-04', '2018-02-18', '2018-02-17', '2019-06-01'],
    'Australia/Lord_Howe': ['2025-10-05', '2026-04-05'],
    'Asia/Kathmandu': ['2026-03-29'],
  };
  it.each(Object.keys(changes))('reads wall-clock times of %s', (zone) => {
    const reader = timeReader('iso', zone);
    const next = random(7);
    for (const day of changes[zone]!) {
      for (let i = 0; i < 150; i += 1) {
        const local = Date.parse(`${day}T00:00Z`) + Math.floor(next() * 30 * 3600 - 3 * 3600) * 1000;
        const text = bytesOf(`${new Date(local).toISOString().slice(0, 19).replace('T', ' ')}.25`);
        const expected = instants(zone, local)[0];
        const got = reader(text, 0, text.length);
        if (expected === undefined) expect(Number.isNaN(got)).toBe(false);
        else expect(got).toBe(expected + 250);
      }
    }
  });

  it('reads a time that the clocks skip with the offset before the change', () => {
    expect(read('iso', '2026-03-29 02:30:00', 'Europe/Berlin')).toBe(utc('2026-03-29T01:30:00Z'));
  });
});

it('agrees with Date.UTC on random times of all years', () => {
  const reader = timeReader('iso', 'UTC');
  const next = random(11);
  const whole = (below: number) => Math.floor(next() * below);
  const pad = (value: number, places = 2) => String(value).padStart(places, '0');
  for (let i = 0; i < 20_000; i += 1) {
    const [year, month, day] = [1 + whole(9999), 1 + whole(13), 1 + whole(32)] as const;
    const [hour, minute, second, micros] = [whole(25), whole(61), whole(61), whole(1_000_000)] as const;
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    const valid = date.getUTCMonth() === month - 1 && hour < 24 && minute < 60 && second < 60;
    date.setUTCHours(hour, minute, second);
    const text = bytesOf(
      `${pad(year, 4)}-${pad(month)}-${pad(day)} ${pad(hour)}:${pad(minute)}:${pad(second)}.${pad(micros, 6)}`,
    );
    expect(reader(text, 0, text.length)).toBe(valid ? date.getTime() + micros / 1000 : NaN);
  }
});
