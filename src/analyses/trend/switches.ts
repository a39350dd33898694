import { DEFAULT_GAP, type SessionOptions } from '#log/sessions.ts';
import type { BucketRule } from '#vocabulary/calendar-buckets.ts';
import type { Span } from '#vocabulary/calendar.ts';
import { durationMs } from '#vocabulary/duration.ts';
import { breakdownColumns, type PropertyBreakdown } from '../breakdown.ts';
import { TOP } from '../breakdown-groups.ts';
import type { Breakdown } from '../breakdown.ts';
import type { Plan, PlanContext } from '../kind.ts';
import { rangeBefore } from '../range-before.ts';
import { measured, type TrendSeries } from './spec-series.ts';
import type { TrendBreakdown, TrendSpec } from './spec.ts';

/** What one pass over a person's events writes down: places are those in the plan's lists. */
export interface Tallied {
  match: number;
  /** How often, which sessions, or which numbers of an amount. */
  what: 'events' | 'sessions' | { amount: number };
}

/** What the kernel runs with. Plain data. */
export interface TrendOptions {
  buckets: BucketRule;
  tallies: Tallied[];
  /** By which the numbers are told apart: the event's name, or so many columns of the plan. */
  groups: 'event' | number | null;
  sessions: SessionOptions | null;
  /** The range before, of which the same is asked. */
  previous: Span | null;
  /** Where units or sessions are asked of the groups together that are not listed: so many are, ranked by this of the first series. */
  others: { top: number; by: 'events' | 'units' } | null;
}

/** One breakdown by event name is as one by a property of that name. */
export const groupedBy = (breakdown: TrendBreakdown): Breakdown => {
  if (!('event' in breakdown)) return breakdown;
  const { event: _event, ...kept } = breakdown;
  return { property: 'event', ...kept } satisfies PropertyBreakdown;
};

/** Series that look at the same events in the same way share a tally. */
const tallyKey = (series: TrendSeries): string => {
  const { name: _name, ...of } = series.of;
  const how = measured(series);
  return JSON.stringify([of, 'property' in how ? how.property : how.count === 'sessions' ? 'sessions' : null]);
};

/** The tally that each series reads, and the first series of each tally. */
export function sharedTallies(series: readonly TrendSeries[]): { tallyOf: number[]; firsts: TrendSeries[] } {
  const places = new Map<string, number>();
  const firsts: TrendSeries[] = [];
  const tallyOf = series.map((one) => {
    const key = tallyKey(one);
    const place = places.get(key) ?? firsts.push(one) - 1;
    places.set(key, place);
    return place;
  });
  return { tallyOf, firsts };
}

export function planOf(spec: TrendSpec, context: PlanContext): Plan<TrendOptions> {
  const { breakdown, compare } = spec;
  const { firsts } = sharedTallies(spec.series);
  const matches = firsts.map(({ of }) => of);
  const amounts: string[] = [];
  const tallies = firsts.map((one, match): Tallied => {
    const how = measured(one);
    if (!('property' in how)) return { match, what: how.count === 'sessions' ? 'sessions' : 'events' };
    const known = amounts.indexOf(how.property);
    return { match, what: { amount: known < 0 ? amounts.push(how.property) - 1 : known } };
  });
  const { gap = DEFAULT_GAP, start, end } = context.sessions ?? {};
  const bySession = tallies.some(({ what }) => what === 'sessions');
  const sessions = bySession && {
    gapMs: durationMs(gap),
    start: start ? matches.push(start) - 1 : null,
    end: end ? matches.push(end) - 1 : null,
  };
  const columns = breakdown ? breakdownColumns(groupedBy(breakdown)) : [];
  const byEvent = breakdown !== undefined && 'event' in breakdown;
  const options: TrendOptions = {
    buckets: { zone: context.timezone, interval: spec.interval ?? 'day', weekStart: context.weekStart },
    tallies,
    groups: byEvent ? 'event' : breakdown ? columns.length : null,
    sessions: sessions || null,
    previous: compare && 'previous' in compare ? rangeBefore(context.span, context.timezone) : null,
    others: othersOf(spec),
  };
  return {
    matches,
    columns: byEvent ? [] : columns,
    amounts,
    options,
    // the breakdown is of everybody
    ...(compare &&
      'segments' in compare && { segments: { people: compare.segments, options: { ...options, groups: null } } }),
  };
}

/** What else is told of them adds up, so that it can be told after the pass. */
function othersOf({ breakdown, series }: TrendSpec): TrendOptions['others'] {
  if (!breakdown || 'segment' in breakdown || breakdown.other === false) return null;
  if (!series.some(({ measure }) => measure === 'units' || measure === 'perUnit' || measure === 'sessions'))
    return null;
  return { top: breakdown.top ?? TOP, by: series[0]!.measure === 'units' ? 'units' : 'events' };
}
