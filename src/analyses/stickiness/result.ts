import type { EventLogFacts } from '#log/overview.ts';
import { bucketsOf } from '#vocabulary/calendar-buckets.ts';
import { warning } from '#vocabulary/problem.ts';
import type { Counted, ResultBase } from '#vocabulary/result.ts';
import { MOST_PERIODS } from '../active-periods.ts';
import { inBlocks } from '../blocks.ts';
import { rankGroups, type GroupValue } from '../breakdown-groups.ts';
import type { Breakdown } from '../breakdown.ts';
import type { Finished, PlanContext } from '../kind.ts';
import type { StickinessPartial } from './kernel.ts';
import { courseDays, courses, meansOf, type ActiveDay, type MeanRatios } from './result-course.ts';
import type { StickinessSpec } from './spec.ts';
import { rulesInForce } from './switches.ts';

export interface StickinessTable {
  /** Units active in exactly k + 1 intervals of the range; where the question is cumulative in so many or more. */
  counts: number[];
  /** Units active in one interval or more. */
  active: number;
  /** In how many intervals these were active on average. */
  averageIntervals: number;
  /** By local day of the range, as far as the log goes. */
  course: ActiveDay[];
  means: MeanRatios;
}

export interface StickinessResult extends Omit<ResultBase, 'counts'>, StickinessTable {
  kind: 'stickiness';
  /** What the units are, where they are not people. */
  counted?: Counted;
  /** Intervals of the range that are not over when the log ends. */
  open: number;
  breakdown?: (StickinessTable & { value: GroupValue })[];
  /** Of the range before, or of each segment. */
  compare?: StickinessTable[];
}

const NO_RANGE_BEFORE = warning(
  'stickiness/compare',
  'analysis.compare',
  'There is no range before this one.',
  'Choose a range with both ends.',
);

interface By {
  places: number;
  /** The place of a unit, by its number in the list; −1 = none. */
  of: (unit: number) => number;
}

const EVERYBODY: By = { places: 1, of: () => 0 };

export function* finish(
  partial: StickinessPartial,
  spec: StickinessSpec,
  { counted }: PlanContext,
  facts: EventLogFacts,
  ofSegments: StickinessPartial[] = [],
): Generator<void, Finished<StickinessResult>> {
  const { previous, units, lastMs } = partial;
  const ends = endsOf(partial, facts);
  const tables = (of: StickinessPartial, by: By = EVERYBODY) => tablesOf(of, spec, facts, by);
  const all = (yield* tables(partial))[0]!;
  const compared: StickinessTable[] = [];
  for (const of of previous ? [previous] : ofSegments) compared.push(...(yield* tables(of)));
  const groups = spec.breakdown && partial.of.grouped ? rankedGroups(partial, spec.breakdown) : null;
  const ofGroups =
    groups &&
    (yield* tables(partial, { places: groups.values.length, of: (unit) => groups.place[partial.group[unit]!]! }));
  return {
    units,
    rules: rulesInForce(spec),
    ...(counted && { counted }),
    ...all,
    open: ends.filter((endMs) => endMs > lastMs).length,
    ...(groups && { breakdown: groups.values.map((value, i) => ({ value, ...ofGroups![i]! })) }),
    ...(compared.length > 0 && { compare: compared }),
    ...(spec.compare && 'previous' in spec.compare && !previous && { warnings: [NO_RANGE_BEFORE] }),
    ...(all.active === 0 && { empty: whyEmpty(partial) }),
  };
}

/** Ends of the intervals that touch the range; where it has no end, those of the log. */
function endsOf({ of, tooMany }: StickinessPartial, facts: EventLogFacts): number[] {
  const { fromMs, toMs } = of.span;
  if (tooMany) return [];
  const span = {
    fromMs: fromMs === -Infinity ? facts.firstMs : fromMs,
    toMs: toMs === Infinity ? facts.lastMs : toMs,
  };
  return bucketsOf(of.buckets, span).map(({ endMs }) => endMs);
}

function* tablesOf(
  partial: StickinessPartial,
  { cumulative = false }: StickinessSpec,
  facts: EventLogFacts,
  by: By,
): Generator<void, StickinessTable[]> {
  const intervals = endsOf(partial, facts).length;
  const exactly = Array.from({ length: by.places }, () => new Array<number>(intervals).fill(0));
  yield* inBlocks(partial.starts, (from, to) => {
    for (let unit = from; unit < to; unit++) {
      const place = by.of(unit);
      const active = partial.intervals[unit]!;
      if (place >= 0 && active > 0) exactly[place]![active - 1]!++;
    }
  });
  const days = courseDays(partial, facts);
  const course = partial.tooManyDays ? exactly.map(() => []) : yield* courses(partial, days, by);
  return exactly.map((counts, place) => {
    const active = counts.reduce((a, b) => a + b, 0);
    const sum = counts.reduce((all, n, k) => all + n * (k + 1), 0);
    return {
      counts: cumulative ? atLeast(counts) : counts,
      active,
      averageIntervals: active === 0 ? 0 : sum / active,
      course: course[place]!,
      means: meansOf(course[place]!),
    };
  });
}

/** Counts of so many intervals or more from those of exactly so many. */
export function atLeast(exactly: readonly number[]): number[] {
  let sum = 0;
  return exactly.map((_, k) => (sum += exactly[exactly.length - 1 - k]!)).reverse();
}

/** The groups listed, by who was active in the range or in the windows before. */
export function rankedGroups({ keys, group }: StickinessPartial, breakdown: Breakdown) {
  const size = new Uint32Array(keys.length);
  for (const each of group) size[each]!++;
  return rankGroups(keys, size, breakdown);
}

function whyEmpty({ tooMany, units }: StickinessPartial): { reason: string; hint: string } {
  if (tooMany)
    return {
      reason: `The range has more than ${MOST_PERIODS} periods.`,
      hint: 'Choose a longer period or a shorter range.',
    };
  return units === 0
    ? { reason: 'No events in this range.', hint: 'Choose a wider range or fewer conditions.' }
    : { reason: 'Nobody was active in this range.', hint: 'Choose another event, fewer of them, or a wider range.' };
}
