import { halfWidth, twoSided } from './normal.ts';
import type { Interval, Proportion } from './proportions.ts';

/** Two groups of people, and those who are in both: none where they are apart, all of `a` where `a` is part of `b`. */
export interface Groups {
  a: Proportion;
  b: Proportion;
  both: Proportion;
}

const HALF = 0.5;

/** Share of `a` by share of `b`, 1 = the same; null where nobody in `b` has it. */
export function ratioOfShares({ a, b }: Groups): number | null {
  return a.people === 0 || b.having === 0 ? null : (a.having * b.people) / (a.people * b.having);
}

/** Interval of the ratio of shares, by the delta method on its logarithm. */
export function indexInterval(groups: Groups, level = 0.95): Interval {
  const none = groups.a.having === 0;
  const { a, b, both } = none || groups.b.having === 0 ? withHalves(groups) : groups;
  const shared =
    both.having / (a.having * b.having) -
    both.having / (a.having * b.people) -
    both.having / (a.people * b.having) +
    both.people / (a.people * b.people);
  const variance = 1 / a.having - 1 / a.people + 1 / b.having - 1 / b.people - 2 * shared;
  const ratio = (a.having * b.people) / (a.people * b.having);
  const factor = Math.exp(halfWidth(level) * Math.sqrt(Math.max(0, variance)));
  return [none ? 0 : ratio / factor, ratio * factor];
}

/** Half a person more who has it and half a person more who has not, in each group. */
function withHalves({ a, b, both }: Groups): Groups {
  const more = ({ people, having }: Proportion): Proportion => ({ people: people + 2 * HALF, having: having + HALF });
  return { a: more(a), b: more(b), both: both.people === 0 ? both : more(both) };
}

/** How likely a difference of shares at least this large is where there is none; null where none can be seen. */
export function scoreTest({ a, b, both }: Groups): { z: number; p: number } | null {
  const pooled = (a.having + b.having - both.having) / (a.people + b.people - both.people);
  const people = 1 / a.people + 1 / b.people - (2 * both.people) / (a.people * b.people);
  const variance = pooled * (1 - pooled) * people;
  if (!(variance > 0) || sameGroup({ a, b, both })) return null;
  const z = (a.having / a.people - b.having / b.people) / Math.sqrt(variance);
  return { z, p: twoSided(z) };
}

const sameGroup = ({ a, b, both }: Groups): boolean => both.people === a.people && both.people === b.people;

/**
 * The fewest people that any cell of the comparison would hold if the shares were equal: with and without it, in each
 * group; where one group is part of the other, in its rest. Under 5 the score test is not to be trusted.
 */
export function leastExpected({ a, b, both }: Groups): number {
  const people = a.people + b.people - both.people;
  const having = a.having + b.having - both.having;
  const inB = both.people === a.people ? b.people - both.people : b.people;
  const inA = both.people === b.people ? a.people - both.people : a.people;
  // whole numbers until the end, so that what is 5 is not a little less
  return (Math.min(inA, inB) * Math.min(having, people - having)) / people;
}
