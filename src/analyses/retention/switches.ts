import { endOfBucket, startOfBucket, type BucketRule } from '#vocabulary/calendar-buckets.ts';
import type { Span } from '#vocabulary/calendar.ts';
import { durationMs, durationText, type Duration } from '#vocabulary/duration.ts';
import type { RuleInForce } from '#vocabulary/result.ts';
import { breakdownColumns, breakdownText, isOfPerson } from '../breakdown.ts';
import { compareInForce } from '../compare-with.ts';
import type { Plan, PlanContext } from '../kind.ts';
import { periodsBefore } from '../periods-before.ts';
import { DEFAULT_PERIODS, MOST_ROWS, type Measure, type RetentionSpec } from './spec.ts';

/** What the kernel runs with. Plain data. */
export interface RetentionOptions {
  buckets: BucketRule;
  /** [fromMs, toMs) of the range's whole periods; infinite where the range has no end. */
  fromMs: number;
  toMs: number;
  cohort: 'firstEver' | 'firstInRange' | 'everyPeriod';
  /** Elapsed milliseconds of a unit's own period; null = the calendar's periods. */
  rollingMs: number | null;
  onOrAfter: boolean;
  /** Widths of the columns in periods, that of period 0 first. */
  widths: number[];
  lateReturns: boolean;
  minReturns: number;
  /** Column of the plan, or null. */
  sameValue: number | null;
  /** Columns of the plan, or null without a breakdown. */
  breakdown: number[] | null;
  /** Whether returns are counted, or the numbers they carry too; null where only people are. */
  tally: 'events' | 'amounts' | null;
  /** How long people stay until they are gone; `goneAfter` null = what the log's people are like. */
  lastSeen: { goneAfter: Duration | null } | null;
  /** Its whole periods, where the range before is asked for and there is one. */
  previous: Span | null;
}

export function widthsOf({ brackets, periods = DEFAULT_PERIODS }: RetentionSpec): number[] {
  return brackets ? [1, ...brackets] : new Array<number>(periods).fill(1);
}

export function planOf(spec: RetentionSpec, context: PlanContext): Plan<RetentionOptions> {
  const { period = 'day', breakdown, sameValue, compare, measure = 'units', lastSeen } = spec;
  const { span } = context;
  const buckets = { zone: context.timezone, interval: period, weekStart: context.weekStart };
  const columns = breakdownColumns(breakdown);
  const groups = columns.length;
  const [only] = columns;
  // the group of a value is that of the return's value: one column serves both
  const shared = groups === 1 && only && 'property' in only && only.of === 'event' && only.property === sameValue;
  if (sameValue !== undefined && !shared) columns.push({ property: sameValue, of: 'event' });
  const whole = {
    fromMs: Number.isFinite(span.fromMs) ? startOfBucket(buckets, span.fromMs) : -Infinity,
    toMs: Number.isFinite(span.toMs) ? endOfBucket(buckets, startOfBucket(buckets, span.toMs)) : Infinity,
  };
  const options: RetentionOptions = {
    buckets,
    ...whole,
    cohort: spec.cohort ?? 'firstEver',
    rollingMs: spec.clock === 'rolling' ? durationMs({ n: 1, unit: period }) : null,
    onOrAfter: spec.returned === 'onOrAfter',
    widths: widthsOf(spec),
    lateReturns: spec.lateReturns ?? true,
    minReturns: spec.minReturns ?? 1,
    sameValue: sameValue === undefined ? null : columns.length - 1,
    breakdown: breakdown ? Array.from({ length: groups }, (_, i) => i) : null,
    tally: measure === 'units' ? null : measure === 'events' ? 'events' : 'amounts',
    lastSeen: lastSeen ? { goneAfter: lastSeen.goneAfter ?? null } : null,
    previous: compare && 'previous' in compare ? periodsBefore(buckets, whole, MOST_ROWS) : null,
  };
  const amount = propertyOf(measure);
  return {
    matches: [spec.start, spec.return],
    columns,
    ...(amount !== null && { amounts: [amount] }),
    ...(lastSeen && !lastSeen.goneAfter && { lifecycle: true }),
    options,
    // the breakdown is of everybody
    ...(compare &&
      'segments' in compare && { segments: { people: compare.segments, options: { ...options, breakdown: null } } }),
  };
}

/** Whose numbers a measure is of; null where it is of none. */
export function propertyOf(measure: Measure): string | null {
  if (typeof measure === 'string') return null;
  return 'sum' in measure ? measure.sum : measure.average;
}

const measureText = (measure: Measure): string =>
  measure === 'units'
    ? 'share of people who came back'
    : measure === 'events'
      ? 'number of returns'
      : `${'sum' in measure ? 'sum' : 'average'} of ${propertyOf(measure)} of the returns`;

/** `goneAfter` as it was in force, where it was asked for. */
export function rulesInForce(spec: RetentionSpec, goneAfter: Duration | null): RuleInForce[] {
  const { period = 'day', minReturns = 1, measure = 'units', compare } = spec;
  const rule = <Name extends keyof RetentionSpec>(
    name: Name,
    value: NonNullable<RuleInForce['value']> | null,
    text: string,
  ): RuleInForce => ({ name, value, text, from: spec[name] === undefined ? 'default' : 'document' });
  const cohort = spec.cohort ?? 'firstEver';
  const rolling = spec.clock === 'rolling';
  const late = spec.lateReturns ?? true;
  const mean = spec.mean ?? 'pooled';
  return [
    rule(
      'cohort',
      cohort,
      {
        firstEver: 'first start in the whole log',
        firstInRange: 'first start inside the range',
        everyPeriod: `in the cohort of every ${period} with a start`,
      }[cohort],
    ),
    rule('period', period, `by ${period}`),
    rule(
      'clock',
      rolling ? 'rolling' : 'calendar',
      rolling ? 'periods count from each start' : 'periods are those of the calendar',
    ),
    rule(
      'returned',
      spec.returned ?? 'on',
      spec.returned === 'onOrAfter' ? `back in that ${period} or later` : `back in that ${period}`,
    ),
    ...(spec.brackets
      ? [rule('brackets', spec.brackets.join(), `columns of ${spec.brackets.join(', ')} periods`)]
      : []),
    rule(
      'minReturns',
      minReturns,
      minReturns === 1 ? 'one return is enough' : `at least ${minReturns} returns in one period`,
    ),
    ...(spec.sameValue === undefined
      ? []
      : [rule('sameValue', spec.sameValue, `a return has the same ${spec.sameValue}`)]),
    rule('lateReturns', late, late ? 'returns may pass the range’s end' : 'returns end with the range'),
    rule('measure', typeof measure === 'string' ? measure : JSON.stringify(measure), measureText(measure)),
    rule(
      'mean',
      mean,
      mean === 'pooled' ? 'mean over everybody, closed cells' : 'mean of the cohorts’ rates, closed cells',
    ),
    ...(goneAfter
      ? [
          {
            name: 'lastSeen',
            value: durationText(goneAfter),
            text: `gone when away for ${durationText(goneAfter)} or longer`,
            from: spec.lastSeen?.goneAfter ? ('document' as const) : ('default' as const),
          },
        ]
      : []),
    ...compareInForce(compare, `beside as many ${period}s before`),
    ...(spec.breakdown
      ? [
          rule(
            'breakdown',
            breakdownText(spec.breakdown),
            `by ${breakdownText(spec.breakdown)}${isOfPerson(spec.breakdown) ? '' : ' at the start'}`,
          ),
        ]
      : []),
  ];
}
