import { falseDiscovery } from '#statistics/false-discovery.ts';
import { leastExpected, scoreTest } from '#statistics/overlapping.ts';
import { shareOf, type Interval } from '#statistics/proportions.ts';
import { differenceOfShares, testOfShares, type SeenTwice } from '#statistics/seen-twice.ts';
import { IN_RANGE, MATCHED, type SequencePartial } from './kernel.ts';
import type { SequenceTable } from './result-table.ts';

/** Share that matched on one side less that on the other. */
export interface Difference {
  /** −1..1, with both ends of its 95 % interval. */
  rate: number;
  interval: Interval;
  /** The sides, and how many units are in both. */
  of: { units: number; matched: number };
  against: { units: number; matched: number };
  shared: number;
  /** Null where a side has fewer than 30 units, or fewer than 5 are expected to match, or not to. */
  p: number | null;
  /** p adjusted for all tests of the answer. */
  q: number | null;
}

/** Under so many units on a side nothing is tested. */
export const TEST_MINIMUM = 30;
/** Under so many expected in a cell a test is not to be trusted. */
export const LEAST_EXPECTED = 5;

const NOBODY_SHARED: SeenTwice['both'] = { people: 0, inA: 0, inB: 0, inBoth: 0 };

/** Of units of whom nobody is on both sides: some, and all others. */
export function besideTheRest(of: SequenceTable, all: SequenceTable): Difference | null {
  const a = { people: of.units, having: of.matched };
  const b = { people: all.units - of.units, having: all.matched - of.matched };
  return difference({ a, b, both: NOBODY_SHARED }, true);
}

/** Of partials over the same log. `alike`: whoever is in both has the same matches in both, as in one range. */
export function besideAnother(one: SequencePartial, other: SequencePartial, alike: boolean): Difference | null {
  const found: SeenTwice = {
    a: { people: 0, having: 0 },
    b: { people: 0, having: 0 },
    both: { people: 0, inA: 0, inB: 0, inBoth: 0 },
  };
  const { a, b, both } = found;
  for (let p = 0; p < one.flags.length; p++) {
    const [flagA, flagB] = [one.flags[p]!, other.flags[p]!];
    const [isA, isB] = [flagA & IN_RANGE, flagB & IN_RANGE];
    const [hasA, hasB] = [flagA & MATCHED ? 1 : 0, flagB & MATCHED ? 1 : 0];
    a.people += isA;
    a.having += hasA;
    b.people += isB;
    b.having += hasB;
    if (!isA || !isB) continue;
    both.people++;
    both.inA += hasA;
    both.inB += hasB;
    both.inBoth += hasA & hasB;
  }
  return difference(found, alike);
}

/** Null where a side has nobody, or both are the same. */
function difference(sides: SeenTwice, alike: boolean): Difference | null {
  const { a, b, both } = sides;
  if (a.people === 0 || b.people === 0) return null;
  if (alike && both.people === a.people && both.people === b.people) return null;
  const groups = { a, b, both: { people: alike ? both.people : 0, having: alike ? both.inBoth : 0 } };
  const tooFew = Math.min(a.people, b.people) < TEST_MINIMUM || leastExpected(groups) < LEAST_EXPECTED;
  const test = tooFew ? null : alike ? scoreTest(groups) : testOfShares(sides);
  return {
    rate: shareOf(a) - shareOf(b),
    interval: differenceOfShares(sides),
    of: { units: a.people, matched: a.having },
    against: { units: b.people, matched: b.having },
    shared: both.people,
    p: test && test.p,
    q: null,
  };
}

/** Adjusts p for every test made. */
export function adjust(differences: readonly (Difference | null)[]): void {
  const made = differences.filter((each): each is Difference & { p: number } => each !== null && each.p !== null);
  const q = falseDiscovery(made.map(({ p }) => p));
  made.forEach((each, i) => (each.q = q[i]!));
}
