import { expect, test } from 'vitest';
import { savedWhen } from './saved-when.ts';

const now = Date.UTC(2026, 4, 21, 15, 30);
const when = (ms: number, zone = 'UTC') => savedWhen(ms, now, zone);

test('says the time of today, and the day of what is older', () => {
  expect(when(Date.UTC(2026, 4, 21, 14, 2))).toBe('14:02');
  expect(when(Date.UTC(2026, 4, 20, 14, 2))).toBe('yesterday, 14:02');
  expect(when(Date.UTC(2026, 4, 12, 14, 2))).toBe('12 May');
  expect(when(Date.UTC(2025, 4, 12, 14, 2))).toBe('12 May 2025');
});

test('a day ends where the clock says so', () => {
  expect(when(Date.UTC(2026, 4, 20, 23, 30), 'Asia/Shanghai')).toBe('07:30');
});
