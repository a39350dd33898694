import { expect, it } from 'vitest';
import type { DrawnRow } from './draw-cells.ts';
import { sorted } from './draw-sorted.ts';

const row = (start: string, units: number, ...values: number[]): DrawnRow => ({
  start,
  label: start,
  size: String(units),
  units,
  open: false,
  pointer: {},
  cells: values.map((value, i) => ({
    period: i + 1,
    rate: '',
    count: '',
    value,
    level: 0,
    open: false,
    says: '',
    pointer: {},
    key: '',
  })),
});
const rows = [row('a', 5, 0.2, 0.1), row('b', 9, 0.4), row('c', 5, 0.3, 0.3)];
const order = (...asked: Parameters<typeof sorted>) =>
  sorted(...asked)
    .map(({ start }) => start)
    .join('');

it('sorts by any column, ties as they came, rows without the cell last either way', () => {
  expect(order(rows, null)).toBe('abc');
  expect(order(rows, { by: 'start', falling: true })).toBe('cba');
  expect(order(rows, { by: 'size', falling: true })).toBe('bac');
  expect(order(rows, { by: 'size', falling: false })).toBe('acb');
  expect(order(rows, { by: 1, falling: true })).toBe('bca');
  expect(order(rows, { by: 2, falling: true })).toBe('cab');
  expect(order(rows, { by: 2, falling: false })).toBe('acb');
});
