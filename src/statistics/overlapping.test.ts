import { expect, test } from 'vitest';
import { random } from '../../tests/support/random.ts';
import { indexInterval, leastExpected, ratioOfShares, scoreTest, type Groups } from './overlapping.ts';

const of = (having: number, people: number) => ({ having, people });
/** A segment and everybody, by those outside it. */
const partOf = (a: [number, number], rest: [number, number]): Groups => ({
  a: of(...a),
  b: of(a[0] + rest[0], a[1] + rest[1]),
  both: of(...a),
});
const apart = (a: [number, number], b: [number, number]): Groups => ({ a: of(...a), b: of(...b), both: of(0, 0) });

// p by scipy.stats.chi2_contingency without correction, of members and the rest
test.each([
  [[300, 1000], [900, 4000], 6.799787132999464e-7],
  [[52, 283], [1200, 6957], 0.6235154750992393],
  [[2, 283], [2481, 6957], 6.239639019855721e-34],
] as [[number, number], [number, number], number][])('of %j in %j the test is that of the table', (a, rest, p) => {
  expect(scoreTest(partOf(a, rest))!.p / p).toBeCloseTo(1, 6);
  expect(scoreTest(apart(a, rest))!.p / p).toBeCloseTo(1, 6);
});

/** Fisher's exact test, two-sided, by adding up every table; half of the table itself (mid-p). */
function exact([x, n]: [number, number], [y, m]: [number, number]): number {
  const logs = [0];
  for (let i = 1; i <= n + m; i++) logs.push(logs[i - 1]! + Math.log(i));
  const choose = (of: number, k: number): number => logs[of]! - logs[k]! - logs[of - k]!;
  const chance = (k: number): number => Math.exp(choose(n, k) + choose(m, x + y - k) - choose(n + m, x + y));
  const own = chance(x);
  let p = 0;
  for (let k = Math.max(0, x + y - m); k <= Math.min(n, x + y); k++) {
    const each = chance(k);
    if (each <= own * (1 + 1e-9)) p += each > own * (1 - 1e-9) ? each / 2 : each;
  }
  return p;
}

test('agrees with Fisher’s exact test where people are many', () => {
  const { int } = random(3);
  for (let n = 0; n < 400; n++) {
    const [inA, rest] = [400 + int(600), 400 + int(2000)];
    const share = 0.2 + int(60) / 100;
    const a: [number, number] = [Math.round(inA * share) + int(21) - 10, inA];
    const others: [number, number] = [Math.round(rest * share), rest];
    const p = exact(a, others);
    expect(Math.abs(scoreTest(partOf(a, others))!.p - p), `${a} ${others}`).toBeLessThan(p < 0.1 ? 0.004 : 0.05);
  }
});

test('says nothing where nothing can be seen', () => {
  expect(scoreTest(partOf([3, 10], [0, 0]))).toBeNull();
  expect(scoreTest(partOf([10, 10], [20, 20]))).toBeNull();
  expect(scoreTest(partOf([0, 10], [0, 20]))).toBeNull();
  expect(scoreTest(apart([0, 0], [5, 20]))).toBeNull();
  expect(ratioOfShares(apart([3, 10], [0, 20]))).toBeNull();
  expect(ratioOfShares(apart([0, 0], [1, 20]))).toBeNull();
  expect(ratioOfShares(partOf([3, 10], [3, 20]))).toBeCloseTo(1.5);
});

test('the fewest expected people of any cell', () => {
  expect(leastExpected(partOf([2, 20], [8, 80]))).toBeCloseTo(2);
  expect(leastExpected(partOf([18, 80], [2, 20]))).toBeCloseTo(4);
  expect(leastExpected(partOf([5, 10], [0, 0]))).toBe(0);
  expect(leastExpected({ a: of(9, 10), b: of(90, 100), both: of(4, 5) })).toBeCloseTo(10 * (1 - 95 / 105));
});

test('the interval of one that is everybody is a point, and of nobody with it begins at 0', () => {
  const [low, high] = indexInterval(partOf([30, 100], [0, 0]));
  expect([low, high]).toEqual([expect.closeTo(1), expect.closeTo(1)]);
  const none = indexInterval(partOf([0, 50], [40, 150]));
  expect(none[0]).toBe(0);
  expect(none[1]).toBeLessThan(1);
});

/** How people come to be in the groups: part of everybody, apart, or overlapping. */
const MEMBERS: Record<string, (next: () => number) => [a: boolean, b: boolean]> = {
  'part of everybody': (next) => [next() < 0.3, true],
  apart: (next) => (next() < 0.4 ? [true, false] : [false, true]),
  overlapping: (next) => {
    const x = next();
    return [x < 0.5, x > 0.3];
  },
};

test.each(Object.keys(MEMBERS))('the 95% interval covers 95 times in 100, groups %s', (name) => {
  const { next } = random(19);
  const belongs = MEMBERS[name]!;
  const chance = (a: boolean, b: boolean): number => (a ? (b ? 0.45 : 0.4) : 0.25);
  // the true ratio, by far more people than a sample has
  const truth = sample(2_000_000);
  const ratio = ratioOfShares(truth)!;
  let covered = 0;
  const runs = 4000;
  for (let run = 0; run < runs; run++) {
    const [low, high] = indexInterval(sample(400));
    if (low <= ratio && ratio <= high) covered++;
  }
  expect(covered / runs).toBeGreaterThan(0.937);
  expect(covered / runs).toBeLessThan(0.963);

  function sample(people: number): Groups {
    const groups: Groups = { a: of(0, 0), b: of(0, 0), both: of(0, 0) };
    for (let i = 0; i < people; i++) {
      const [a, b] = belongs(next);
      const having = next() < chance(a, b) ? 1 : 0;
      for (const group of [a && groups.a, b && groups.b, a && b && groups.both])
        if (group) {
          group.people++;
          group.having += having;
        }
    }
    return groups;
  }
});

test('where there is no difference, the test calls one in twenty a difference', () => {
  const { next } = random(23);
  let found = 0;
  const runs = 4000;
  for (let run = 0; run < runs; run++) {
    const groups: Groups = { a: of(0, 0), b: of(0, 0), both: of(0, 0) };
    for (let i = 0; i < 400; i++) {
      const [a, b] = MEMBERS.overlapping!(next);
      const having = next() < 0.3 ? 1 : 0;
      for (const group of [a && groups.a, b && groups.b, a && b && groups.both])
        if (group) {
          group.people++;
          group.having += having;
        }
    }
    if (scoreTest(groups)!.p <= 0.05) found++;
  }
  expect(found / runs).toBeGreaterThan(0.039);
  expect(found / runs).toBeLessThan(0.061);
});
