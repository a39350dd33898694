import type * as Library from '@observablehq/plot';
import { count } from '#charts/formats.ts';
import { inks } from '#charts/theme.ts';
import type { Times } from './draw-times.ts';

export const HEIGHT = 220;
export const TOP = 28;
export const BOTTOM = 24;
export const SIDE = 8;
const TICK_PX = 96;

/** The marks of the histogram, for a width in pixels. */
export function plotTimes(
  plot: typeof Library,
  { bars, most, first, last, median, edge }: Times,
  width: number,
): Library.PlotOptions {
  const each = Math.max(1, Math.ceil(bars.length / Math.max(1, Math.floor(width / TICK_PX))));
  const named = bars.filter((_, i) => i % each === 0);
  // a name at the right end would leave the figure
  const late = (median.x - first) / (last - first) > 0.7;
  return {
    marginTop: TOP,
    marginBottom: BOTTOM,
    marginLeft: SIDE,
    marginRight: SIDE,
    x: { type: 'linear', domain: [first, last] },
    y: { domain: [0, most] },
    marks: [
      plot.gridY([most / 2, most], { stroke: inks.grid, strokeOpacity: 1 }),
      plot.rect(bars, {
        x1: 'x1',
        x2: 'x2',
        y1: 0,
        y2: 'count',
        insetLeft: 0.5,
        insetRight: 0.5,
        fill: inks.series,
      }),
      plot.axisY([most], {
        anchor: 'right',
        tickSize: 0,
        tickPadding: 0,
        textAnchor: 'end',
        lineAnchor: 'bottom',
        dy: -3,
        color: inks.faint,
        label: null,
        tickFormat: (n: number) => count(n),
      }),
      plot.ruleY([0], { stroke: inks.axis }),
      plot.ruleX([median.x], { stroke: 'var(--ink)', strokeWidth: 1.5, strokeDasharray: '2 3' }),
      plot.text([median], {
        x: 'x',
        frameAnchor: 'top',
        text: 'text',
        textAnchor: late ? 'end' : 'start',
        dx: late ? -5 : 5,
        dy: -22,
        fill: 'var(--ink)',
      }),
      plot.axisX(
        named.map(({ x1 }) => x1),
        {
          tickSize: 0,
          tickPadding: 8,
          color: inks.label,
          label: null,
          textAnchor: 'start',
          tickFormat: (_: number, i: number) => edge(named[i]!),
        },
      ),
    ],
  };
}
