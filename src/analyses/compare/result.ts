import type { EventLogFacts } from '#log/overview.ts';
import { countOf } from '#segments/people-bits.ts';
import { falseDiscovery } from '#statistics/false-discovery.ts';
import { indexInterval, leastExpected, ratioOfShares, scoreTest, type Groups } from '#statistics/overlapping.ts';
import { shareOf, type Interval } from '#statistics/proportions.ts';
import type { ResultBase } from '#vocabulary/result.ts';
import type { PlanContext } from '../kind.ts';
import type { ComparePartial, Did } from './kernel.ts';
import { rulesInForce } from './plan.ts';
import { PER_PERSON, spreadOf, tallyPerPerson, type PerPerson, type Spread } from './result-numbers.ts';
import { overlapOf, type Overlap } from './result-overlap.ts';
import { ownRule, type OwnRule } from './result-rule.ts';
import { groupsOf, setsOf, tallyNames, type Sets } from './result-sets.ts';
import { takeawayOf, type Told } from './result-takeaway.ts';
import { listValues, OTHER } from './result-values.ts';
import { DEFAULT_TOP, type CompareSpec } from './spec.ts';

/** Of a mark of fewer people than this the share is rough. */
export const FEW = 30;
const LEAST_EXPECTED = 5;

/** A segment's side of one comparison. */
export interface Compared {
  people: number;
  share: number;
  /** 100 = the same share as the base; null where that has none, or the segment nobody. */
  index: number | null;
  /** Of the index, 95%. */
  interval: Interval | null;
  /** Null where it is not tested. */
  p: number | null;
  /** Adjusted for all tests of the result. */
  q: number | null;
  few: boolean;
}

export interface Row {
  /** Of the base. */
  people: number;
  share: number;
  /** In the order of the question. */
  segments: Compared[];
}

export interface EventRow extends Row {
  event: string;
}

export interface ValueRow extends Row {
  /** Null = no value, `$other` = those that are not listed. */
  value: string | null;
}

export interface PropertyProfile {
  property: string;
  values: ValueRow[];
  /** Values counted as `$other`. */
  left: number;
  /** By segment: whether its own rule is about the property. */
  ofRule: boolean[];
  /** Where every value is a number. */
  numeric?: { base: Spread; segments: Spread[] };
}

export interface PerPersonProfile {
  of: PerPerson;
  base: Typical;
  segments: Typical[];
}

export interface Typical {
  average: number;
  median: number;
}

export interface CompareResult extends ResultBase {
  kind: 'compare';
  /** Whom the segments are compared with. */
  base: { people: number };
  segments: { people: number; ofRule: OwnRule; takeaway: Told[] }[];
  numbers: PerPersonProfile[];
  /** Most frequent in the base first, then by name. */
  events: EventRow[];
  properties: PropertyProfile[];
  /** Of two segments or more. */
  overlap?: Overlap;
  /** Comparisons tested, and those that were not as under 5 people were expected somewhere. */
  tested: number;
  tooFew: number;
}

export function finish(
  partial: ComparePartial,
  spec: CompareSpec,
  _context: PlanContext,
  _facts: EventLogFacts,
  ofSegments: ComparePartial[],
): Omit<CompareResult, 'kind' | 'elapsedMs' | 'warnings'> {
  const sets = setsOf(partial, ofSegments, spec.segments.length);
  const rules = spec.segments.map(ownRule);
  const { did } = partial;
  const events = did ? eventRows(sets, did) : [];
  const properties = partial.attributes.map((column, i): PropertyProfile => {
    const property = spec.properties![i]!;
    const { rows, left, numbers, counts } = listValues(sets, column, spec.top ?? DEFAULT_TOP);
    const spread = (group: number): Spread =>
      spreadOf(numbers!.map(({ value, at }) => ({ value, people: counts[at + group]! })));
    return {
      property,
      values: rows.map((row) => ({ value: row.value, ...rowOf(sets, row.counts, 0, row.value !== OTHER) })),
      left,
      ofRule: rules.map((rule) => rule.properties.includes(property)),
      ...(numbers && { numeric: { base: spread(0), segments: rules.map((_, s) => spread(1 + s)) } }),
    };
  });
  const tests = adjust([...events, ...properties.flatMap(({ values }) => values)]);
  const base = { people: sets.sizes[0]! };
  const units = countOf(partial.active);
  return {
    units,
    base,
    segments: rules.map((ofRule, s) => ({
      people: sets.sizes[1 + s]!,
      ofRule,
      takeaway: takeawayOf(s, sets.sizes[1 + s]!, ofRule, events, properties),
    })),
    numbers: did ? PER_PERSON.map((of) => perPerson(sets, did, of)) : [],
    events,
    properties,
    ...(spec.segments.length > 1 && { overlap: overlapOf(sets) }),
    tested: tests.made,
    tooFew: tests.tooFew,
    rules: rulesInForce(spec, tests),
    ...emptiness(units, sets),
  };
}

function emptiness(units: number, { sizes, segments }: Sets): Pick<ResultBase, 'empty'> {
  if (units === 0)
    return { empty: { reason: 'No events in this range.', hint: 'Choose a wider range or fewer conditions.' } };
  if (sizes.subarray(1, 1 + segments).every((size) => size === 0))
    return {
      empty: {
        reason: 'Nobody is in these segments.',
        hint: 'Choose other segments, a wider range or fewer conditions.',
      },
    };
  if (sizes[0] === 0)
    return {
      empty: { reason: 'There is nobody to compare with.', hint: 'Compare with everyone, or with another segment.' },
    };
  return {};
}

function eventRows(sets: Sets, did: Did): EventRow[] {
  const counts = tallyNames(sets, did);
  const held = (at: number): boolean => counts.subarray(at, at + 1 + sets.segments).some((n) => n > 0);
  return did.names
    .map((event, code) => ({ event, at: code * sets.count }))
    .filter(({ at }) => held(at))
    .map(({ event, at }) => ({ event, ...rowOf(sets, counts, at, true) }))
    .sort((a, b) => b.people - a.people || (a.event < b.event ? -1 : 1));
}

function perPerson(sets: Sets, did: Did, of: PerPerson): PerPersonProfile {
  const [base, ...segments] = tallyPerPerson(sets, did, of)
    .map(spreadOf)
    .map(({ average, median }): Typical => ({ average, median }));
  return { of, base: base!, segments };
}

function rowOf(sets: Sets, counts: ArrayLike<number>, at: number, tested: boolean): Row {
  const base = { people: sets.sizes[0]!, having: counts[at]! };
  return {
    people: base.having,
    share: shareOf(base),
    segments: Array.from({ length: sets.segments }, (_, s) => comparedOf(groupsOf(sets, counts, at, s), tested)),
  };
}

/** `q` is not known before all are tested. */
function comparedOf(groups: Groups, tested: boolean): Compared {
  const ratio = ratioOfShares(groups);
  const test = tested && leastExpected(groups) >= LEAST_EXPECTED ? scoreTest(groups) : null;
  const [low, high] = ratio === null ? [0, 0] : indexInterval(groups);
  return {
    people: groups.a.having,
    share: shareOf(groups.a),
    index: ratio === null ? null : 100 * ratio,
    interval: ratio === null ? null : [100 * low, 100 * high],
    p: test?.p ?? null,
    q: null,
    few: groups.a.having < FEW,
  };
}

/** Gives every test of the result its q; those that are not of a listed value are not counted as untested. */
function adjust(rows: (EventRow | ValueRow)[]): { made: number; tooFew: number } {
  const asked = rows.filter((row) => !('value' in row && row.value === OTHER)).flatMap(({ segments }) => segments);
  const tested = asked.filter(({ p }) => p !== null);
  const q = falseDiscovery(tested.map(({ p }) => p!));
  tested.forEach((compared, i) => (compared.q = q[i]!));
  return { made: tested.length, tooFew: asked.length - tested.length };
}
