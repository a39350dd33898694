import { endOfBucket, startOfBucket, type BucketRule } from '#vocabulary/calendar-buckets.ts';
import { durationMs } from '#vocabulary/duration.ts';
import type { RuleInForce } from '#vocabulary/result.ts';
import { breakdownColumns, breakdownText, isOfPerson } from '../breakdown.ts';
import type { Plan, PlanContext } from '../kind.ts';
import { DEFAULT_PERIODS, type RetentionSpec } from './spec.ts';

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
}

export function widthsOf({ brackets, periods = DEFAULT_PERIODS }: RetentionSpec): number[] {
  return brackets ? [1, ...brackets] : new Array<number>(periods).fill(1);
}

export function planOf(spec: RetentionSpec, context: PlanContext): Plan<RetentionOptions> {
  const { period = 'day', breakdown, sameValue } = spec;
  const { span } = context;
  const buckets = { zone: context.timezone, interval: period, weekStart: context.weekStart };
  const columns = breakdownColumns(breakdown);
  const groups = columns.length;
  const [only] = columns;
  // the group of a value is that of the return's value: one column serves both
  const shared = groups === 1 && only && 'property' in only && only.of === 'event' && only.property === sameValue;
  if (sameValue !== undefined && !shared) columns.push({ property: sameValue, of: 'event' });
  return {
    matches: [spec.start, spec.return],
    columns,
    options: {
      buckets,
      fromMs: Number.isFinite(span.fromMs) ? startOfBucket(buckets, span.fromMs) : -Infinity,
      toMs: Number.isFinite(span.toMs) ? endOfBucket(buckets, startOfBucket(buckets, span.toMs)) : Infinity,
      cohort: spec.cohort ?? 'firstEver',
      rollingMs: spec.clock === 'rolling' ? durationMs({ n: 1, unit: period }) : null,
      onOrAfter: spec.returned === 'onOrAfter',
      widths: widthsOf(spec),
      lateReturns: spec.lateReturns ?? true,
      minReturns: spec.minReturns ?? 1,
      sameValue: sameValue === undefined ? null : columns.length - 1,
      breakdown: breakdown ? Array.from({ length: groups }, (_, i) => i) : null,
    },
  };
}

export function rulesInForce(spec: RetentionSpec): RuleInForce[] {
  const { period = 'day', minReturns = 1 } = spec;
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
    rule(
      'mean',
      mean,
      mean === 'pooled' ? 'mean over everybody, closed cells' : 'mean of the cohorts’ rates, closed cells',
    ),
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
