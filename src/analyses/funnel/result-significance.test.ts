import { expect, test } from 'vitest';
import { differenceOfProportions } from '#statistics/proportions.ts';
import type { Ways } from './kernel-rows.ts';
import { sharesOfRows, significanceOf, type SharesTest } from './result-significance.ts';
import { mulberry32 } from './sample.ts';
import type { FunnelSpec } from './spec.ts';

const spec: FunnelSpec = { kind: 'funnel', steps: [{ event: 'a' }, { event: 'b' }] };

/** Of people in order how far each got: 0 = did not enter, 1, or 2 = converted. */
const waysOf = (depth: number[]): Ways => ({
  person: null,
  depth: Uint8Array.from(depth),
  times: [0, 1].map((k) => new Float64Array(depth.filter((reached) => reached > k).length)),
});

const many = (...of: [times: number, value: number][]): number[] =>
  of.flatMap(([times, value]) => new Array<number>(times).fill(value));

const alone = { previous: null, segments: [], groups: null };
const apart = { ...alone, partial: waysOf([2]) };

/** The square of the test's normal variable, by its p. */
type Steps = { from: number; to: number };

const chi2Of = ({ units, converted, against }: SharesTest): number => {
  const [a, b, c, d] = [converted, units - converted, against.converted, against.units - against.converted];
  return ((a + b + c + d) * (a * d - b * c) ** 2) / ((a + b) * (c + d) * (a + c) * (b + d));
};

test('a funnel of one step has no share to test', () => {
  const groups = () => ({ all: { people: 2, having: 0 }, each: [] });
  const one: FunnelSpec = { kind: 'funnel', steps: [{ event: 'a' }] };
  expect(significanceOf(one, { ...alone, partial: waysOf([1, 1]), groups })).toBeNull();
});

// A. Agresti, Categorical Data Analysis, 2002: heart attacks of 11,034 with placebo and 11,037 with aspirin, X² = 25.01
test('two groups, each against the other: the test of a textbook', () => {
  const depth = many([189, 2], [11_034 - 189, 1], [104, 2], [11_037 - 104, 1]);
  const slots = Int32Array.from(many([11_034, 0], [11_037, 1]));
  const { breakdown, tested } = significanceOf(spec, {
    ...alone,
    partial: waysOf(depth),
    groups: (of) => sharesOfRows(waysOf(depth), of, slots, 2),
  })!;
  const [placebo, aspirin] = breakdown as [SharesTest, SharesTest];
  expect(tested).toBe(2);
  expect(chi2Of(placebo)).toBeCloseTo(25.01, 2);
  expect(placebo.p! / 5.69e-7).toBeCloseTo(1, 1);
  expect(placebo.q).toBe(placebo.p);
  expect(placebo.difference).toBeCloseTo(189 / 11_034 - 104 / 11_037, 12);
  expect(placebo.interval).toEqual(
    differenceOfProportions({ people: 11_034, having: 189 }, { people: 11_037, having: 104 }),
  );
  expect(aspirin.difference).toBe(-placebo.difference!);
  expect(aspirin.against).toEqual({ units: 11_034, converted: 189 });
});

// The same, 10.1: 1,600 people asked twice, 150 and 86 of whom changed their mind, z² = 17.36
test('people of both ranges are counted as what they are: McNemar’s test', () => {
  const now = waysOf(many([794 + 150, 2], [86 + 570, 1]));
  const before = waysOf(many([794, 2], [150, 1], [86, 2], [570, 1]));
  const { previous } = significanceOf(spec, { ...alone, partial: now, previous: before })!;
  expect(previous).toMatchObject({
    units: 1600,
    converted: 944,
    against: { units: 1600, converted: 880 },
    shared: 1600,
  });
  expect(previous!.difference).toBeCloseTo(0.04, 12);
  expect(previous!.p! / 3.1e-5).toBeCloseTo(1, 1);
});

test('a segment inside the other is tested as against its rest, one that is the other not at all', () => {
  const inside = many([60, 2], [40, 1], [200, 0]);
  const whole = many([60, 2], [40, 1], [80, 2], [120, 1]);
  const { segments, tested } = significanceOf(spec, { ...apart, segments: [whole, inside, whole].map(waysOf) })!;
  const [first, part, same] = segments as [null, SharesTest, SharesTest];
  expect(first).toBeNull();
  expect(part.shared).toBe(100);
  expect(part.difference).toBeCloseTo(0.6 - 140 / 300, 12);
  // of 100 with 60 and 200 with 80: 300 · (60·120 − 40·80)² / (100 · 200 · 140 · 160) = 10.714
  expect(part.p! / 0.001064).toBeCloseTo(1, 2);
  expect(part.interval![0]).toBeGreaterThan(0);
  expect(same).toMatchObject({ shared: 300, difference: null, interval: null, p: null, q: null });
  expect(tested).toBe(1);
});

test('too few are not tested: by the minimum, and by what is expected', () => {
  const groupsOf = (sizes: [number, number][]) => {
    const partial = waysOf(sizes.flatMap(([units, converted]) => many([converted, 2], [units - converted, 1])));
    const slots = Int32Array.from(sizes.flatMap(([units], g) => many([units, g])));
    return { partial, groups: (of: Steps) => sharesOfRows(partial, of, slots, sizes.length) };
  };
  const read = (sizes: [number, number][], minimum?: number) =>
    significanceOf({ ...spec, ...(minimum && { significance: { minimum } }) }, { ...alone, ...groupsOf(sizes) })!;
  expect(
    read([
      [29, 15],
      [300, 100],
    ]).breakdown![0],
  ).toMatchObject({ tooFew: true, p: null, q: null });
  expect(
    read(
      [
        [29, 15],
        [300, 100],
      ],
      29,
    ).breakdown![0]!.tooFew,
  ).toBe(false);
  // 4.9 of the 49 would convert
  expect(
    read([
      [49, 1],
      [441, 48],
    ]).breakdown![0]!.tooFew,
  ).toBe(true);
  expect(
    read([
      [0, 0],
      [300, 100],
    ]).breakdown![0],
  ).toMatchObject({ difference: null, interval: null, p: null });
  expect(
    read([
      [29, 15],
      [300, 100],
    ]).tested,
  ).toBe(0);
});

test('units of groups, ranges and segments, by looking at one after another', () => {
  for (let seed = 0; seed < 60; seed++) {
    const random = mulberry32(seed);
    const people = 200;
    const depths = (): number[] => Array.from({ length: people }, () => Math.floor(random() * 3));
    const [now, before] = [depths(), depths()];
    const slots = Int32Array.from({ length: people }, () => Math.floor(random() * 4) - 1);
    const members = [0, 1].map(() => now.map((reached) => (random() < 0.6 ? reached : 0)));
    const found = significanceOf(spec, {
      partial: waysOf(now),
      previous: waysOf(before),
      segments: members.map(waysOf),
      groups: (of) => sharesOfRows(waysOf(now), of, slots, 3),
    })!;
    const count = (list: number[], is: (p: number) => boolean) => ({
      units: list.filter((reached, p) => reached > 0 && is(p)).length,
      converted: list.filter((reached, p) => reached > 1 && is(p)).length,
    });
    const everybody = (): boolean => true;
    const both = (a: number[], b: number[]): number => a.filter((reached, p) => reached > 0 && b[p]! > 0).length;
    const [first, second] = members as [number[], number[]];
    expect(found.previous).toMatchObject({
      ...count(now, everybody),
      against: count(before, everybody),
      shared: both(now, before),
    });
    expect(found.segments![1]).toMatchObject({
      ...count(second, everybody),
      against: count(first, everybody),
      shared: both(first, second),
    });
    found.breakdown!.forEach((test, g) => {
      expect(test).toMatchObject({
        ...count(now, (p) => slots[p] === g),
        against: count(now, (p) => slots[p] !== g),
        shared: 0,
      });
    });
    // Benjamini and Hochberg over all of them
    const tests = [found.previous!, found.segments![1]!, ...found.breakdown!].filter(({ p }) => p !== null);
    expect(found.tested).toBe(tests.length);
    const sorted = tests.map(({ p }) => p!).sort((a, b) => a - b);
    for (const { p, q } of tests)
      expect(q).toBeCloseTo(
        Math.min(...sorted.flatMap((each, i) => (each >= p! ? [(each * tests.length) / (i + 1)] : []))),
        9,
      );
  }
});
