import { describe, expect, test } from 'vitest';
import { differenceOfProportions, proportionInterval } from '#statistics/proportions.ts';
import { differenceOfShares } from '#statistics/seen-twice.ts';
import { random } from '../../../tests/support/random.ts';
import type { Entries } from './kernel-entries.ts';
import { besideTheRest } from './result-difference.ts';
import { plateauOf } from './result-plateau.ts';
import type { Rows } from './result-rows.ts';
import { besideAnother } from './result-shared.ts';
import { pooledSpread } from './result-spread.ts';
import type { RetentionCohort, RetentionMean } from './result-table.ts';

/** A cohort whose counts are given; cells from `open` on are open. */
const cohort = (counts: number[], open = counts.length): RetentionCohort => ({
  start: '2026-03-02',
  size: counts[0]!,
  cells: counts.map((count, k) => ({ count, rate: count / counts[0]!, open: k >= open })),
});
const means = (cohorts: RetentionCohort[]): RetentionMean[] =>
  cohorts[0]!.cells.map((_, k) => {
    const closed = cohorts.filter(({ cells }) => !cells[k]!.open);
    const size = closed.reduce((sum, each) => sum + each.size, 0);
    const count = closed.reduce((sum, { cells }) => sum + cells[k]!.count, 0);
    return { rate: count / size, cohorts: closed.length, size, count };
  });
const plateau = (...cohorts: RetentionCohort[]) => plateauOf(cohorts, means(cohorts), () => 1);

describe('where the curve levels off', () => {
  test('is the longest end whose shares all lie within the interval of their mean', () => {
    const found = plateau(cohort([1000, 500, 300, 210, 200, 205, 195]));
    const level = (210 + 200 + 205 + 195) / 4000;
    expect(found).toMatchObject({ from: 3, to: 6, units: 1000, cohorts: 1, few: false });
    expect(found!.level).toBeCloseTo(level, 12);
    expect([found!.low, found!.high]).toEqual(proportionInterval({ people: 1000, having: level * 1000 }));
  });

  test('is nowhere where the end still falls', () => {
    expect(plateau(cohort([1000, 500, 400, 300, 200]))).toMatchObject({ from: null, few: false });
  });

  test('cannot be told of few people, nor of an interval as wide as the level', () => {
    expect(plateau(cohort([20, 10, 10, 10, 10]))).toMatchObject({ from: null, few: true });
    expect(plateau(cohort([60, 10, 2, 2, 2]))).toMatchObject({ from: null, few: true });
    expect(plateau(cohort([1000, 10, 0, 0, 0]))).toMatchObject({ from: 2, level: 0, few: false });
  });

  test('is of cohorts that were followed to its end: a worse cohort that is still open moves nothing', () => {
    const old = cohort([1000, 300, 300, 300]);
    const recent = cohort([1000, 900, 0, 0], 2);
    expect(plateau(old, recent)).toMatchObject({ from: 1, to: 3, units: 1000, level: 0.3 });
  });

  test('needs three columns', () => {
    expect(plateau(cohort([1000, 300, 300]))).toBeNull();
  });
});

test('a part is compared with the rest of the people, in cohorts closed for both', () => {
  const all = [cohort([100, 40]), cohort([50, 30]), cohort([70, 70], 1)];
  const part = [cohort([30, 20]), cohort([10, 5]), cohort([70, 70], 1)];
  const [found] = besideTheRest([part], all);
  expect(found![1]).toMatchObject({ of: [25, 40], others: [45, 110] });
  const [low, high] = differenceOfProportions({ people: 40, having: 25 }, { people: 110, having: 45 });
  expect(found![1]!.rate).toBeCloseTo(25 / 40 - 45 / 110, 12);
  expect([found![1]!.low, found![1]!.high]).toEqual([expect.closeTo(low, 12), expect.closeTo(high, 12)]);
  expect(besideTheRest([all], all)[0]![1]).toBeNull();
});

/** People with cohorts and cells of their own choosing; every third cell of the table is open. */
function someEntries(seed: number, most: number) {
  const { int } = random(seed);
  const list = Array.from({ length: 40 }, (_, person) =>
    Array.from({ length: 1 + int(most) }, () => ({ person, row: int(5), back: int(3) === 0 })),
  ).flat();
  const entries: Entries = {
    person: Uint32Array.from(list, ({ person }) => person),
    periodMs: Float64Array.from(list, ({ row }) => row),
    atMs: new Float64Array(list.length),
    lastMs: new Float64Array(list.length),
    group: new Uint32Array(list.length),
    bits: Uint8Array.from(list, ({ back }) => (back ? 3 : 1)),
  };
  const rows: Rows = {
    columns: 2,
    starts: ['0', '1', '2', '3', '4'],
    rowOf: new Map([0, 1, 2, 3, 4].map((row) => [row, row])),
    isOpen: (row, column) => column === 1 && row === 4,
  };
  return { list: list.filter(({ row }) => row !== 4), entries, rows };
}

test('people of several cohorts count as one draw each', () => {
  const { list, entries, rows } = someEntries(3, 4);
  const people = [...new Set(list.map(({ person }) => person))];
  const rate = list.filter(({ back }) => back).length / list.length;
  const squares = people.map((person) => {
    const own = list.filter((each) => each.person === person);
    return (own.filter(({ back }) => back).length - rate * own.length) ** 2;
  });
  const variance = ((people.length / (people.length - 1)) * squares.reduce((a, b) => a + b, 0)) / list.length ** 2;
  const effect = variance / ((rate * (1 - rate)) / list.length);
  expect(pooledSpread(entries, rows, 1, () => true)[1]).toBeCloseTo(Math.max(1, effect), 9);
});

test('two ranges are compared with those who are in both taken into account', () => {
  const now = someEntries(7, 1);
  const before = someEntries(8, 1);
  const [, found] = besideAnother(now, before, 1);
  const share = ({ list }: typeof now): [number, number] => [list.filter(({ back }) => back).length, list.length];
  expect(found).toMatchObject({ of: share(now), others: share(before) });
  const strangers = { ...before, entries: { ...before.entries, person: before.entries.person.map((p) => p + 40) } };
  const [, apart] = besideAnother(now, strangers, 1);
  const [a, b] = [share(now), share(before)].map(([having, people]) => ({ having, people }));
  expect([apart!.low, apart!.high]).toEqual(differenceOfProportions(a!, b!).map((end) => expect.closeTo(end, 12)));
  const inBoth = now.list.flatMap((one) =>
    before.list.filter((other) => other.person === one.person).map((other) => [one, other]),
  );
  const both = {
    people: inBoth.length,
    inA: inBoth.filter(([one]) => one!.back).length,
    inB: inBoth.filter(([, other]) => other!.back).length,
    inBoth: inBoth.filter(([one, other]) => one!.back && other!.back).length,
  };
  expect(both.inBoth).toBeGreaterThan(0);
  expect([found!.low, found!.high]).toEqual(differenceOfShares({ a: a!, b: b!, both }));
});
