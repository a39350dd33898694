import { curvesFigure } from '#charts/curves-figure.ts';
import { curvesPlot } from '#charts/curves.ts';
import { box, line, stroke, type Figure } from '#charts/svg.ts';
import type { SurvivalDrawing } from './draw-survival.ts';
import { HEIGHT as TIMES_HEIGHT } from './draw-times-plot.ts';
import type { Times } from './draw-times.ts';
import { drawnLines, HEIGHT, namesAt, placeOf } from './draw-trend-plot.ts';
import type { Trend, TrendPoint } from './draw-trend.ts';
import type { WindowDrawing } from './draw-window.ts';

const HEAD = 28;
const FOOT = 20;
const LABEL_PX = 90;

const px = (n: number): string => n.toFixed(1);

/** The course over time as it stands on the page, to be saved. Pure. */
export function trendFigure(trend: Trend, width: number): Figure {
  const at = (point: Pick<TrendPoint, 'at' | 'rate'>): [number, number] => placeOf(trend, point, width);
  const path = (points: readonly Pick<TrendPoint, 'at' | 'rate'>[], ink: string, dash = ''): string => {
    let gap = true;
    const way = points.map((point) => {
      if (point.rate === null) {
        gap = true;
        return '';
      }
      const [x, y] = at(point);
      const step = `${gap ? 'M' : 'L'}${px(x)} ${px(y)}`;
      gap = false;
      return step;
    });
    return `<path d="${way.join('')}" fill="none" stroke="var(${ink})" stroke-width="2"${dash}/>`;
  };
  const last = trend.buckets.length - 1;
  const [left, bottom] = at({ at: 0, rate: 0 });
  const [right] = at({ at: Math.max(1, last), rate: 0 });
  const each = Math.max(1, Math.ceil((trend.buckets.length * LABEL_PX) / Math.max(1, right - left)));
  const levels = [0, trend.top / 2, trend.top].flatMap((rate) => {
    const y = at({ at: 0, rate })[1];
    const text = `${+(rate * 100).toFixed(1)}${rate === trend.top ? '%' : ''}`;
    return [
      stroke(left, y, right, y, rate === 0 ? '--line-2' : '--line'),
      line(left - 6, y + 4, text, { size: 11, ink: '--ink-3', anchor: 'end' }),
    ];
  });
  const lines = drawnLines(trend)
    .toReversed()
    .flatMap(({ points, colour }) => {
      const open = points.findIndex((point) => point.open);
      return [
        path(open < 0 ? points : points.slice(0, open), colour),
        ...(open < 0 ? [] : [path(points.slice(Math.max(0, open - 1)), colour, ' stroke-dasharray="3 3"')]),
      ];
    });
  const before = trend.before
    ? [
        path(
          trend.before.slice(0, last + 1).map((rate, n) => ({ at: n, rate })),
          '--c-before',
        ),
      ]
    : [];
  const names = namesAt(trend, width).map(({ text, x, y }) => line(x, y + 4, text, { size: 11 }));
  const dates = trend.buckets.flatMap((bucket, n) =>
    n % each === 0 ? [line(at({ at: n, rate: 0 })[0], bottom + 18, bucket, { size: 11, anchor: 'middle' })] : [],
  );
  const said = `${trend.label}${trend.hasOpen ? '; dashed: may still rise' : ''}${trend.before ? '; grey: range before' : ''}`;
  return below(said, [...levels, ...before, ...lines, ...names, ...dates], HEIGHT + FOOT);
}

/** The histogram of times, with its median and its percentiles. Pure. */
export function timesFigure(
  { bars, most, first, last, edge, median, percentiles, label }: Times,
  width: number,
): Figure {
  if (bars.length === 0) return below(label, [], 0);
  const foot = TIMES_HEIGHT - FOOT;
  const at = (x: number): number => ((x - first) / (last - first)) * width;
  const tall = (count: number): number => (count / most) * (foot - FOOT);
  const each = Math.max(1, Math.ceil((bars.length * LABEL_PX) / width));
  const late = at(median.x) > width * 0.7;
  return below(
    label,
    [
      ...bars.map(({ x1, x2, count }) =>
        box(at(x1) + 0.5, foot - tall(count), at(x2) - at(x1) - 1, tall(count), '--c1'),
      ),
      stroke(0, foot, width, foot, '--line-2'),
      stroke(at(median.x), 4, at(median.x), foot, '--ink'),
      line(at(median.x) + (late ? -5 : 5), 12, median.text, { size: 11, ink: '--ink', anchor: late ? 'end' : 'start' }),
      ...bars.flatMap((bar, n) => (n % each === 0 ? [line(at(bar.x1), foot + 16, edge(bar), { size: 11 })] : [])),
      line(0, TIMES_HEIGHT + 16, percentiles.map(({ share, within }) => `${share} within ${within}`).join('  ·  '), {
        size: 11,
      }),
    ],
    TIMES_HEIGHT + FOOT,
  );
}

/** By when how many convert, with ticks where some were followed no longer. Pure. */
export function survivalFigure({ of, tests, ticks, ended }: SurvivalDrawing, width: number): Figure {
  const { height, body } = curvesFigure(of, width);
  const notes = ['pale: 95% interval', ...(ticks ? [`ticks: still followed when ${ended}`] : [])].join('; ');
  const said = tests.map((test, i) => line(0, height + 16 * (i + 1), test, { size: 11 }));
  return below(`${of.label}; ${notes}`, [body, ...said], height + 16 * tests.length);
}

/** Who would convert within other windows, with the one in force. Pure. */
export function windowFigure({ of, seconds }: WindowDrawing, width: number): Figure {
  const { height, body } = curvesFigure(of, width);
  const { x, top, bottom } = curvesPlot(of, width);
  if (seconds === null) return below(of.label, [body], height);
  const at = x(seconds);
  const mark = stroke(at, top, at, bottom, '--accent');
  return below(`${of.label}; upright: the window in force`, [body, mark], height);
}

const below = (head: string, parts: readonly string[], height: number): Figure => ({
  height: HEAD + height,
  body: line(0, 16, head, { ink: '--ink', strong: true }) + `<g transform="translate(0 ${HEAD})">${parts.join('')}</g>`,
});
