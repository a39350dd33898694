import { count, people, percent } from '#charts/formats.ts';
import { shareTop } from '#charts/share-axis.ts';
import type { Pointer } from '#engine/protocol.ts';
import type { LogOverview } from '#log/overview.ts';
import type { Interval } from '#vocabulary/calendar-buckets.ts';
import { bucketNamer } from '../bucket-names.ts';
import { inAnyOrder, quoted, type Heading } from './draw-headings.ts';
import { isFew, MOST_DRAWN, type Series, type Stretch } from './draw-series.ts';
import type { FunnelResult } from './result.ts';
import type { FunnelTrendPoint } from './result-trend.ts';
import type { FunnelSpec } from './spec.ts';
import { trendSteps } from './switches.ts';

interface Behind {
  n: number;
  pointer: Pointer;
  who: Heading;
}

export interface TrendPoint {
  /** Place of its bucket. */
  at: number;
  /** 0..1; null where nobody entered. */
  rate: number | null;
  entered: Behind;
  converted: Behind;
  left: Behind;
  open: boolean;
  few: boolean;
  says: string;
}

export interface TrendLine {
  name: string;
  /** A token. */
  colour: string;
  points: TrendPoint[];
}

export interface Trend {
  /** What the buckets are called. */
  buckets: string[];
  /** That of everybody first. */
  lines: TrendLine[];
  /** Of the range before, bucket by bucket; null where that is not asked. */
  before: (number | null)[] | null;
  /** So many lines are in the table only. */
  undrawn: number;
  /** The share at the top of the figure. */
  top: number;
  hasOpen: boolean;
  hasFew: boolean;
  label: string;
  sentence: Stretch[];
}

const DAY_MS = 86_400_000;

/** An interval that gives the log some ten to hundred points. */
export function fittingInterval({ firstMs, lastMs }: LogOverview): Interval {
  const days = (lastMs - firstMs) / DAY_MS;
  return days <= 3 ? 'hour' : days <= 60 ? 'day' : days <= 730 ? 'week' : 'month';
}

/** Conversion by the time of entry; null where it is not asked. Pure. */
export function drawTrend(spec: FunnelSpec, result: FunnelResult, series: readonly Series[]): Trend | null {
  if (!spec.trend || !result.trend) return null;
  const { from, to } = trendSteps(spec, spec.trend);
  const name = bucketNamer(
    spec.trend.interval,
    result.trend.map(({ start }) => start),
  );
  const [first, last] = [result.steps[from]!.name, result.steps[to]!.name];
  const lineOf = (called: string, colour: string, points: readonly FunnelTrendPoint[], of: Pointer): TrendLine => ({
    name: called,
    colour,
    points: points.map((point, at) => ({
      at,
      rate: point.entered === 0 ? null : point.rate,
      ...behind(point, { from, to, first, last, of, when: name(point.start), called }, result.counts),
      open: point.open,
      few: point.entered > 0 && isFew(point.entered),
      says: `${called === ALL ? '' : `${called}, `}${name(point.start)}: ${count(point.converted)} of ${people(point.entered, result.counts)}, ${percent(point.rate)}${point.open ? ', open' : ''}`,
    })),
  });
  const others = series.filter(({ trend }) => trend);
  const lines = [
    lineOf(ALL, others.length > 0 ? '--ink' : '--c1', result.trend, {}),
    ...others.map(({ name: called, colour, trend, pointer }) => lineOf(called, colour, trend!, pointer)),
  ];
  const earlier = spec.compare && 'previous' in spec.compare ? result.compare?.[0]?.trend : undefined;
  const before = earlier ? earlier.map(({ entered, rate }) => (entered === 0 ? null : rate)) : null;
  const drawn = lines.slice(0, MOST_DRAWN + 1);
  const points = drawn.flatMap((line) => line.points);
  const most = Math.max(0, ...points.map(({ rate }) => rate ?? 0), ...(before ?? []).map((rate) => rate ?? 0));
  const got = inAnyOrder(spec) ? `${last} or more` : `from ${quoted(first)} to ${quoted(last)}`;
  return {
    buckets: result.trend.map(({ start }) => name(start)),
    lines,
    before,
    undrawn: lines.length - drawn.length,
    top: shareTop(most),
    hasOpen: points.some(({ open, rate }) => open && rate !== null),
    hasFew: points.some(({ few }) => few),
    label: `Share that got ${got}, by ${spec.trend.interval} of entry`,
    sentence: sentence(lines[0]!.points, result.trend, name, spec.trend.interval, got),
  };
}

const ALL = 'All';

function behind(
  { start, entered, converted }: FunnelTrendPoint,
  at: { from: number; to: number; first: string; last: string; of: Pointer; when: string; called: string },
  counts: FunnelResult['counts'],
): Pick<TrendPoint, 'entered' | 'converted' | 'left'> {
  const { from, to, first, last, of, when, called } = at;
  const note = called === ALL ? `began ${when}` : `${called}: began ${when}`;
  const left = entered - converted;
  return {
    entered: {
      n: entered,
      pointer: { ...of, step: from, start },
      who: { heading: `${people(entered, counts)} got to ${quoted(first)}`, note },
    },
    converted: {
      n: converted,
      pointer: { ...of, step: to, start },
      who: { heading: `${people(converted, counts)} got to ${quoted(last)}`, note },
    },
    left: {
      n: left,
      pointer: { ...of, step: to, dropped: true, start },
      who: { heading: `${people(left, counts)} did not get to ${quoted(last)}`, note },
    },
  };
}

/** Between which shares the closed buckets of some size lie. */
function sentence(
  points: readonly TrendPoint[],
  of: readonly FunnelTrendPoint[],
  name: (start: string) => string,
  interval: Interval,
  got: string,
): Stretch[] {
  const closed = points.filter(({ open, rate }) => !open && rate !== null);
  const telling = closed.filter(({ few }) => !few);
  const list = telling.length > 1 ? telling : closed;
  if (list.length < 2) return [`No two ${interval}s have closed yet: those who entered may still go on.`];
  const best = list.reduce((one, other) => (other.rate! > one.rate! ? other : one));
  const worst = list.reduce((one, other) => (other.rate! < one.rate! ? other : one));
  const when = ({ at }: TrendPoint): string => name(of[at]!.start);
  const period = interval === 'week' ? 'week of ' : '';
  return [
    `Of those who entered, between `,
    { strong: percent(worst.rate!) },
    ` (${period}${when(worst)}) and `,
    { strong: percent(best.rate!) },
    ` (${period}${when(best)}) got ${got}.`,
  ];
}
