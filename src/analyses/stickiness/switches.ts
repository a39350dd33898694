import { startOfBucket, type BucketRule } from '#vocabulary/calendar-buckets.ts';
import type { Span } from '#vocabulary/calendar.ts';
import { eventMatchText } from '#vocabulary/event-match.ts';
import type { RuleInForce } from '#vocabulary/result.ts';
import { breakdownColumns, breakdownText, isOfPerson } from '../breakdown.ts';
import { compareInForce } from '../compare-with.ts';
import type { Plan, PlanContext } from '../kind.ts';
import { rangeBefore } from '../range-before.ts';
import type { PerInterval, StickinessSpec } from './spec.ts';

/** Local days of the rolling windows, that day included. */
export const WEEK_DAYS = 7;
export const MONTH_DAYS = 30;

/** Times are kept to the microsecond. */
const LEAST_MS = 0.001;

/** What the kernel runs with. Plain data. */
export interface StickinessOptions {
  buckets: BucketRule;
  /** The range, both ends included. */
  span: Span;
  /** First instant of the days that the rolling windows look at. */
  sinceMs: number;
  perInterval: PerInterval | null;
  /** Whether units are put into groups, by the plan's columns. */
  grouped: boolean;
  /** The range before, of which the same is asked. */
  previous: Span | null;
}

export const daysOf = ({ zone, weekStart }: BucketRule): BucketRule => ({ zone, weekStart, interval: 'day' });

/** First instant of the day that the longest window of a range's first day begins with. */
export function sinceOf(buckets: BucketRule, { fromMs }: Span): number {
  if (!Number.isFinite(fromMs)) return fromMs;
  const days = daysOf(buckets);
  let sinceMs = startOfBucket(days, fromMs);
  for (let n = 1; n < MONTH_DAYS; n++) sinceMs = startOfBucket(days, sinceMs - LEAST_MS);
  return sinceMs;
}

export function planOf(spec: StickinessSpec, { timezone, weekStart, span }: PlanContext): Plan<StickinessOptions> {
  const { interval, perInterval = null, breakdown, compare } = spec;
  const buckets = { zone: timezone, interval, weekStart };
  const options = {
    buckets,
    span,
    sinceMs: sinceOf(buckets, span),
    perInterval,
    grouped: breakdown !== undefined,
    previous: compare && 'previous' in compare ? rangeBefore(span, timezone) : null,
  };
  return {
    matches: [spec.of],
    columns: breakdownColumns(breakdown),
    options,
    ...(compare &&
      'segments' in compare && { segments: { people: compare.segments, options: { ...options, grouped: false } } }),
  };
}

const TIMES = { gte: 'at least', lte: 'at most', is: 'exactly' };

/** `at least 2 events`. */
export const perIntervalText = ({ op, value }: PerInterval): string =>
  `${TIMES[op]} ${value} event${value === 1 ? '' : 's'}`;

export function rulesInForce(spec: StickinessSpec): RuleInForce[] {
  const { of, interval, cumulative = false, perInterval, breakdown, compare } = spec;
  const said = (name: string, value: string | boolean, text: string): RuleInForce => ({
    name,
    value,
    text,
    from: 'document',
  });
  const unsaid = (name: string, value: string | boolean, text: string): RuleInForce => ({
    ...said(name, value, text),
    from: 'default',
  });
  return [
    said('of', eventMatchText(of), `active means ${eventMatchText(of)}`),
    said('interval', interval, `in how many ${interval}s of the range`),
    (spec.cumulative === undefined ? unsaid : said)(
      'cumulative',
      cumulative,
      cumulative ? `so many ${interval}s or more` : `exactly so many ${interval}s`,
    ),
    perInterval
      ? said('perInterval', perIntervalText(perInterval), `${perIntervalText(perInterval)} make a ${interval} active`)
      : unsaid(
          'perInterval',
          'at least 1 event',
          `one event makes ${interval === 'hour' ? 'an' : 'a'} ${interval} active`,
        ),
    unsaid(
      'windows',
      `${WEEK_DAYS} and ${MONTH_DAYS} days`,
      `over time: active on the day, in the ${WEEK_DAYS} and in the ${MONTH_DAYS} local days that end with it`,
    ),
    ...(breakdown
      ? [
          said(
            'breakdown',
            breakdownText(breakdown),
            `by ${breakdownText(breakdown)}${isOfPerson(breakdown) ? '' : ' at the first activity of the range that has it'}`,
          ),
        ]
      : []),
    ...compareInForce(compare),
  ];
}
