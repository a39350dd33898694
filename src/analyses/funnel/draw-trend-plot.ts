import type * as Library from '@observablehq/plot';
import { lineNames, NAMES_PX, type LineName } from '#charts/line-names.ts';
import { shareTick } from '#charts/share-axis.ts';
import { inks } from '#charts/theme.ts';
import { MOST_DRAWN } from './draw-series.ts';
import type { Trend, TrendLine, TrendPoint } from './draw-trend.ts';

export const HEIGHT = 240;
const TOP = 18;
const BOTTOM = 28;
const LEFT = 36;
const RIGHT = 16;
const TICK_PX = 84;

export const drawnLines = (trend: Trend): TrendLine[] => trend.lines.slice(0, MOST_DRAWN + 1);

const rightOf = (trend: Trend): number => (trend.lines.length > 1 ? NAMES_PX : RIGHT);

/** Where a point lies, in pixels from the figure's corner. */
export function placeOf(trend: Trend, { at, rate }: Pick<TrendPoint, 'at' | 'rate'>, width: number): [number, number] {
  const across = width - LEFT - rightOf(trend);
  const last = Math.max(1, trend.buckets.length - 1);
  return [LEFT + (at / last) * across, TOP + (1 - (rate ?? 0) / trend.top) * (HEIGHT - TOP - BOTTOM)];
}

/** What a pointer is nearest to: the bucket first, then the line. */
export function nearest(trend: Trend, x: number, y: number, width: number): { line: number; at: number } | null {
  const across = width - LEFT - rightOf(trend);
  const last = trend.buckets.length - 1;
  const at = Math.max(0, Math.min(last, Math.round(((x - LEFT) / Math.max(1, across)) * last)));
  let found: { line: number; at: number } | null = null;
  let least = Infinity;
  drawnLines(trend).forEach(({ points }, line) => {
    const point = points[at];
    if (!point || point.rate === null) return;
    const far = Math.abs(placeOf(trend, point, width)[1] - y);
    if (far < least) [found, least] = [{ line, at }, far];
  });
  return found;
}

/** Names at the ends of lines. */
export function namesAt(trend: Trend, width: number): LineName[] {
  if (trend.lines.length < 2) return [];
  const ends = drawnLines(trend).flatMap(({ name, points }) => {
    const last = points.findLast(({ rate }) => rate !== null);
    if (!last) return [];
    const [x, y] = placeOf(trend, last, width);
    return [{ text: name, x, y }];
  });
  return lineNames(ends, HEIGHT - BOTTOM);
}

/** The marks of the trend, for a width in pixels. */
export function plotTrend(plot: typeof Library, trend: Trend, width: number): Library.PlotOptions {
  const last = trend.buckets.length - 1;
  const lines = drawnLines(trend);
  const line = (points: TrendPoint[], colour: string, more: Library.LineYOptions = {}) =>
    plot.line(points, { x: 'at', y: 'rate', stroke: `var(${colour})`, strokeWidth: 2, ...more });
  const many = Math.max(1, Math.floor((width - LEFT - rightOf(trend)) / TICK_PX));
  const each = Math.max(1, Math.ceil(trend.buckets.length / many));
  const ticks = trend.buckets.map((_, i) => i).filter((i) => i % each === 0);
  return {
    marginTop: TOP,
    marginBottom: BOTTOM,
    marginLeft: LEFT,
    marginRight: rightOf(trend),
    x: { type: 'linear', domain: [0, Math.max(1, last)] },
    y: { domain: [0, trend.top] },
    marks: [
      plot.gridY([trend.top / 2, trend.top], { stroke: inks.grid, strokeOpacity: 1 }),
      plot.axisY([0, trend.top / 2, trend.top], {
        tickSize: 0,
        color: inks.faint,
        label: null,
        tickFormat: (rate: number) => shareTick(rate, trend.top),
      }),
      plot.ruleY([0], { stroke: inks.axis }),
      plot.axisX(ticks, {
        tickSize: 0,
        tickPadding: 8,
        color: inks.label,
        label: null,
        tickFormat: (i: number) => trend.buckets[i] ?? '',
      }),
      ...(trend.before
        ? [
            plot.line(
              trend.before.slice(0, trend.buckets.length).map((rate, at) => ({ at, rate })),
              { x: 'at', y: 'rate', stroke: 'var(--c-before)', strokeWidth: 2 },
            ),
          ]
        : []),
      // the last of all, that of everybody, lies over the others
      ...lines.toReversed().flatMap(({ points, colour }) => {
        const open = points.findIndex((point) => point.open);
        const closed = open < 0 ? points : points.slice(0, open);
        return [
          line(closed, colour),
          ...(open < 0 ? [] : [line(points.slice(Math.max(0, open - 1)), colour, { strokeDasharray: '3 3' })]),
          plot.dot(
            points.filter(({ rate }) => rate !== null),
            {
              x: 'at',
              y: 'rate',
              r: 3,
              stroke: `var(${colour})`,
              fill: ({ few }: TrendPoint) => (few ? 'var(--surface)' : `var(${colour})`),
            },
          ),
        ];
      }),
    ],
  };
}
