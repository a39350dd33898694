import type { FineInterval } from '#vocabulary/calendar-buckets.ts';

const LOCALE = 'en-GB';
const UTC = { timeZone: 'UTC' } as const;
const DATE = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', ...UTC });
const DATE_YEAR = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric', ...UTC });
const MONTH = new Intl.DateTimeFormat(LOCALE, { month: 'short', year: 'numeric', ...UTC });

/**
 * What minutes, hours, days, weeks or months are called by their starts, as results give them: local dates stand in UTC, an
 * hour or minute keeps its wall clock. The year is named where there are several.
 */
export function bucketNamer(interval: FineInterval, starts: readonly string[]): (start: string) => string {
  const date = (start: string): Date => new Date(`${start.slice(0, 10)}T00:00:00Z`);
  if (interval === 'month') return (start) => MONTH.format(date(start));
  const oneYear = starts[0]?.slice(0, 4) === starts.at(-1)?.slice(0, 4);
  const named = oneYear ? DATE : DATE_YEAR;
  if (interval !== 'hour' && interval !== 'minute') return (start) => named.format(date(start));
  return (start) => `${named.format(date(start))} ${start.slice(11, 16)}`;
}
