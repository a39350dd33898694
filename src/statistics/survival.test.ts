import { describe, expect, test } from 'vitest';
import { chiSquareTail } from './chi-square.ts';
import { kaplanMeier, medianOf, medianSurvival, type Followed } from './kaplan-meier.ts';
import { logRank } from './log-rank.ts';

/** `6+` was followed for 6 without it happening. */
const followed = (text: string): Followed => ({
  times: Float64Array.from(text.split(' '), (each) => parseInt(each)),
  happened: Uint8Array.from(text.split(' '), (each) => (each.endsWith('+') ? 0 : 1)),
});

/** The median without the curve. */
const soonMedian = ({ times, happened }: Followed): number | null => {
  const of = (wanted: number): Float64Array => times.filter((_, i) => happened[i] === wanted).sort();
  return medianOf(of(1), of(0));
};

// Weeks in remission of 42 children with leukaemia: E. J. Freireich et al., Blood 21 (1963) 699–716.
const TREATED = followed('6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+');
const PLACEBO = followed('1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23');

test('the leukaemia data of Freireich: survival, its interval and the median', () => {
  const points = kaplanMeier(TREATED);
  const known: [number, number, number, number, number, number][] = [
    [6, 21, 3, 0.8571, 0.6197, 0.9516],
    [7, 17, 1, 0.8067, 0.5631, 0.9228],
    [10, 15, 1, 0.7529, 0.5032, 0.8894],
    [13, 12, 1, 0.6902, 0.4316, 0.8491],
    [16, 11, 1, 0.6275, 0.3675, 0.8049],
    [22, 7, 1, 0.5378, 0.2678, 0.7468],
    [23, 6, 1, 0.4482, 0.1881, 0.6801],
  ];
  expect(points.map(({ time, atRisk, events }) => [time, atRisk, events])).toEqual(known.map((row) => row.slice(0, 3)));
  known.forEach(([, , , survival, low, high], i) => {
    expect(points[i]!.survival).toBeCloseTo(survival, 4);
    expect(points[i]!.low).toBeCloseTo(low, 4);
    expect(points[i]!.high).toBeCloseTo(high, 4);
  });
  expect([medianSurvival(points), soonMedian(TREATED)]).toEqual([23, 23]);
  expect([medianSurvival(kaplanMeier(PLACEBO)), soonMedian(PLACEBO)]).toEqual([8, 8]);
  expect(kaplanMeier(PLACEBO).at(-1)).toMatchObject({ survival: 0, low: 0 });
});

test('the median of 30 of whom 15 end one by one is the 15th: 29/30 · 28/29 · … · 15/16 is a half, rounded a little more', () => {
  const ends = Array.from({ length: 15 }, (_, i) => `${10 * (i + 1)}`);
  const half = followed([...ends, ...ends.map(() => '200+')].join(' '));
  const points = kaplanMeier(half);
  expect(points.at(-1)!.survival).toBeCloseTo(0.5, 12);
  expect([medianSurvival(points), soonMedian(half)]).toEqual([150, 150]);
  // one fewer stays short of half of them
  expect(medianSurvival(points.slice(0, -1))).toBeNull();
  expect(soonMedian(followed([...ends.slice(1), ...ends.map(() => '200+')].join(' ')))).toBeNull();
});

test('the log-rank test of the same: 9 of 19.25 and 21 of 10.75 expected, χ² 16.79', () => {
  const { chiSquare, degrees, p, groups } = logRank([TREATED, PLACEBO])!;
  expect(chiSquare).toBeCloseTo(16.79, 2);
  expect(degrees).toBe(1);
  expect(p).toBeLessThan(0.0001);
  expect(groups.map(({ observed }) => observed)).toEqual([9, 21]);
  expect(groups[0]!.expected).toBeCloseTo(19.25, 2);
  expect(groups[1]!.expected).toBeCloseTo(10.75, 2);
});

// Upper points of the distribution as tables print them.
test.each([
  [3.841, 1, 0.05],
  [5.991, 2, 0.05],
  [7.815, 3, 0.05],
  [9.488, 4, 0.05],
  [18.307, 10, 0.05],
  [24.725, 11, 0.01],
])('χ² of %d with %d degrees', (x, degrees, p) => {
  expect(chiSquareTail(x, degrees)).toBeCloseTo(p, 4);
  expect(chiSquareTail(0, degrees)).toBe(1);
});

const random = (seed: number) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 4294967296;
};

const some = (next: () => number, most: number): Followed => {
  const n = 1 + Math.floor(next() * most);
  return {
    times: Float64Array.from({ length: n }, () => Math.floor(next() * 8)),
    happened: Uint8Array.from({ length: n }, () => Number(next() < 0.6)),
  };
};

describe('against the definitions, with many ties', () => {
  const atRisk = ({ times }: Followed, t: number): number => times.filter((each) => each >= t).length;
  const events = ({ times, happened }: Followed, t: number): number =>
    times.filter((each, i) => each === t && happened[i] === 1).length;

  test('survival is the product over all moments', () => {
    const next = random(1);
    for (let n = 0; n < 2000; n++) {
      const group = some(next, 12);
      const points = kaplanMeier(group);
      let survival = 1;
      let met = 0;
      for (let t = 0; t < 8; t++) {
        const here = events(group, t);
        if (here === 0) continue;
        survival *= 1 - here / atRisk(group, t);
        const point = points[met++]!;
        expect(point.time).toBe(t);
        expect(point.survival).toBeCloseTo(survival, 12);
        expect(point.low).toBeLessThanOrEqual(point.survival);
        expect(point.high).toBeGreaterThanOrEqual(point.survival);
      }
      expect(points).toHaveLength(met);
    }
  });

  test('of two groups χ² is (O − E)² / V, whichever comes first', () => {
    const next = random(2);
    let tested = 0;
    for (let n = 0; n < 2000; n++) {
      const [a, b] = [some(next, 12), some(next, 12)];
      let off = 0;
      let variance = 0;
      for (let t = 0; t < 8; t++) {
        const [inA, inB, events2] = [atRisk(a, t), atRisk(b, t), events(a, t) + events(b, t)];
        const all = inA + inB;
        if (events2 === 0) continue;
        off += events(a, t) - (events2 * inA) / all;
        if (all > 1) variance += (events2 * inA * inB * (all - events2)) / (all * all * (all - 1));
      }
      const found = logRank([a, b]);
      expect(found === null).toBe(variance === 0);
      if (!found) continue;
      tested++;
      expect(found.chiSquare).toBeCloseTo((off * off) / variance, 9);
      expect(logRank([b, a])!.chiSquare).toBeCloseTo(found.chiSquare, 9);
    }
    expect(tested).toBeGreaterThan(1000);
  });

  test('of several groups it does not matter which is left out, nor does an empty one', () => {
    const next = random(3);
    for (let n = 0; n < 500; n++) {
      const groups = [some(next, 20), some(next, 20), some(next, 20)];
      const found = logRank(groups);
      const turned = logRank([groups[2]!, groups[0]!, groups[1]!]);
      expect(turned?.chiSquare ?? -1).toBeCloseTo(found?.chiSquare ?? -1, 8);
      const nobody = { times: new Float64Array(), happened: new Uint8Array() };
      expect(logRank([nobody, ...groups])?.degrees).toBe(found?.degrees);
    }
  });
});

test('nobody, and nothing that happens', () => {
  expect(kaplanMeier({ times: new Float64Array(), happened: new Uint8Array() })).toEqual([]);
  expect(kaplanMeier(followed('3+ 4+'))).toEqual([]);
  expect(medianSurvival([])).toBeNull();
  expect(logRank([followed('3+ 4+'), followed('2+')])).toBeNull();
});
