import { expect, test } from 'vitest';
import { paceSaid } from './draw-pace.ts';

const of = (...sizes: number[]) => sizes.map((units) => ({ units }));
const found = { chiSquare: 5.41, degrees: 1, p: 0.02, groups: [] };

test('says whether the pace differs, of how many, and with care of few', () => {
  expect(paceSaid('The groups', 'convert', of(31, 0, 9), found)).toEqual([
    'The groups (n = 31, 9 people) do not convert at the same pace: log-rank p 0.020, χ² 5.4 with 1 degree of freedom. Some of them are of fewer than 30, so take it with care.',
  ]);
  const order = { one: 'order', many: 'orders' };
  expect(paceSaid('The groups', 'leave', of(40, 1200), { ...found, degrees: 2, p: 0.2 }, order)).toEqual([
    'The groups (n = 40, 1,200 orders) may well leave at the same pace: log-rank p 0.20, χ² 5.4 with 2 degrees of freedom.',
  ]);
  expect(paceSaid('The groups', 'leave', of(40, 40), undefined)).toEqual([]);
});

test('names the least and the largest of many', () => {
  expect(paceSaid('The groups', 'leave', of(70, 60, 50, 40, 30, 90, 80), found)[0]).toContain('(n = 30 to 90 people)');
});
