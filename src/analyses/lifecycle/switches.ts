import { endOfBucket, startOfBucket, type BucketRule } from '#vocabulary/calendar-buckets.ts';
import type { Span } from '#vocabulary/calendar.ts';
import { eventMatchText } from '#vocabulary/event-match.ts';
import type { RuleInForce } from '#vocabulary/result.ts';
import { MOST_PERIODS } from '../active-periods.ts';
import { breakdownColumns, breakdownText, isOfPerson } from '../breakdown.ts';
import { compareInForce } from '../compare-with.ts';
import type { Plan, PlanContext } from '../kind.ts';
import { periodsBefore } from '../periods-before.ts';
import type { LifecycleSpec } from './spec.ts';

/** What the kernel runs with. Plain data. */
export interface LifecycleOptions {
  buckets: BucketRule;
  /** [fromMs, toMs) of the range's whole periods; infinite where the range has no end. */
  fromMs: number;
  toMs: number;
  /** Whether units are put into groups, by the plan's columns. */
  grouped: boolean;
  /** As many periods before, of which the same is asked. */
  previous: Span | null;
}

export function planOf(spec: LifecycleSpec, { timezone, weekStart, span }: PlanContext): Plan<LifecycleOptions> {
  const { interval, breakdown, compare } = spec;
  const buckets = { zone: timezone, interval, weekStart };
  const whole = {
    fromMs: Number.isFinite(span.fromMs) ? startOfBucket(buckets, span.fromMs) : -Infinity,
    toMs: Number.isFinite(span.toMs) ? endOfBucket(buckets, startOfBucket(buckets, span.toMs)) : Infinity,
  };
  const options = {
    buckets,
    ...whole,
    grouped: breakdown !== undefined,
    previous: compare && 'previous' in compare ? periodsBefore(buckets, whole, MOST_PERIODS) : null,
  };
  return {
    matches: [spec.of],
    columns: breakdownColumns(breakdown),
    options,
    ...(compare &&
      'segments' in compare && { segments: { people: compare.segments, options: { ...options, grouped: false } } }),
  };
}

export function rulesInForce({ of, interval, breakdown, compare }: LifecycleSpec): RuleInForce[] {
  const said = (name: string, value: string, text: string): RuleInForce => ({ name, value, text, from: 'document' });
  return [
    said('of', eventMatchText(of), `active means ${eventMatchText(of)}`),
    said('interval', interval, `by whole ${interval}s`),
    {
      name: 'firstActivity',
      value: 'wholeLog',
      text: 'new at the first activity in the whole log, before the range too',
      from: 'default',
    },
    ...(breakdown
      ? [
          said(
            'breakdown',
            breakdownText(breakdown),
            `by ${breakdownText(breakdown)}${isOfPerson(breakdown) ? '' : ' at the first activity that has it'}`,
          ),
        ]
      : []),
    ...compareInForce(compare, `beside as many ${interval}s before`),
  ];
}
