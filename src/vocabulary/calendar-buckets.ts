import { instantOf, localDate, offsetMs, type Span } from './calendar.ts';

export const INTERVALS = ['hour', 'day', 'week', 'month'] as const;
export type Interval = (typeof INTERVALS)[number];
export const FINE_INTERVALS = ['minute', ...INTERVALS] as const;
export type FineInterval = (typeof FINE_INTERVALS)[number];

/** How time is cut into buckets. Plain data. */
export interface BucketRule {
  zone: string;
  interval: FineInterval;
  /** First day of a week, 0 = Monday. */
  weekStart: number;
}

/** [startMs, endMs) of one minute, hour, day, week or month of the zone. */
export interface Bucket {
  startMs: number;
  endMs: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** First instant of the bucket that an instant lies in. */
export function startOfBucket(rule: BucketRule, instantMs: number): number {
  const { zone, interval } = rule;
  const offset = offsetMs(zone, instantMs);
  if (interval === 'minute') return Math.floor((instantMs + offset) / MINUTE_MS) * MINUTE_MS - offset;
  if (interval !== 'hour') return instantOf(zone, firstDay(rule, instantMs + offset));
  const start = hourStart(instantMs, offset);
  // where the clocks move by half an hour, the two pieces of an hour stay one bucket
  const before = offsetMs(zone, start);
  return before === offset ? start : hourStart(start, before);
}

const hourStart = (instantMs: number, offset: number): number =>
  Math.floor((instantMs + offset) / HOUR_MS) * HOUR_MS - offset;

/** Midnight on the wall clock of the first day of the bucket. */
function firstDay({ interval, weekStart }: BucketRule, localMs: number): number {
  const midnight = Math.floor(localMs / DAY_MS) * DAY_MS;
  if (interval === 'day') return midnight;
  const date = new Date(midnight);
  if (interval === 'month') return midnight - (date.getUTCDate() - 1) * DAY_MS;
  return midnight - ((date.getUTCDay() + 6 - weekStart + 7) % 7) * DAY_MS;
}

/** First instant after the bucket that begins at `startMs`. */
export function endOfBucket(rule: BucketRule, startMs: number): number {
  const { zone, interval } = rule;
  if (interval === 'minute') return startOfBucket(rule, startMs + MINUTE_MS);
  if (interval === 'hour') {
    let later = startMs + HOUR_MS;
    while (startOfBucket(rule, later) <= startMs) later += HOUR_MS / 2;
    return startOfBucket(rule, later);
  }
  // a day that a zone left out has its first instant in the next one
  const local = startMs + offsetMs(zone, startMs);
  const midnight = firstDay(rule, local);
  const days =
    interval === 'day'
      ? 1
      : interval === 'week'
        ? 7
        : new Date(Date.UTC(new Date(midnight).getUTCFullYear(), new Date(midnight).getUTCMonth() + 1, 0)).getUTCDate();
  return instantOf(zone, midnight + days * DAY_MS);
}

/** Every bucket that touches a span with both ends, in order. */
export function bucketsOf(rule: BucketRule, { fromMs, toMs }: Span): Bucket[] {
  const buckets: Bucket[] = [];
  if (!(fromMs <= toMs)) return buckets;
  for (let startMs = startOfBucket(rule, fromMs); startMs <= toMs;) {
    const endMs = endOfBucket(rule, startMs);
    buckets.push({ startMs, endMs });
    startMs = endMs;
  }
  return buckets;
}

/** YYYY-MM-DD of its first day; of an hour or minute ISO 8601 with the offset, so that the two 01:00 of autumn differ. */
export function bucketText({ zone, interval }: BucketRule, startMs: number): string {
  if (interval !== 'hour' && interval !== 'minute') return localDate(zone, startMs);
  const offset = offsetMs(zone, startMs);
  const local = new Date(startMs + offset).toISOString().slice(0, 19);
  if (offset === 0) return `${local}Z`;
  const minutes = Math.floor(Math.abs(offset) / 60_000);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
