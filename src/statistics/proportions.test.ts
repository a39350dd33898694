import { expect, test } from 'vitest';
import { differenceOfProportions, proportionInterval, shareOf } from './proportions.ts';

const of = (having: number, people: number) => ({ having, people });

// R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3.
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('Wilson’s interval of %d of %d', (having, people, low, high) => {
  const found = proportionInterval(of(having, people));
  expect(found[0]).toBeCloseTo(low, 4);
  expect(found[1]).toBeCloseTo(high, 4);
});

// The same, 873–890, table II, method 10.
test.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [10, 10, 0, 10, 0.6075, 1],
])('Newcombe’s interval of %d of %d less %d of %d', (a, inA, b, inB, low, high) => {
  const found = differenceOfProportions(of(a, inA), of(b, inB));
  expect(found[0]).toBeCloseTo(low, 4);
  expect(found[1]).toBeCloseTo(high, 4);
});

test('of nobody nothing is known', () => {
  expect(shareOf(of(0, 0))).toBe(0);
  expect(proportionInterval(of(0, 0))).toEqual([0, 1]);
  expect(proportionInterval(of(7, 7))[1]).toBe(1);
});

test('a wider level is a wider interval', () => {
  const [low, high] = proportionInterval(of(30, 100), 0.99);
  const [inner, outer] = proportionInterval(of(30, 100), 0.9);
  expect(low).toBeLessThan(inner);
  expect(high).toBeGreaterThan(outer);
});
