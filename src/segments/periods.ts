import { localDate } from '#vocabulary/calendar.ts';
import { bucketsOf, type Interval } from '#vocabulary/calendar-buckets.ts';

export interface Periods {
  interval: Interval;
  /** The last is the log's own end. `date` is the local day that it ends, `endMs` is part of it. */
  ends: { date: string; endMs: number }[];
}

const MOST_POINTS = 16;
const DAY_MS = 86_400_000;
/** The coarsest of these is the last whose spans are at most so long. */
const INTERVALS: { interval: Interval; spanDays: number }[] = [
  { interval: 'day', spanDays: 4 * MOST_POINTS },
  { interval: 'week', spanDays: 2 * 7 * MOST_POINTS },
  { interval: 'month', spanDays: Infinity },
];

/** Ends of days, weeks or months of a log, or of every second, fourth and so on: 8 to 16 wherever it is eight days long. */
export function periodsOf({ firstMs, lastMs }: { firstMs: number; lastMs: number }, zone: string): Periods {
  const days = (lastMs - firstMs) / DAY_MS;
  const { interval } = INTERVALS.find(({ spanDays }) => days <= spanDays)!;
  const buckets = bucketsOf({ interval, zone, weekStart: 0 }, { fromMs: firstMs, toMs: lastMs });
  let step = 1;
  while (Math.ceil(buckets.length / step) > MOST_POINTS) step *= 2;
  const ends = buckets
    .slice(0, -1)
    .filter((_, i) => (buckets.length - 1 - i) % step === 0)
    // the last microsecond, as times are kept to the microsecond
    .map(({ endMs }) => endMs - 0.001);
  return { interval, ends: [...ends, lastMs].map((endMs) => ({ date: localDate(zone, endMs), endMs })) };
}
