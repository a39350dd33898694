import { expect, test } from 'vitest';
import { random } from '../../tests/support/random.ts';
import { PairTable } from './pair-table.ts';
import { UnionFind } from './union-find.ts';

test('sets joined two at a time are those that a walk along the pairs reaches', () => {
  for (let seed = 1; seed < 200; seed++) {
    const { int } = random(seed);
    const count = 1 + int(30);
    const pairs = Array.from({ length: int(40) }, () => [int(count), int(count)] as const);
    const sets = new UnionFind(count);
    for (const [a, b] of pairs) sets.join(a, b);
    const label = Array.from({ length: count }, (_, i) => i);
    for (let round = 0; round < count; round++)
      for (const [a, b] of pairs) label[a] = label[b] = Math.min(label[a]!, label[b]!);
    for (let a = 0; a < count; a++)
      for (let b = 0; b < count; b++) expect(sets.find(a) === sets.find(b)).toBe(label[a] === label[b]);
  }
});

test('pairs are kept once, those of one second number in the order they came, with their first and last time', () => {
  for (let seed = 1; seed < 30; seed++) {
    const { int } = random(seed);
    const table = new PairTable();
    const naive = new Map<string, { a: number; b: number; times: number[] }>();
    for (let i = 0; i < int(5_000); i++) {
      const [a, b] = [int(60), int(60)];
      const ms = int(5) === 0 ? NaN : int(1_000);
      table.see(a, b, ms);
      const known = naive.get(`${a} ${b}`) ?? { a, b, times: [] };
      known.times.push(ms);
      naive.set(`${a} ${b}`, known);
    }
    const expected = [...naive.values()].map(({ a, b, times }) => {
      const known = times.filter((ms) => !Number.isNaN(ms));
      return {
        a,
        b,
        firstMs: known.length ? Math.min(...known) : NaN,
        lastMs: known.length ? Math.max(...known) : NaN,
      };
    });
    const found = Array.from(table, (pair) => ({ ...pair }));
    const bySecond = (pairs: typeof expected) => pairs.toSorted((one, other) => one.b - other.b);
    expect(bySecond(found)).toEqual(bySecond(expected));
    expect(table.size).toBe(expected.length);
  }
});
