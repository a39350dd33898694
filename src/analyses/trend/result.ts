import type { EventLogFacts } from '#log/overview.ts';
import { bucketText } from '#vocabulary/calendar-buckets.ts';
import type { Span } from '#vocabulary/calendar.ts';
import { eventMatchText } from '#vocabulary/event-match.ts';
import { warning } from '#vocabulary/problem.ts';
import type { ResultBase } from '#vocabulary/result.ts';
import type { GroupValue } from '../breakdown-groups.ts';
import type { Finished, PlanContext } from '../kind.ts';
import { isUnusual, usualOf, type Usual } from './anomalies.ts';
import { evaluate, parseFormula } from './formula.ts';
import { edgesOf, MOST_POINTS, tooMany } from './kernel-edges.ts';
import type { Counts, TrendPartial } from './kernel.ts';
import { EVERYBODY, type Lines } from './ranked-lines.ts';
import type { Layout } from './result-counts.ts';
import { linesOf } from './result-lines.ts';
import { rolled, type Values } from './result-measure.ts';
import { hasNothing, valuesOf } from './result-values.ts';
import { rulesInForce } from './rules.ts';
import { measured } from './spec-series.ts';
import type { TrendSpec } from './spec.ts';

export interface TrendPoint {
  /** The bucket's first local day; of an hour or minute the time with its offset. */
  start: string;
  /** Null where there is none: no number, a division by nothing, or too few points for an average. */
  value: number | null;
  /** Its time had not fully passed at the log's last event. */
  open: boolean;
  /** The range has only a part of the bucket. */
  part?: true;
  /** The value is far from what is usual there. */
  unusual?: Usual;
}

export interface TrendLine {
  name: string;
  /** With a breakdown: the value of the property. */
  value?: GroupValue;
  points: TrendPoint[];
  /** Of the whole range at once: of units and sessions the distinct ones, of a formula that of the totals. */
  total: number | null;
  /** So many points were held against what is usual. */
  judged?: number;
}

export interface TrendResult extends ResultBase {
  kind: 'trend';
  /** First day of its weeks, 0 = Monday. */
  weekStart: number;
  /** Those asked in their order, each by its values; then those of the formula. */
  series: TrendLine[];
  /** The same of the range before, or, without a breakdown, of each segment. */
  compare?: { series: TrendLine[] }[];
}

const NO_RANGE_BEFORE = warning(
  'trend/before',
  'analysis.compare',
  'There is no range before this one.',
  'Choose a range with both ends.',
);

export function* finish(
  partial: TrendPartial,
  spec: TrendSpec,
  context: PlanContext,
  facts: EventLogFacts,
  ofSegments: TrendPartial[] = [],
): Generator<void, Finished<TrendResult>> {
  const { buckets, previous } = partial.of;
  const base = { units: partial.units, weekStart: context.weekStart, rules: rulesInForce(spec, context) };
  if (tooMany(buckets, withEnds(context.span, facts)))
    return {
      ...base,
      series: [],
      empty: {
        reason: `The range has more than ${MOST_POINTS} ${buckets.interval}s.`,
        hint: 'Choose a longer interval or a shorter range.',
      },
    };
  const lines = yield* linesOf(partial, spec);
  const { before } = partial;
  const series = yield* tableOf(partial.now, context.span, lines, partial, spec, facts);
  const compare: { series: TrendLine[] }[] = [];
  if (before && previous) compare.push({ series: yield* tableOf(before, previous, lines, partial, spec, facts) });
  for (const { now } of ofSegments)
    compare.push({ series: yield* tableOf(now, context.span, EVERYBODY, partial, spec, facts) });
  const asked = spec.compare !== undefined && 'previous' in spec.compare;
  return {
    ...base,
    series,
    ...(compare.length > 0 && { compare }),
    ...(asked && !before && { warnings: [NO_RANGE_BEFORE] }),
    ...(hasNothing(partial.now) && { empty: whyEmpty(partial.units, spec) }),
  };
}

const withEnds = ({ fromMs, toMs }: Span, { firstMs, lastMs }: EventLogFacts): Span => ({
  fromMs: fromMs === -Infinity ? firstMs : fromMs,
  toMs: toMs === Infinity ? lastMs : toMs,
});

function* tableOf(
  counts: Counts,
  span: Span,
  { values, lineOf, rest }: Lines,
  { of: { buckets } }: TrendPartial,
  spec: TrendSpec,
  facts: EventLogFacts,
): Generator<void, TrendLine[]> {
  const edges = edgesOf(buckets, withEnds(span, facts));
  const points = Math.max(0, edges.length - 1);
  const layout: Layout = { points, shift: edges.indexOf(counts.edges[0]!), lines: values?.length ?? 1, lineOf, rest };
  const { cumulative = false, rolling } = spec;
  const found = yield* valuesOf(spec, counts, layout);
  if (rolling) for (const all of found) for (const one of all) one.points = rolled(one.points, rolling);
  const places: Place[] = [];
  for (let b = 0; b < points; b++) {
    places.push({
      start: bucketText(buckets, edges[b]!),
      open: edges[b + 1]! > facts.lastMs,
      part: span.fromMs > edges[b]! || span.toMs + LAST_MS < edges[b + 1]!,
    });
    if (b % BREATH === 0) yield;
  }
  const judges = (spec.anomalies ?? true) && !cumulative && rolling === undefined;
  const lines: TrendLine[] = [];
  const push = function* (name: string, all: readonly Values[], counts: boolean): Generator<void, void> {
    for (const [at, of] of all.entries()) {
      lines.push({
        name,
        ...(values && { value: values[at]! }),
        ...pointsOf(places, of, judges && { interval: buckets.interval, counts }),
        total: of.total,
      });
      yield;
    }
  };
  for (const [i, series] of spec.series.entries())
    yield* push(series.name ?? eventMatchText(series.of), found[i]!, 'count' in measured(series));
  yield* push(spec.formula!, formulaLines(spec, found, layout), false);
  return lines;
}

interface Place {
  start: string;
  open: boolean;
  part: boolean;
}

/** Points between two breaths: zones are slow to ask. */
const BREATH = 1 << 9;

/** A range that ends so close to a bucket's end has all of it: times are kept to the microsecond, and doubles round. */
const LAST_MS = 0.002;

function pointsOf(
  places: readonly Place[],
  { points }: Values,
  judging: false | { interval: TrendPartial['of']['buckets']['interval']; counts: boolean },
): Pick<TrendLine, 'points' | 'judged'> {
  const usual =
    judging &&
    usualOf(
      places.map(({ start, open, part }, b) => ({ start, value: open || part ? null : points[b]! })),
      judging.interval,
      judging.counts,
    );
  return {
    points: places.map(({ start, open, part }, b) => {
      const value = points[b]!;
      const of = usual && usual[b];
      return {
        start,
        value,
        open,
        ...(part && { part }),
        ...(of && value !== null && isUnusual(value, of) && { unusual: of }),
      };
    }),
    ...(usual && { judged: usual.filter((each) => each !== null).length }),
  };
}

function formulaLines({ formula, series }: TrendSpec, found: readonly Values[][], layout: Layout): Values[] {
  if (formula === undefined) return [];
  const parsed = parseFormula(formula, series.length);
  if ('fault' in parsed) throw new Error(`A formula that was read cannot be: ${parsed.fault}`);
  return Array.from({ length: layout.lines }, (_, line) => ({
    points: Array.from({ length: layout.points }, (_, b) => evaluate(parsed, (s) => found[s]![line]!.points[b]!)),
    total: evaluate(parsed, (s) => found[s]![line]!.total),
  }));
}

function whyEmpty(units: number, { series }: TrendSpec): { reason: string; hint: string } {
  if (units === 0) return { reason: 'No events in this range.', hint: 'Choose a wider range or fewer conditions.' };
  const names = [...new Set(series.map(({ of }) => `“${eventMatchText(of)}”`))];
  return {
    reason: `Nobody did ${names.join(' or ')} in this range${series.some((one) => 'property' in measured(one)) ? ', or none has a number' : ''}.`,
    hint: 'Choose other events or a wider range.',
  };
}
