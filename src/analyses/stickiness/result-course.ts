import type { EventLogFacts } from '#log/overview.ts';
import { bucketText, startOfBucket } from '#vocabulary/calendar-buckets.ts';
import { inBlocks } from '../blocks.ts';
import type { StickinessPartial } from './kernel.ts';
import { daysOf, MONTH_DAYS, WEEK_DAYS } from './switches.ts';

/** How many units were active around one local day. */
export interface ActiveDay {
  start: string;
  /** On the day. */
  day: number;
  /** On one or more of the 7 local days that end with it. */
  week: number;
  /** The same of 30. */
  month: number;
  dayByWeek: number;
  dayByMonth: number;
  weekByMonth: number;
  /** How many of the 30 days the log covers: of fewer than 7, or than 30, the ratios say nothing. */
  covered: number;
  /** The day is not over when the log ends. */
  open: boolean;
}

/** Over the days that are over and whose windows the log covers: so many of them. */
export interface MeanRatio {
  rate: number;
  days: number;
}

export interface MeanRatios {
  dayByWeek: MeanRatio;
  dayByMonth: MeanRatio;
  weekByMonth: MeanRatio;
}

/** Every day of the range up to the log's last, as numbers of the partial's days. */
export interface CourseDays {
  names: string[];
  /** The partial's days; the range's begin with `first`. */
  days: number;
  first: number;
  /** The day that holds the log's first event, 0 where it lies before all, `days` where it lies after. */
  logBegins: number;
  /** The last day is not over. */
  open: boolean;
}

export function courseDays(partial: StickinessPartial, facts: EventLogFacts): CourseDays {
  const { edges, of, lastMs } = partial;
  const days = Math.max(0, edges.length - 1);
  const rule = daysOf(of.buckets);
  const beginsMs = days > 0 ? startOfBucket(rule, Math.max(of.span.fromMs, edges[0]!)) : Infinity;
  const at = (ms: number): number => edges.subarray(0, days).findLastIndex((startMs) => startMs <= ms);
  const first = days === 0 ? 0 : at(beginsMs);
  return {
    names: [...edges.subarray(first, days)].map((startMs) => bucketText(rule, startMs)),
    days,
    first,
    logBegins: days > 0 && facts.firstMs >= edges[days]! ? days : Math.max(0, at(facts.firstMs)),
    open: days > 0 && edges[days]! > lastMs,
  };
}

/** How many of the units that have a place were active in each window, by that place. */
export function* courses(
  partial: StickinessPartial,
  { names, days, first, logBegins, open }: CourseDays,
  { places, of }: { places: number; of: (unit: number) => number },
): Generator<void, ActiveDay[][]> {
  /** Of each place and window: how many more there are on a day than on the day before. */
  const changes = Array.from({ length: places }, () =>
    [1, WEEK_DAYS, MONTH_DAYS].map((span) => new WindowChanges(span, days)),
  );
  yield* inBlocks(partial.starts, (from, to) => {
    for (let unit = from; unit < to; unit++) {
      const place = of(unit);
      if (place < 0) continue;
      const [day, week, month] = changes[place]! as [WindowChanges, WindowChanges, WindowChanges];
      day.add(partial, unit);
      week.add(partial, unit);
      month.add(partial, unit);
    }
  });
  return changes.map((windows) => {
    const running = windows.map(({ more }) => {
      let sum = 0;
      return more.map((each) => (sum += each));
    });
    return names.map((start, i): ActiveDay => {
      const [day, week, month] = running.map((counts) => counts[first + i]!) as [number, number, number];
      return {
        start,
        day,
        week,
        month,
        dayByWeek: share(day, week),
        dayByMonth: share(day, month),
        weekByMonth: share(week, month),
        covered: Math.max(0, Math.min(MONTH_DAYS, first + i - logBegins + 1)),
        open: open && first + i === days - 1,
      };
    });
  });
}

class WindowChanges {
  readonly more: Float64Array;
  readonly #span: number;
  readonly #last: number;

  constructor(span: number, days: number) {
    this.#span = span;
    this.#last = days - 1;
    this.more = new Float64Array(days + MONTH_DAYS + 1);
  }

  /** A unit's windows that touch each other are one. */
  add({ starts, back }: StickinessPartial, unit: number): void {
    const { more } = this;
    const span = this.#span;
    const last = this.#last;
    let counted = 0;
    for (let entry = starts[unit]!; entry < starts[unit + 1]!; entry++) {
      const day = last - back[entry]!;
      const from = day > counted ? day : counted;
      more[from]!++;
      counted = day + span;
      more[counted]!--;
    }
  }
}

const share = (of: number, all: number): number => (all === 0 ? 0 : of / all);

export function meansOf(course: readonly ActiveDay[]): MeanRatios {
  const mean = (ratio: 'dayByWeek' | 'dayByMonth' | 'weekByMonth', span: number, base: 'week' | 'month'): MeanRatio => {
    const told = course.filter((each) => !each.open && each.covered >= span && each[base] > 0);
    return {
      rate: share(
        told.reduce((sum, each) => sum + each[ratio], 0),
        told.length,
      ),
      days: told.length,
    };
  };
  return {
    dayByWeek: mean('dayByWeek', WEEK_DAYS, 'week'),
    dayByMonth: mean('dayByMonth', MONTH_DAYS, 'month'),
    weekByMonth: mean('weekByMonth', MONTH_DAYS, 'month'),
  };
}
