import { hundredths, number, people, PEOPLE, ratio, thousandths } from '#charts/formats.ts';
import { eventMatchText, eventNames } from '#vocabulary/event-match.ts';
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

/** Beside an axis, where each value stands alone. */
export const levelText = (value: number): string => (Math.abs(value) < 1 ? ratio(value) : number(value));

export type Format = (value: number | null) => string;

/** With as many decimals as a column of these needs, the same in all; a dash where there is no value. */
export function formatOf(values: readonly (number | null)[]): Format {
  const there = values.filter((value) => value !== null);
  const whole = there.every(Number.isInteger);
  const write = whole ? number : there.every((value) => Math.abs(value) <= 1) ? thousandths : hundredths;
  return (value) => (value === null ? '–' : write(value));
}

/** The total of a series as a person would say it. */
export function totalSaid(
  series: TrendSeries,
  total: number | null,
  format: Format,
  counts: Counted = PEOPLE,
): Stretch[] {
  const how = measured(series);
  const { of } = series;
  const any = eventNames(of) === null && !of.where && !of.name;
  const what = quoted(eventMatchText(of));
  const strong = format(total);
  if ('property' in how)
    return total === null
      ? [`${what} has no number of ${how.property}`]
      : [`The ${NUMBER_WORDS[how.of]} of ${how.property}${any ? '' : ` at ${what}`} is `, { strong }];
  if (how.count === 'events')
    return any
      ? [{ strong: people(total ?? 0, { one: 'event', many: 'events' }) }]
      : [`${what} happened `, { strong: `${strong} ${total === 1 ? 'time' : 'times'}` }];
  if (how.count === 'units') return [{ strong: people(total ?? 0, counts) }, any ? ' did anything' : ` did ${what}`];
  if (how.count === 'sessions')
    return [{ strong: people(total ?? 0, { one: 'session', many: 'sessions' }) }, ...(any ? [] : [` had ${what}`])];
  return any
    ? [{ strong }, ` events for each ${counts.one}`]
    : [`${what} happened `, { strong }, ` times for each ${counts.one} who did it`];
}

/** What a point is about, after the name of its axis. */
export function pointNote({ rolling, cumulative, interval = 'day' }: TrendSpec, counts: boolean): string {
  if (rolling) return `, average of ${rolling} ${interval}s`;
  if (cumulative) return ', from the range’s start';
  return counts ? ` ${interval === 'hour' ? 'an' : 'a'} ${interval}` : `, by ${interval}`;
}
