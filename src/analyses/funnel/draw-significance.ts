import { chance, count, many, people, PEOPLE, points } from '#charts/formats.ts';
import { inAnyOrder, quoted } from './draw-headings.ts';
import type { FunnelResult } from './result.ts';
import type { SharesTest } from './result-significance.ts';
import type { FunnelSpec } from './spec.ts';

/** One test in words: `+3.1 points, 1.2 to 5.0; q 0.004`. */
export interface DrawnTest {
  text: string;
  /** With both counts, for those who want them. */
  says: string;
  clear: boolean;
}

export interface DrawnSignificance {
  /** Of the column, and what it is about. */
  head: string;
  title: string;
  /** Of each series in the table, in its order; null = the one that others are held against, or none is made. */
  cells: (DrawnTest | null)[];
  /** Against the range before. */
  previous: DrawnTest | null;
  notes: string[];
}

const CLEAR = 0.05;

/** Null where nothing is compared. */
export function drawSignificance(
  spec: FunnelSpec,
  { significance, steps, counts, breakdown }: FunnelResult,
): DrawnSignificance | null {
  if (!significance) return null;
  const { from, to, minimum, tested, segments, previous } = significance;
  const [first, last] = [steps[from]!.name, steps[to]!.name];
  const share = inAnyOrder(spec)
    ? `of those who did ${first} or more that did ${last} or more`
    : `of those at ${quoted(first)} who got to ${quoted(last)}`;
  const drawn = (test: SharesTest | null): DrawnTest | null => test && drawnTest(test, counts);
  // without tests of groups there is no more than their place in the table
  const groups = significance.breakdown ?? (breakdown ?? []).map(() => null);
  const all = [...(segments ?? []), ...(previous ? [previous] : []), ...(significance.breakdown ?? [])];
  const shared = all.some((test) => test !== null && test.shared > 0);
  const called = (counts ?? PEOPLE).many;
  return {
    head: 'Difference',
    title: `The share ${share}, in percentage points, with its 95% interval`,
    cells: [...(segments ?? []), ...groups].map(drawn),
    previous: drawn(previous ?? null),
    notes: [
      `Difference: the share ${share}, with its 95% interval${against(significance)}. q is p adjusted for ${many(tested, 'test')}; under 0.05 is clear. No test under ${count(minimum)} ${called} on a side, or with fewer than 5 expected to get there, or not to.`,
      ...(shared
        ? [`${capital(called)} of both sides are counted in both, and the tests take that into account.`]
        : []),
      ...(breakdown && !significance.breakdown
        ? [`Groups are not tested: the same ${called} may be in several of them.`]
        : []),
    ],
  };
}

const against = ({ segments, breakdown }: NonNullable<FunnelResult['significance']>): string =>
  segments && breakdown
    ? ', of each segment less the first, of each group less all others'
    : segments
      ? ', of each segment less the first'
      : breakdown
        ? ', of each group less all others'
        : '';

const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1);

function drawnTest(test: SharesTest, counts: FunnelResult['counts']): DrawnTest {
  const { units, converted, against, difference, interval, p, q, tooFew, shared } = test;
  const sides = `${count(converted)} of ${people(units, counts)} against ${count(against.converted)} of ${count(against.units)}${shared > 0 ? `, ${count(shared)} in both` : ''}`;
  if (difference === null || interval === null) {
    const nobody = units === 0 || against.units === 0;
    return { text: nobody ? `nobody (n = ${count(units)})` : 'the same people', says: sides, clear: false };
  }
  const [low, high] = interval.map((end) => points(end).replace('+', '')) as [string, string];
  const told = `${points(difference)} points, ${low} to ${high}`;
  if (q === null || p === null) {
    const got = converted + against.converted;
    const alike = got === 0 ? 'nobody got there' : got === units + against.units ? 'all got there' : null;
    const few = alike ?? `too few (n = ${count(Math.min(units, against.units))})`;
    const why = tooFew ? few : 'not tested';
    return { text: `${told}; ${why}`, says: sides, clear: false };
  }
  return { text: `${told}; q ${chance(q)}`, says: `${sides}; p ${chance(p)}`, clear: q < CLEAR };
}
