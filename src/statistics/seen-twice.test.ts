import { expect, test } from 'vitest';
import { random } from '../../tests/support/random.ts';
import { scoreTest } from './overlapping.ts';
import { differenceOfProportions } from './proportions.ts';
import { differenceOfShares, testOfShares, type SeenTwice } from './seen-twice.ts';

const of = (having: number, people: number) => ({ having, people });
const NOBODY = { people: 0, inA: 0, inB: 0, inBoth: 0 };
/** Everybody is in both: counts of yes and yes, yes and no, no and yes, no and no. */
const paired = (yy: number, yn: number, ny: number, nn: number): SeenTwice => {
  const people = yy + yn + ny + nn;
  return {
    a: of(yy + yn, people),
    b: of(yy + ny, people),
    both: { people, inA: yy + yn, inB: yy + ny, inBoth: yy },
  };
};

// A. Agresti, Categorical Data Analysis, 2002, 10.1.1: approval of the same 1600 people, twice
test('of the same people twice the test is McNemar’s', () => {
  const { z } = testOfShares(paired(794, 150, 86, 570))!;
  expect(z * z).toBeCloseTo(17.36, 2);
  const [low, high] = differenceOfShares(paired(794, 150, 86, 570));
  // Wald’s, of the book, is 0.021 to 0.059; of so many people the two are alike
  expect(low).toBeCloseTo(0.021, 3);
  expect(high).toBeCloseTo(0.059, 3);
});

test('of groups apart it is the test and the interval of two shares', () => {
  const groups = { a: of(56, 70), b: of(48, 80), both: NOBODY };
  expect(differenceOfShares(groups)).toEqual(differenceOfProportions(groups.a, groups.b));
  expect(testOfShares(groups)!.p).toBeCloseTo(scoreTest({ ...groups, both: of(0, 0) })!.p, 12);
});

test('of a group with itself no difference can be seen', () => {
  expect(testOfShares(paired(30, 0, 0, 70))).toBeNull();
  expect(testOfShares(paired(0, 0, 0, 9))).toBeNull();
  const [low, high] = differenceOfShares(paired(30, 0, 0, 70));
  expect(high - low).toBeGreaterThan(0);
  expect(high - low).toBeLessThan(0.05);
});

test('the interval covers, and the test errs, as often as they say, whatever the groups share', () => {
  const { next } = random(5);
  const chance = (p: number): boolean => next() < p;
  let covered = 0;
  let erred = 0;
  const rounds = 1500;
  for (let n = 0; n < rounds; n++) {
    const groups = { a: of(0, 180), b: of(0, 240), both: { people: 120, inA: 0, inB: 0, inBoth: 0 } };
    // two answers of a person are alike in seven cases of ten
    const one = (into: { having: number }, yes: boolean): boolean => {
      into.having += Number(yes);
      return yes;
    };
    for (let p = 0; p < 60; p++) one(groups.a, chance(0.3));
    for (let p = 0; p < 120; p++) one(groups.b, chance(0.3));
    for (let p = 0; p < 120; p++) {
      const first = one(groups.a, chance(0.3));
      const second = one(groups.b, chance(0.7) ? first : chance(0.3));
      groups.both.inA += Number(first);
      groups.both.inB += Number(second);
      groups.both.inBoth += Number(first && second);
    }
    const [low, high] = differenceOfShares(groups);
    if (low <= 0 && 0 <= high) covered++;
    if (testOfShares(groups)!.p < 0.05) erred++;
  }
  expect(covered / rounds).toBeGreaterThan(0.935);
  expect(covered / rounds).toBeLessThan(0.968);
  expect(erred / rounds).toBeGreaterThan(0.032);
  expect(erred / rounds).toBeLessThan(0.065);
});
