import { expect, test } from 'vitest';
import { random } from '../../tests/support/random.ts';
import { designEffect, type Clustered } from './clustered.ts';
import { falseDiscovery } from './false-discovery.ts';
import { scoreTest } from './overlapping.ts';

interface Cluster {
  trials: number;
  having: number;
}

function sums(list: readonly Cluster[]): Clustered {
  const sum = (of: (cluster: Cluster) => number): number => list.reduce((total, each) => total + of(each), 0);
  return {
    clusters: list.length,
    trials: sum(({ trials }) => trials),
    having: sum(({ having }) => having),
    trialsSquared: sum(({ trials }) => trials ** 2),
    havingSquared: sum(({ having }) => having ** 2),
    product: sum(({ trials, having }) => trials * having),
  };
}

test('things that all go the same way within their cluster tell as little as one', () => {
  // 40 people with 5 visits each, all or none of which have it
  const alike = Array.from({ length: 40 }, (_, i) => ({ trials: 5, having: i < 10 ? 5 : 0 }));
  expect(designEffect(sums(alike))).toBeCloseTo(5 * (40 / 39), 9);
});

test('one thing in each cluster is no cluster, and nothing makes a test easier', () => {
  const single = Array.from({ length: 400 }, (_, i) => ({ trials: 1, having: i % 4 === 0 ? 1 : 0 }));
  expect(designEffect(sums(single))).toBeCloseTo(400 / 399, 9);
  const spread = Array.from({ length: 40 }, () => ({ trials: 4, having: 1 }));
  expect(designEffect(sums(spread))).toBe(1);
  expect(designEffect(sums([{ trials: 9, having: 3 }]))).toBe(9);
  expect(
    designEffect(
      sums([
        { trials: 2, having: 0 },
        { trials: 3, having: 0 },
      ]),
    ),
  ).toBe(1);
});

test('of groups that do not differ one in twenty is called different, which counting visits alone would not keep', () => {
  const { next, int } = random(11);
  const people = (): Cluster[] =>
    Array.from({ length: 150 }, () => {
      const likely = next() < 0.3 ? 0.9 : 0.05;
      const trials = 1 + int(12);
      return { trials, having: Array.from({ length: trials }, () => next()).filter((roll) => roll < likely).length };
    });
  const none = { people: 0, having: 0 };
  const plain: number[] = [];
  const clustered: number[] = [];
  for (let n = 0; n < 1000; n++) {
    const [a, b] = [people(), people()];
    const [ofA, ofB] = [sums(a), sums(b)];
    const p = (by: number): number =>
      scoreTest({
        a: { people: ofA.trials / by, having: ofA.having / by },
        b: { people: ofB.trials / by, having: ofB.having / by },
        both: none,
      })!.p;
    plain.push(p(1));
    clustered.push(p(designEffect(sums([...a, ...b]))));
  }
  const share = (list: number[]): number => list.filter((p) => p < 0.05).length / list.length;
  expect(share(plain)).toBeGreaterThan(0.3);
  expect(share(clustered)).toBeGreaterThan(0.03);
  expect(share(clustered)).toBeLessThan(0.07);
  expect(falseDiscovery(clustered).filter((q) => q < 0.05).length).toBeLessThan(3);
});
