import { count, number, people, PEOPLE, ratio } from '#charts/formats.ts';
import { eventMatchText } from '#vocabulary/event-match.ts';
import type { Counted } from '#vocabulary/result.ts';
import { NUMBER_WORDS } from './rules.ts';
import { measured, type TrendSeries } from './spec-series.ts';
import type { TrendSpec } from './spec.ts';

/** A stretch of a sentence; the two or three numbers that matter are strong. */
export type Stretch = string | { strong: string };

export const quoted = (text: string): string => `“${text}”`;

/** Beside the event, where what is counted is not how often. */
function measureName(series: TrendSeries, counts: Counted): string | null {
  const how = measured(series);
  if ('property' in how) return `${NUMBER_WORDS[how.of]} of ${how.property}`;
  return { events: null, units: counts.many, sessions: 'sessions', perUnit: `for each ${counts.one}` }[how.count];
}

/** `Order`, `Order · people`, `Order · sum of amount`, or the name somebody gave. */
export function seriesLabel(series: TrendSeries, counts: Counted = PEOPLE): string {
  if (series.name) return series.name;
  const measure = measureName(series, counts);
  return measure === null ? eventMatchText(series.of) : `${eventMatchText(series.of)} · ${measure}`;
}

/** What the values of a series are, for the head of its axis; series alike share one. */
export function axisName(series: TrendSeries, counts: Counted = PEOPLE): string {
  const how = measured(series);
  if ('property' in how) return `${NUMBER_WORDS[how.of]} of ${how.property}`;
  return {
    events: 'events',
    units: counts.many,
    sessions: 'sessions',
    perUnit: `events for each ${counts.one}`,
  }[how.count];
}

/** A value as it stands in the table and the tip; a dash where there is none. */
export function valueText(value: number | null, series: TrendSeries | null): string {
  if (value === null) return '–';
  if (series && 'count' in measured(series) && Number.isInteger(value)) return count(value);
  return Math.abs(value) < 1 ? ratio(value) : number(value);
}

/** The total of a series as a person would say it. */
export function totalSaid(series: TrendSeries, total: number | null, counts: Counted = PEOPLE): Stretch[] {
  const how = measured(series);
  const what = quoted(eventMatchText(series.of));
  const strong = { strong: valueText(total, series) };
  if ('property' in how)
    return total === null
      ? [`${what} has no number of ${how.property}`]
      : [`The ${NUMBER_WORDS[how.of]} of ${how.property} at ${what} is `, strong];
  if (how.count === 'events')
    return [`${what} happened `, { strong: `${strong.strong} ${total === 1 ? 'time' : 'times'}` }];
  if (how.count === 'units') return [{ strong: people(total ?? 0, counts) }, ` did ${what}`];
  if (how.count === 'sessions')
    return [{ strong: people(total ?? 0, { one: 'session', many: 'sessions' }) }, ` had ${what}`];
  return [`${what} happened `, strong, ` times for each ${counts.one} who did it`];
}

/** What a point is about, after a comma. */
export const pointNote = ({ rolling, cumulative, interval = 'day' }: TrendSpec): string =>
  rolling
    ? `average of ${rolling} ${interval}s`
    : cumulative
      ? 'from the range’s start'
      : `a ${interval}`.replace('a hour', 'an hour');
