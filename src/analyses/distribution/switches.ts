import type { BucketRule } from '#vocabulary/calendar-buckets.ts';
import type { Span } from '#vocabulary/calendar.ts';
import { eventMatchText } from '#vocabulary/event-match.ts';
import type { RuleInForce } from '#vocabulary/result.ts';
import { breakdownColumns, breakdownText, isOfPerson } from '../breakdown.ts';
import { compareInForce } from '../compare-with.ts';
import type { Plan, PlanContext } from '../kind.ts';
import { rangeBefore } from '../range-before.ts';
import type { DistributionSpec, Measure } from './spec.ts';

/** What the kernel runs with. Plain data. */
export interface DistributionOptions {
  /** The range, both ends included. */
  span: Span;
  /** Local days that are counted instead of events. */
  days: BucketRule | null;
  /** Periods of which each has a number of its own. */
  periods: BucketRule | null;
  /** Whether the numbers of a property are added up. */
  sums: boolean;
  /** Whether units are put into groups, by the plan's columns. */
  grouped: boolean;
  /** The range before, of which the same is asked. */
  previous: Span | null;
}

export function planOf(spec: DistributionSpec, { timezone, weekStart, span }: PlanContext): Plan<DistributionOptions> {
  const { measure, per, breakdown, compare } = spec;
  const options: DistributionOptions = {
    span,
    days: measure === 'days' ? { zone: timezone, weekStart, interval: 'day' } : null,
    periods: per ? { zone: timezone, weekStart, interval: per } : null,
    sums: typeof measure === 'object',
    grouped: breakdown !== undefined,
    previous: compare && 'previous' in compare ? rangeBefore(span, timezone) : null,
  };
  return {
    matches: [spec.of],
    columns: breakdownColumns(breakdown),
    amounts: typeof measure === 'object' ? [measure.sum] : [],
    options,
    ...(compare &&
      'segments' in compare && { segments: { people: compare.segments, options: { ...options, grouped: false } } }),
  };
}

/** `how often`, `on how many days`, `sum of amount`. */
export const measureText = (measure: Measure): string =>
  measure === 'events' ? 'how often' : measure === 'days' ? 'on how many days' : `sum of ${measure.sum}`;

/** `bins`: those in force, in words. */
export function rulesInForce(spec: DistributionSpec, bins: string): RuleInForce[] {
  const { of, measure, per, breakdown, compare } = spec;
  const said = (name: string, value: string, text: string): RuleInForce => ({ name, value, text, from: 'document' });
  const unsaid = (name: string, value: string, text: string): RuleInForce => ({
    ...said(name, value, text),
    from: 'default',
  });
  return [
    said('of', eventMatchText(of), `of ${eventMatchText(of)}`),
    said('measure', typeof measure === 'object' ? `sum ${measure.sum}` : measure, measureText(measure)),
    per
      ? said('per', per, `a value for each ${per} in which they did it; open ${per}s are left out`)
      : unsaid('per', 'range', 'one value for the whole range'),
    (spec.bins ? said : unsaid)('bins', spec.bins?.join(', ') ?? 'automatic', bins),
    ...(breakdown
      ? [
          said(
            'breakdown',
            breakdownText(breakdown),
            `by ${breakdownText(breakdown)}${isOfPerson(breakdown) ? '' : ' at the first such event of the range that has it'}`,
          ),
        ]
      : []),
    ...compareInForce(compare),
  ];
}
