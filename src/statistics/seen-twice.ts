import { twoSided } from './normal.ts';
import { proportionInterval, shareOf, type Interval, type Proportion } from './proportions.ts';

/** Two groups that may share people, of whom each is looked at once in either: before and after, say. */
export interface SeenTwice {
  a: Proportion;
  b: Proportion;
  /** Of those in both groups: how many have it as one of `a`, as one of `b`, and as one of each. */
  both: { people: number; inA: number; inB: number; inBoth: number };
}

/**
 * Interval of the share of `a` less that of `b`: Wilson's of either, put together with the correlation of the two shares
 * (G. Y. Zou and A. Donner, Statistics in Medicine 27 (2008) 1693–1702). Of groups apart it is Newcombe's.
 */
export function differenceOfShares({ a, b, both }: SeenTwice, level = 0.95): Interval {
  const [shareA, shareB] = [shareOf(a), shareOf(b)];
  const [lowA, highA] = proportionInterval(a, level);
  const [lowB, highB] = proportionInterval(b, level);
  const spread = Math.sqrt(shareA * (1 - shareA) * a.people * shareB * (1 - shareB) * b.people);
  const together = both.inBoth - shareA * both.inB - shareB * both.inA + shareA * shareB * both.people;
  const correlation = spread > 0 ? together / spread : 0;
  const length = (x: number, y: number): number => Math.sqrt(Math.max(0, x * x + y * y - 2 * correlation * x * y));
  const difference = shareA - shareB;
  return [difference - length(shareA - lowA, highB - shareB), difference + length(highA - shareA, shareB - lowB)];
}

/**
 * How likely a difference of shares at least this large is where there is none: of groups apart the test of two shares
 * pooled, of one group seen twice McNemar's; null where no difference can be seen.
 */
export function testOfShares({ a, b, both }: SeenTwice): { z: number; p: number } | null {
  const pooled = (a.having + b.having) / (a.people + b.people);
  const together = both.inBoth - pooled * (both.inA + both.inB) + pooled * pooled * both.people;
  const variance = pooled * (1 - pooled) * (1 / a.people + 1 / b.people) - (2 * together) / (a.people * b.people);
  // what cancels leaves a rest of the last digit
  if (!(variance > 1e-12 / Math.max(a.people, b.people))) return null;
  const z = (a.having / a.people - b.having / b.people) / Math.sqrt(variance);
  return { z, p: twoSided(z) };
}
