import { expect, test } from 'vitest';
import { random } from '../../tests/support/random.ts';
import { falseDiscovery } from './false-discovery.ts';

test('a known example', () => {
  // scipy.stats.false_discovery_control
  expect(falseDiscovery([0.01, 0.04, 0.03, 0.005, 0.5])).toEqual(
    [0.025, 0.05, 0.05, 0.025, 0.5].map((q) => expect.closeTo(q, 12) as number),
  );
  expect(falseDiscovery([])).toEqual([]);
});

test('is the least level at which the step-up rule of the paper rejects', () => {
  const { int, next } = random(7);
  for (let n = 0; n < 2000; n++) {
    const p = Array.from({ length: 1 + int(12) }, () => (int(3) === 0 ? int(5) / 4 : next()));
    const sorted = [...p].sort((a, b) => a - b);
    /** Reject the k smallest, k the largest with p(k) ≤ k·q/m. */
    const rejects = (each: number, q: number): boolean => {
      const k = sorted.findLastIndex((of, i) => of <= (((i + 1) * q) / p.length) * (1 + 1e-12));
      return k >= 0 && each <= sorted[k]!;
    };
    falseDiscovery(p).forEach((q, i) => {
      expect(q).toBeLessThanOrEqual(1);
      expect(rejects(p[i]!, q), JSON.stringify({ p, i, q })).toBe(true);
      if (q > 0) expect(rejects(p[i]!, q * (1 - 1e-6)), JSON.stringify({ p, i, q })).toBe(false);
    });
  }
});
