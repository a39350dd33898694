import { expect, it } from 'vitest';
import { bucketNamer } from './bucket-names.ts';

it('names periods by their start, with the year where there are several', () => {
  expect(bucketNamer('week', ['2026-03-02', '2026-12-28'])('2026-03-02')).toBe('2 Mar');
  expect(bucketNamer('day', ['2025-12-31', '2026-01-01'])('2026-01-01')).toBe('1 Jan 2026');
  expect(bucketNamer('month', ['2026-03-01'])('2026-03-01')).toBe('Mar 2026');
});

it('keeps the wall clock of an hour', () => {
  expect(bucketNamer('hour', ['2026-10-25T02:00:00+02:00'])('2026-10-25T02:00:00+02:00')).toBe('25 Oct 02:00');
});
