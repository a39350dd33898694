import { count, hundredths, number, people, percent, PEOPLE } from '#charts/formats.ts';
import type { LogOverview } from '#log/overview.ts';
import type { NamedSegment } from '#segments/named.ts';
import type { Interval } from '#vocabulary/calendar-buckets.ts';
import type { Counted } from '#vocabulary/result.ts';
import type { Linked, Stretch } from '../draw-linked.ts';
import { seriesOf, type Series } from '../draw-series.ts';
import { drawCourse, type Course } from './draw-course.ts';
import type { MeanRatio } from './result-course.ts';
import { atLeast, type StickinessResult, type StickinessTable } from './result.ts';
import type { StickinessSpec } from './spec.ts';

export interface DrawnCount {
  /** `3`. */
  name: string;
  exactly: Linked;
  orMore: Linked;
  /** Of everybody active. */
  exactShare: string;
  orMoreShare: string;
}

export interface DrawnSeries {
  name: string;
  /** Up to the most intervals anybody was active in. */
  counts: DrawnCount[];
  says: Stretch[];
  course: Course;
}

export interface Drawing {
  /** Everybody, then groups or segments, or the range before. */
  series: DrawnSeries[];
  /** Beside each other; empty where there is nothing to compare. */
  beside: { name: string; cells: string[] }[];
  interval: Interval;
  counted: Counted;
  cumulative: boolean;
  /** Why the counts may still rise; null where they may not. */
  open: string | null;
}

export const BESIDE = ['Active', 'Average', 'Day by week', 'Day by month', 'Week by month'] as const;

/** Everything the stickiness shows, in the order it is read. Pure. */
export function draw(
  spec: StickinessSpec,
  result: StickinessResult,
  _overview: LogOverview,
  _zone: string,
  saved: readonly NamedSegment[] = [],
): Drawing {
  const counted = result.counted ?? PEOPLE;
  const { interval, cumulative = false } = spec;
  const series = seriesOf(spec, result, saved);
  const intervals = result.counts.length;
  return {
    series: series.map((each) => drawSeries(each, { interval, cumulative, counted })),
    beside: series.length > 1 ? series.map(({ name, table }) => ({ name, cells: besideCells(table, interval) })) : [],
    interval,
    counted,
    cumulative,
    open:
      result.open === 0
        ? null
        : `${count(result.open)} of the ${plural(intervals, interval)} of the range ${result.open === 1 ? 'is' : 'are'} not over when the log ends: counts may still rise.`,
  };
}

const plural = (n: number, interval: string): string => `${count(n)} ${interval}${n === 1 ? '' : 's'}`;

const meanText = ({ rate, days }: MeanRatio): string => (days === 0 ? '–' : percent(rate));

const besideCells = ({ active, averageIntervals, means }: StickinessTable, interval: string): string[] => [
  count(active),
  active === 0 ? '–' : `${hundredths(averageIntervals)} ${interval}s`,
  meanText(means.dayByWeek),
  meanText(means.dayByMonth),
  meanText(means.weekByMonth),
];

interface Asked {
  interval: Interval;
  cumulative: boolean;
  counted: Counted;
}

function drawSeries(series: Series<StickinessTable>, asked: Asked): DrawnSeries {
  const { name, table, pointer } = series;
  const { interval, cumulative, counted } = asked;
  const { counts, active } = table;
  const orMore = cumulative ? counts : atLeast(counts);
  const exactly = orMore.map((n, k) => n - (orMore[k + 1] ?? 0));
  const shown = exactly.slice(0, exactly.findLastIndex((n) => n > 0) + 1);
  const share = (n: number): string => percent(active === 0 ? 0 : n / active);
  const link = (n: number, k: number, or: boolean): Linked => ({
    n,
    pointer: { ...pointer, intervals: k + 1, atLeast: or },
    heading: `${people(n, counted)} active in ${plural(k + 1, interval)}${or ? ' or more' : ''}`,
    note: `${pointer ? `${name}: ` : ''}${share(n)} of ${people(active, counted)} active`,
  });
  return {
    name,
    counts: shown.map((n, k) => ({
      name: String(k + 1),
      exactly: link(n, k, false),
      orMore: link(orMore[k]!, k, true),
      exactShare: share(n),
      orMoreShare: share(orMore[k]!),
    })),
    says: sentence(table, exactly, asked),
    course: drawCourse(series, counted),
  };
}

function sentence({ active, averageIntervals, means }: StickinessTable, exactly: number[], asked: Asked): Stretch[] {
  const { interval, counted } = asked;
  if (active === 0) return ['Nobody was active in the range.'];
  const once = exactly[0] ?? 0;
  const said: Stretch[] = [
    `${people(active, counted)} ${active === 1 ? 'was' : 'were'} active in `,
    { strong: `${number(averageIntervals)} ${interval}s` },
    ` on average, of ${plural(exactly.length, interval)}; `,
    { strong: percent(once / active) },
    ` in one only.`,
  ];
  if (means.dayByMonth.days > 0)
    said.push(
      ` On a day, ${percent(means.dayByMonth.rate)} of those active in the 30 days that end with it came, the mean of ${plural(means.dayByMonth.days, 'day')}.`,
    );
  return said;
}
