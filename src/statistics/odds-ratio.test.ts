import { expect, test } from 'vitest';
import { random } from '../../tests/support/random.ts';
import { oddsRatio } from './odds-ratio.ts';

const of = (having: number, people: number) => ({ having, people });

// A. Agresti, Categorical Data Analysis, 2002, 3.1.2: heart attacks with placebo and with aspirin
test('the odds of a heart attack without aspirin by those with it', () => {
  const { ratio, interval, corrected } = oddsRatio(of(189, 11_034), of(104, 11_037));
  expect(ratio).toBeCloseTo(1.832, 3);
  expect(interval[0]).toBeCloseTo(1.44, 2);
  expect(interval[1]).toBeCloseTo(2.33, 2);
  expect(corrected).toBe(false);
});

test('an empty cell is given half a person, as are the other three', () => {
  const { ratio, interval, corrected } = oddsRatio(of(0, 10), of(5, 10));
  expect(corrected).toBe(true);
  expect(ratio).toBeCloseTo((0.5 * 5.5) / (10.5 * 5.5), 12);
  const spread = 1.959963984540054 * Math.sqrt(1 / 0.5 + 1 / 10.5 + 1 / 5.5 + 1 / 5.5);
  expect(Math.log(interval[1] / ratio)).toBeCloseTo(spread, 9);
  expect(Math.log(ratio / interval[0])).toBeCloseTo(spread, 9);
});

test('the groups changed over, or having changed into not having, it is its inverse', () => {
  const { int } = random(7);
  for (let n = 0; n < 200; n++) {
    const [inA, inB] = [1 + int(40), 1 + int(40)];
    const [a, b] = [of(int(inA + 1), inA), of(int(inB + 1), inB)];
    const { ratio, interval } = oddsRatio(a, b);
    const other = oddsRatio(b, a);
    const without = oddsRatio(of(inA - a.having, inA), of(inB - b.having, inB));
    for (const { ratio: inverse, interval: ends } of [other, without]) {
      expect(ratio * inverse).toBeCloseTo(1, 9);
      expect(interval[0] * ends[1]).toBeCloseTo(1, 9);
    }
  }
});

test('covers the true ratio as often as it says', () => {
  const { next } = random(11);
  const binomial = (n: number, p: number): number => Array.from({ length: n }, next).filter((x) => x < p).length;
  const truth = 0.3 / 0.7 / (0.15 / 0.85);
  let covered = 0;
  for (let n = 0; n < 1000; n++) {
    const { interval } = oddsRatio(of(binomial(150, 0.3), 150), of(binomial(200, 0.15), 200));
    if (interval[0] <= truth && truth <= interval[1]) covered++;
  }
  expect(covered).toBeGreaterThan(930);
  expect(covered).toBeLessThan(970);
});
