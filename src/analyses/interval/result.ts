import type { EventLogFacts } from '#log/overview.ts';
import { bucketText } from '#vocabulary/calendar-buckets.ts';
import type { Span } from '#vocabulary/calendar.ts';
import { warning, type Problem } from '#vocabulary/problem.ts';
import type { ResultBase } from '#vocabulary/result.ts';
import { roundTimeText } from '#vocabulary/round-times.ts';
import { areTooMany, MOST_PERIODS, periodAt, periodEdges } from '../active-periods.ts';
import { rankGroups, type GroupKey, type GroupValue } from '../breakdown-groups.ts';
import type { Breakdown } from '../breakdown.ts';
import type { Finished, PlanContext } from '../kind.ts';
import { paceTests, type FollowedUnits, type PaceTests } from '../pace-tests.ts';
import { quantile } from '../quantiles.ts';
import { rowsByPlace } from '../rows.ts';
import type { Edges } from '../value-bins.ts';
import { binsOf } from './bins.ts';
import type { IntervalPartial } from './kernel.ts';
import { PAIR, type Waits } from './kernel-waits.ts';
import { binned, timesOf, type IntervalTable, type PeriodTimes } from './result-table.ts';
import type { IntervalSpec } from './spec.ts';
import { rulesInForce, type IntervalOptions } from './switches.ts';

export interface IntervalResult extends ResultBase, IntervalTable {
  kind: 'interval';
  breakdown?: (IntervalTable & { value: GroupValue })[];
  /** Of the range before, or of each segment. */
  compare?: IntervalTable[];
  /** Of all that begin, those without a pair as long as they were followed. */
  logRank?: PaceTests;
}

const NO_RANGE_BEFORE = warning(
  'interval/compare',
  'analysis.compare',
  'There is no range before this one.',
  'Choose a range with both ends.',
);

const tooManyPeriods = (interval: string): Problem =>
  warning(
    'interval/periods',
    'analysis.interval',
    `The range has more than ${MOST_PERIODS} ${interval}s: there are no boxes by the ${interval}.`,
    'Choose a longer period or a shorter range.',
  );

/** Breathes between tables. */
export function* finish(
  partial: IntervalPartial,
  spec: IntervalSpec,
  { counted }: PlanContext,
  facts: EventLogFacts,
  ofSegments: IntervalPartial[] = [],
): Generator<void, Finished<IntervalResult>> {
  const { waits, previous, units, keys } = partial;
  const compared = previous ? [previous] : ofSegments;
  const { bins, text } = sharedBins(
    [partial, ...compared].map(({ waits: of }) => of.seconds.filter((_, row) => of.state[row] === PAIR)),
    spec,
  );
  const groups = spec.breakdown && partial.of.grouped > 0 ? rankedGroups(waits, keys, spec.breakdown) : null;
  const place = Int32Array.from(waits.group, (group) => groups!.place[group]!);
  const parts = groups ? rowsByPlace(waits, place, groups.values.length) : [];
  const all = [partial, ...compared].map((of) => ({ waits: of.waits, span: of.of.span }));
  const tables: IntervalTable[] = [];
  let tooMany = false;
  for (const each of [...all, ...parts.map((part) => ({ waits: part, span: partial.of.span }))]) {
    yield;
    const byPeriod = yield* periodsOf(each.waits, each.span, partial.of, facts);
    tooMany ||= byPeriod === null;
    const times = timesOf(each.waits);
    yield;
    tables.push({ ...times, bins: binned(each.waits, bins), ...(spec.interval && { byPeriod: byPeriod ?? [] }) });
  }
  yield;
  const followed =
    (spec.breakdown ?? spec.compare) && [...all, ...parts.map((part) => ({ waits: part }))].map(followedIn);
  const logRank =
    followed &&
    paceTests(
      followed.slice(previous ? 0 : 1, 1 + compared.length),
      followed.slice(1 + compared.length),
      previous !== null,
    );
  const ofGroups = tables.slice(1 + compared.length);
  const warnings = [
    ...(spec.compare && 'previous' in spec.compare && !previous ? [NO_RANGE_BEFORE] : []),
    ...(tooMany ? [tooManyPeriods(spec.interval!)] : []),
  ];
  return {
    units,
    rules: rulesInForce(spec, text),
    ...(counted && { counts: counted }),
    ...tables[0]!,
    ...(groups && { breakdown: groups.values.map((value, i) => ({ value, ...ofGroups[i]! })) }),
    ...(compared.length > 0 && { compare: tables.slice(1, 1 + compared.length) }),
    ...(logRank && { logRank }),
    ...(warnings.length > 0 && { warnings }),
    ...(waits.person.length === 0 && { empty: whyEmpty(partial) }),
  };
}

const followedIn = ({ waits }: { waits: Waits }): FollowedUnits => ({
  person: waits.person,
  times: waits.seconds,
  happened: waits.state.map((state) => Number(state === PAIR)),
});

/** Bins in force, and what a person reads of them. */
function sharedBins(lists: readonly Float64Array[], { scale = 'log' }: IntervalSpec): { bins: Edges[]; text: string } {
  const least = Math.min(...lists.map((list) => list.reduce((a, b) => Math.min(a, b), Infinity)));
  const most = Math.max(...lists.map((list) => list.reduce((a, b) => Math.max(a, b), -Infinity)));
  if (least > most) return { bins: [], text: scale === 'log' ? 'bins between round times' : 'bins of one round width' };
  const p99 = quantile(lists.find((list) => list.length > 0)!.slice(), 0.99, 0);
  const { bins, width } = binsOf({ least, most, p99: Math.max(least, p99) }, scale);
  if (width === null) return { bins, text: 'bins between round times, each some two times the one before' };
  const { from, to } = bins.at(-1)!;
  const past = to === null ? ` up to the 99th percentile, one for all from ${roundTimeText(from!)} on` : '';
  return { bins, text: `bins ${roundTimeText(width)} wide${past}` };
}

/** Null where there are too many; of periods nobody asked for none. */
function* periodsOf(
  waits: Waits,
  { fromMs, toMs }: Span,
  { periods, capMs }: IntervalOptions,
  { firstMs, lastMs }: EventLogFacts,
): Generator<void, PeriodTimes[] | null> {
  const [beginMs, endMs] = [Math.max(fromMs, firstMs), Math.min(toMs, lastMs)];
  if (!periods || !(beginMs <= endMs)) return [];
  if (areTooMany(periods, beginMs, endMs)) return null;
  const edges = yield* periodEdges(periods, beginMs, endMs);
  const place = Int32Array.from(waits.fromMs, (timeMs) => periodAt(edges, timeMs, 0));
  const parts = rowsByPlace(waits, place, edges.length - 1);
  return parts.map((part, i) => ({
    start: bucketText(periods, edges[i]!),
    closed: edges[i + 1]! + (capMs === Infinity ? 0 : capMs) <= lastMs,
    ...timesOf(part),
  }));
}

/** The groups listed, by how often a pair begins in them. */
export function rankedGroups({ group }: Waits, keys: readonly GroupKey[], breakdown: Breakdown) {
  const size = new Uint32Array(keys.length);
  for (const each of group) size[each]!++;
  return rankGroups(keys, size, breakdown);
}

const whyEmpty = ({ units }: IntervalPartial): { reason: string; hint: string } =>
  units === 0
    ? { reason: 'No events in this range.', hint: 'Choose a wider range or fewer conditions.' }
    : { reason: 'Nobody did the first event in this range.', hint: 'Choose another event or a wider range.' };
