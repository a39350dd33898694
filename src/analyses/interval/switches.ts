import type { BucketRule } from '#vocabulary/calendar-buckets.ts';
import type { Span } from '#vocabulary/calendar.ts';
import { durationMs, durationText } from '#vocabulary/duration.ts';
import { eventMatchText } from '#vocabulary/event-match.ts';
import type { RuleInForce } from '#vocabulary/result.ts';
import { breakdownColumns, breakdownText, isOfPerson } from '../breakdown.ts';
import { compareInForce } from '../compare-with.ts';
import type { Plan, PlanContext } from '../kind.ts';
import { rangeBefore } from '../range-before.ts';
import type { IntervalSpec } from './spec.ts';

/** What the kernel runs with. Plain data. */
export interface IntervalOptions {
  /** The range, both ends included: where pairs begin. */
  span: Span;
  all: boolean;
  /** Infinity = without end. */
  capMs: number;
  /** Which column holds the value that both events share; null = any two will do. */
  same: number | null;
  /** How many columns, from the first on, put pairs into groups. */
  grouped: number;
  /** Periods of the beginning. */
  periods: BucketRule | null;
  /** The range before, of which the same is asked. */
  previous: Span | null;
}

export function planOf(spec: IntervalSpec, { timezone, weekStart, span }: PlanContext): Plan<IntervalOptions> {
  const { from, to, each, same, cap, interval, breakdown, compare } = spec;
  const columns = breakdownColumns(breakdown);
  const grouped = columns.length;
  const shared = columns.findIndex(
    (column) => 'property' in column && column.of === 'event' && column.property === same,
  );
  if (same !== undefined && shared < 0) columns.push({ property: same, of: 'event' });
  const options: IntervalOptions = {
    span,
    all: each === 'all',
    capMs: cap ? durationMs(cap) : Infinity,
    same: same === undefined ? null : shared < 0 ? columns.length - 1 : shared,
    grouped,
    periods: interval ? { zone: timezone, weekStart, interval } : null,
    previous: compare && 'previous' in compare ? rangeBefore(span, timezone) : null,
  };
  return {
    matches: [from, to],
    columns,
    options,
    ...(compare &&
      'segments' in compare && { segments: { people: compare.segments, options: { ...options, grouped: 0 } } }),
  };
}

/** `bins`: those in force, in words. */
export function rulesInForce(spec: IntervalSpec, bins: string): RuleInForce[] {
  const { from, to, each, same, cap, scale, interval, breakdown, compare } = spec;
  const said = (name: string, value: string | null, text: string): RuleInForce => ({
    name,
    value,
    text,
    from: 'document',
  });
  const unsaid = (name: string, value: string | null, text: string): RuleInForce => ({
    ...said(name, value, text),
    from: 'default',
  });
  return [
    said('from', eventMatchText(from), `from ${eventMatchText(from)} in the range`),
    said('to', eventMatchText(to), `to the next ${eventMatchText(to)}, which may lie past the range’s end`),
    (each ? said : unsaid)(
      'each',
      each ?? 'first',
      each === 'all' ? 'all pairs that do not overlap' : 'one pair of each, from the first on',
    ),
    ...(same === undefined ? [] : [said('same', same, `both with the same ${same}`)]),
    cap
      ? said('cap', durationText(cap), `at most ${durationText(cap)} apart`)
      : unsaid('cap', null, 'however far apart'),
    (scale ? said : unsaid)('scale', scale ?? 'log', bins),
    ...(interval ? [said('interval', interval, `boxes by the ${interval} that pairs begin in`)] : []),
    ...(breakdown
      ? [
          said(
            'breakdown',
            breakdownText(breakdown),
            `by ${breakdownText(breakdown)}${isOfPerson(breakdown) ? '' : ' at the event that begins the pair'}`,
          ),
        ]
      : []),
    ...compareInForce(compare),
  ];
}
