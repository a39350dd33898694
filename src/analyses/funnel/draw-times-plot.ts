import type * as Library from '@observablehq/plot';
import { count, seconds } from '#charts/formats.ts';
import { inks } from '#charts/theme.ts';
import type { Times, TimesBar } from './draw-times.ts';

export const HEIGHT = 220;
const TICK_PX = 96;

/** The marks of the histogram, for a width in pixels. */
export function plotTimes(
  plot: typeof Library,
  { bars, most, medianSeconds }: Times,
  width: number,
): Library.PlotOptions {
  const [first, last] = [bars[0]!, bars.at(-1)!];
  const each = Math.max(1, Math.ceil(bars.length / Math.max(1, Math.floor(width / TICK_PX))));
  const edges = bars.filter((_, i) => i % each === 0).map(({ from }) => from);
  // a name at the right end would leave the figure
  const late = (medianSeconds - first.from) / (last.to - first.from) > 0.7;
  return {
    marginTop: 28,
    marginLeft: 8,
    marginRight: 8,
    x: { type: 'linear', domain: [first.from, last.to] },
    y: { domain: [0, most] },
    marks: [
      plot.gridY([most / 2, most], { stroke: inks.grid, strokeOpacity: 1 }),
      plot.rect(bars, {
        x1: 'from',
        x2: 'to',
        y1: 0,
        y2: 'count',
        insetLeft: 0.5,
        insetRight: 0.5,
        fill: inks.series,
        title: ({ says }: TimesBar) => says,
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
      plot.ruleX([medianSeconds], { stroke: 'var(--ink)', strokeWidth: 1.5, strokeDasharray: '2 3' }),
      plot.text([medianSeconds], {
        x: (at: number) => at,
        frameAnchor: 'top',
        text: (at: number) => `median ${seconds(at)}`,
        textAnchor: late ? 'end' : 'start',
        dx: late ? -5 : 5,
        dy: -22,
        fill: 'var(--ink)',
      }),
      plot.axisX(edges, {
        tickSize: 0,
        tickPadding: 8,
        color: inks.label,
        label: null,
        textAnchor: 'start',
        tickFormat: (at: number) => seconds(at),
      }),
    ],
  };
}
