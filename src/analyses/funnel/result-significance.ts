import { falseDiscovery } from '#statistics/false-discovery.ts';
import { leastExpected, scoreTest } from '#statistics/overlapping.ts';
import { shareOf, type Interval } from '#statistics/proportions.ts';
import { differenceOfShares, testOfShares, type SeenTwice } from '#statistics/seen-twice.ts';
import { filledIn, type Ways } from './kernel-rows.ts';
import { testedSteps } from './spec-significance.ts';
import type { FunnelSpec } from './spec.ts';

/** Two shares of those who reached the first step that reached the second, told apart or not. */
export interface SharesTest {
  units: number;
  converted: number;
  /** With whom they are compared. */
  against: { units: number; converted: number };
  /** Units that are in both. */
  shared: number;
  /** Share less share, 0..1, with both ends of the 95 % interval; null where one side is empty, or both are the same. */
  difference: number | null;
  interval: Interval | null;
  /** Too few for a test: fewer than the minimum on a side, or fewer than 5 expected to convert, or not to. */
  tooFew: boolean;
  /** Null where nothing is tested. */
  p: number | null;
  /** p adjusted for all tests of the answer. */
  q: number | null;
}

/** Between which steps, and of whom; whatever else is shown stands in the same order. */
export interface Significance {
  from: number;
  to: number;
  minimum: number;
  /** Tests made. */
  tested: number;
  /** Each segment against the first, which has none. */
  segments?: (SharesTest | null)[];
  /** The range against the one before. */
  previous?: SharesTest;
  /** Each group against all others together, listed or not; absent where a unit may be in several. */
  breakdown?: SharesTest[];
}

/** Under so many expected in a cell a test is not to be trusted. */
const LEAST_EXPECTED = 5;

interface Sides {
  partial: Ways;
  previous: Ways | null;
  segments: readonly Ways[];
  /** Of the groups that are listed, by the two steps; null where there are none, or a unit may be in several. */
  groups: ((steps: { from: number; to: number }) => GroupShares) | null;
}

/** Of all units that reached one step how many reached another, and of those in each group. */
export interface GroupShares {
  all: Seen;
  each: Seen[];
}

type Seen = SeenTwice['a'];

/** Null where nothing is compared, or the funnel has one step only. */
export function significanceOf(spec: FunnelSpec, { partial, previous, segments, groups }: Sides): Significance | null {
  const steps = testedSteps(spec);
  if (steps.to <= steps.from) return null;
  const of = (ways: Ways): Side => ({ reached: filledIn(ways, steps.from), got: filledIn(ways, steps.to) });
  const [first, ...others] = segments.map(of);
  const test = (sides: SeenTwice, alike: boolean) => sharesTest(sides, alike, steps.minimum);
  const byGroup = groups && againstOthers(groups(steps));
  const found = {
    ...(first && others.length > 0 && { segments: [null, ...others.map((each) => test(seen(each, first), true))] }),
    ...(previous && { previous: test(seen(of(partial), of(previous)), false) }),
    ...(byGroup && { breakdown: byGroup.map((each) => test(each, true)) }),
  };
  const tests = [...(found.segments ?? []), ...(found.previous ? [found.previous] : []), ...(found.breakdown ?? [])];
  if (tests.length === 0) return null;
  const made = tests.filter((each): each is SharesTest & { p: number } => each !== null && each.p !== null);
  const q = falseDiscovery(made.map(({ p }) => p));
  made.forEach((each, i) => (each.q = q[i]!));
  return { ...steps, tested: made.length, ...found };
}

interface Side {
  reached: Uint8Array;
  got: Uint8Array;
}

/** `slots`: place of each row among the groups that are listed, −1 = not listed. */
export function sharesOfRows(
  ways: Ways,
  { from, to }: { from: number; to: number },
  slots: Int32Array,
  listed: number,
) {
  const [reached, got] = [filledIn(ways, from), filledIn(ways, to)];
  const all = { people: 0, having: 0 };
  const each = Array.from({ length: listed }, () => ({ people: 0, having: 0 }));
  for (let row = 0; row < reached.length; row++) {
    if (reached[row] === 0) continue;
    const has = got[row]!;
    all.people++;
    all.having += has;
    const group = each[slots[row]!];
    if (!group) continue;
    group.people++;
    group.having += has;
  }
  return { all, each };
}

/** Each group and the others together. */
const againstOthers = ({ all, each }: GroupShares): SeenTwice[] =>
  each.map((a) => ({
    a,
    b: { people: all.people - a.people, having: all.having - a.having },
    both: { people: 0, inA: 0, inB: 0, inBoth: 0 },
  }));

/** Rows of both are the same people. */
function seen(a: Side, b: Side): SeenTwice {
  const groups: SeenTwice = {
    a: { people: 0, having: 0 },
    b: { people: 0, having: 0 },
    both: { people: 0, inA: 0, inB: 0, inBoth: 0 },
  };
  for (let row = 0; row < a.reached.length; row++) {
    const [isA, isB] = [a.reached[row]!, b.reached[row]!];
    const [hasA, hasB] = [isA & a.got[row]!, isB & b.got[row]!];
    groups.a.people += isA;
    groups.a.having += hasA;
    groups.b.people += isB;
    groups.b.having += hasB;
    if (isA & isB) {
      groups.both.people++;
      groups.both.inA += hasA;
      groups.both.inB += hasB;
      groups.both.inBoth += hasA & hasB;
    }
  }
  return groups;
}

/** `alike`: whoever is in both has the same outcome in both. */
function sharesTest(groups: SeenTwice, alike: boolean, minimum: number): SharesTest {
  const { a, b, both } = groups;
  const empty = a.people === 0 || b.people === 0;
  const same = alike && both.people === a.people && both.people === b.people;
  const overlapping = { a, b, both: { people: alike ? both.people : 0, having: alike ? both.inBoth : 0 } };
  const tooFew = Math.min(a.people, b.people) < minimum || (!same && leastExpected(overlapping) < LEAST_EXPECTED);
  const test = empty || same || tooFew ? null : alike ? scoreTest(overlapping) : testOfShares(groups);
  return {
    units: a.people,
    converted: a.having,
    against: { units: b.people, converted: b.having },
    shared: both.people,
    difference: empty || same ? null : shareOf(a) - shareOf(b),
    interval: empty || same ? null : differenceOfShares(groups),
    tooFew,
    p: test && test.p,
    q: null,
  };
}
