import { columnsFigure } from '#charts/columns-figure.ts';
import { linesFigure } from '#charts/lines-figure.ts';
import { line, type Figure } from '#charts/svg.ts';
import type { Cell } from '#ui/files.ts';
import type { Saver } from '../views.ts';
import { columnsOf } from './draw-columns.ts';
import { concentrationLines, cumulativeLines } from './draw-lines.ts';
import { drawSaid } from '../draw-said.ts';
import { seriesOf } from '../draw-series.ts';
import { draw } from './draw.ts';
import type { DistributionResult } from './result.ts';
import { shown } from './shown.svelte.ts';
import type { DistributionSpec } from './spec.ts';

const GAP = 20;

/** What is seen, bars of the chosen series, to be saved; the table has every series. */
const save: Saver<DistributionSpec, DistributionResult> = (spec, result, overview, zone, saved) => ({
  figure: (width, measure) => {
    const drawing = draw(spec, result, overview, zone, saved);
    const { series, words } = drawing;
    const chosen = series[Math.min(shown.series, series.length - 1)]!;
    const said = drawSaid(chosen, series, width, measure);
    const below = (head: string, { height, body }: Figure): Figure => {
      const top = said.height + 2 * GAP;
      return {
        height: top + height,
        body: [
          said.body,
          line(0, said.height + GAP + 12, head, { ink: '--ink', strong: true }),
          `<g transform="translate(0 ${top})">${body}</g>`,
        ].join(''),
      };
    };
    if (shown.as === 'bins') {
      const columns = columnsOf(chosen, drawing);
      return below(columns.label, columnsFigure(columns, width));
    }
    const lines = (shown.as === 'upTo' ? cumulativeLines : concentrationLines)(series, words);
    return lines.lines.length === 0 ? said : below(lines.label, linesFigure(lines, width));
  },
  table: () => {
    const series = seriesOf(spec, result, saved);
    const { counted, values } = draw(spec, result, overview, zone, saved).words;
    const seen: Cell[][] =
      shown.as === 'top'
        ? [
            ['Of', 'Top %', 'Values', 'Total', 'Share'],
            ...series.flatMap(({ name, table: { top } }) =>
              top.map(({ percent, values: n, total, share }) => [name, percent, n, total, share]),
            ),
          ]
        : [
            ['Of', 'From', 'Below', `Distinct ${counted.many}`, `Values (${values.many})`],
            ...series.flatMap(({ name, table: { bins } }) =>
              bins.map(({ from, to, units, values: n }) => [name, from, to, units, n]),
            ),
          ];
    return [
      ...seen,
      ['Of', 'Values', 'Distinct', 'Average', 'Least', '25%', 'Median', '75%', '90%', '99%', 'Most', 'Total', 'Gini'],
      ...series.map(({ name, table: of }) => [
        name,
        ...[of.values, of.active, of.average, of.min, of.p25, of.median, of.p75, of.p90, of.p99, of.max, of.total],
        of.gini,
      ]),
    ];
  },
});

export default save;
