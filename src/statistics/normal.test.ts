import { expect, test } from 'vitest';
import { erfc } from './erfc.ts';
import { normalCdf, normalQuantile, twoSided } from './normal.ts';

/** A few units of the last digit. */
const CLOSE = 1e-14;
const off = (found: number, known: number): number => Math.abs(found / known - 1);

// Digits by mpmath with 25 of them.
test.each([
  [0.1, 0.887537083981715],
  [-0.1, 1.1124629160182848],
  [0.46875, 0.507386526782062],
  [0.5, 0.4795001221869535],
  [1, 0.15729920705028513],
  [-1, 1.8427007929497148],
  [2.5, 0.0004069520174449589],
  [4, 1.541725790028002e-8],
  [5, 1.537459794428035e-12],
  [10, 2.088487583762545e-45],
  [26, 5.663192408856143e-296],
])('erfc(%d)', (x, known) => {
  expect(off(erfc(x), known)).toBeLessThan(CLOSE);
});

test('erfc at the ends', () => {
  expect([erfc(0), erfc(40), erfc(-40), erfc(Infinity), erfc(-Infinity), erfc(NaN)]).toEqual([1, 0, 2, 0, 2, NaN]);
});

test.each([
  [1e-300, -37.0470962993612],
  [1e-20, -9.262340089798407],
  [1e-5, -4.264890793922825],
  [0.01, -2.326347874040841],
  [0.075, -1.439531470938456],
  [0.3, -0.5244005127080408],
  [0.975, 1.9599639845400538],
  [0.999, 3.090232306167813],
])('normalQuantile(%d)', (p, known) => {
  expect(off(normalQuantile(p), known)).toBeLessThan(CLOSE);
});

test('quantiles at the ends and in the middle', () => {
  expect([0, 0.5, 1].map(normalQuantile)).toEqual([-Infinity, 0, Infinity]);
  expect([normalQuantile(-0.1), normalQuantile(1.1)]).toEqual([NaN, NaN]);
});

test('a quantile undoes the distribution function, and both sides add up', () => {
  for (let z = -8; z <= 5; z += 0.0625) {
    expect(normalQuantile(normalCdf(z))).toBeCloseTo(z, 9);
    expect(normalCdf(z) + normalCdf(-z)).toBeCloseTo(1, 14);
    expect(off(twoSided(z), 2 * normalCdf(-Math.abs(z)))).toBeLessThan(CLOSE);
  }
});
