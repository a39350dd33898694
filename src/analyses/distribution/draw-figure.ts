import { columnsFigure } from '#charts/columns-figure.ts';
import { linesFigure } from '#charts/lines-figure.ts';
import { line, wrapped, type Run } from '#charts/svg.ts';
import type { Saver } from '../views.ts';
import { columnsOf } from './draw-columns.ts';
import { concentrationLines, cumulativeLines } from './draw-lines.ts';
import { seriesOf } from '../draw-series.ts';
import { draw } from './draw.ts';
import type { DistributionResult } from './result.ts';
import type { DistributionSpec } from './spec.ts';

const LEADING = 24;
const GAP = 20;

/** The bars of everybody, the shares of every series, to be saved; the table has every series. */
const save: Saver<DistributionSpec, DistributionResult> = (spec, result, overview, zone, saved) => ({
  figure: (width, measure) => {
    const drawing = draw(spec, result, overview, zone, saved);
    const { series, words } = drawing;
    const runs = series[0]!.says.map((part): Run =>
      typeof part === 'string' ? { text: part } : { text: part.strong, strong: true },
    );
    const parts: string[] = [];
    let y = 0;
    for (const said of wrapped(runs, width, 15, measure)) {
      parts.push(line(0, y + 17, said, { size: 15 }));
      y += LEADING;
    }
    const below = (head: string, figure: { height: number; body: string }): void => {
      y += GAP;
      parts.push(line(0, y + 12, head, { ink: '--ink', strong: true }));
      y += GAP;
      parts.push(`<g transform="translate(0 ${y})">${figure.body}</g>`);
      y += figure.height;
    };
    const columns = columnsOf(series[0]!, drawing);
    below(columns.label, columnsFigure(columns, width));
    for (const lines of [cumulativeLines(series, words), concentrationLines(series, words)])
      if (lines.lines.length > 0) below(lines.label, linesFigure(lines, width));
    return { height: y, body: parts.join('') };
  },
  table: () => {
    const series = seriesOf(spec, result, saved);
    const { counted, values } = draw(spec, result, overview, zone, saved).words;
    return [
      ['Of', 'From', 'Below', `Distinct ${counted.many}`, `Values (${values.many})`],
      ...series.flatMap(({ name, table: { bins } }) =>
        bins.map(({ from, to, units, values: n }) => [name, from, to, units, n]),
      ),
      ['Of', 'Values', 'Distinct', 'Average', 'Least', '25%', 'Median', '75%', '90%', '99%', 'Most', 'Total', 'Gini'],
      ...series.map(({ name, table: of }) => [
        name,
        ...[of.values, of.active, of.average, of.min, of.p25, of.median, of.p75, of.p90, of.p99, of.max, of.total],
        of.gini,
      ]),
      ['Of', 'Top %', 'Values', 'Total', 'Share'],
      ...series.flatMap(({ name, table: { top } }) =>
        top.map(({ percent, values: n, total, share }) => [name, percent, n, total, share]),
      ),
    ];
  },
});

export default save;
