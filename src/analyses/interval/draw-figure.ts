import { boxesFigure } from '#charts/boxes-figure.ts';
import { columnsFigure } from '#charts/columns-figure.ts';
import { line, wrapped, type Run } from '#charts/svg.ts';
import { seriesOf } from '../draw-series.ts';
import type { Saver } from '../views.ts';
import { boxesOf } from './draw-boxes.ts';
import { columnsOf } from './draw-columns.ts';
import { draw } from './draw.ts';
import type { Times } from './result-table.ts';
import type { IntervalResult } from './result.ts';
import type { IntervalSpec } from './spec.ts';

const LEADING = 24;
const GAP = 20;

/** The histogram of everybody, their boxes by period and those of every series, to be saved; the table has every number. */
const save: Saver<IntervalSpec, IntervalResult> = (spec, result, overview, zone, saved) => ({
  figure: (width, measure) => {
    const drawing = draw(spec, result, overview, zone, saved);
    const { series } = drawing;
    const [everybody] = series;
    const runs = everybody!.says.map((part): Run =>
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
      for (const said of wrapped([{ text: head }], width, 12, measure)) {
        parts.push(line(0, y + 12, said, { ink: '--ink', strong: true }));
        y += GAP;
      }
      parts.push(`<g transform="translate(0 ${y})">${figure.body}</g>`);
      y += figure.height;
    };
    const columns = columnsOf(everybody!, drawing);
    below(columns.label, columnsFigure(columns, width));
    for (const [boxes, are] of [
      [boxesOf(everybody!.periods, drawing, 'across'), everybody!.periods.length > 0],
      [boxesOf(series, drawing, 'below'), series.length > 1],
    ] as const)
      if (are) below(boxes.label, boxesFigure(boxes, width));
    return { height: y, body: parts.join('') };
  },
  table: () => {
    const series = seriesOf(spec, result, saved);
    return [
      ['Of', 'From (s)', 'Below (s)', 'Distinct', 'Pairs'],
      ...series.flatMap(({ name, table: { bins } }) =>
        bins.map(({ from, to, units, count }) => [name, from, to, units, count]),
      ),
      ['Of', 'Begun in', 'Open period', ...NUMBERS.map(([head]) => head)],
      ...series.flatMap(({ name, table }) => [
        [name, null, null, ...NUMBERS.map(([, of]) => table[of])],
        ...(table.byPeriod ?? []).map((period) => [
          name,
          period.start,
          period.closed ? null : 'open',
          ...NUMBERS.map(([, of]) => period[of]),
        ]),
      ]),
    ];
  },
});

/** Every number of a row, with its head. */
const NUMBERS: [string, keyof Times][] = [
  ['Pairs', 'pairs'],
  ['Distinct', 'active'],
  ['Open', 'open'],
  ['Unmatched', 'unmatched'],
  ['Average (s)', 'averageSeconds'],
  ['Shortest (s)', 'minSeconds'],
  ['10% (s)', 'p10Seconds'],
  ['25% (s)', 'p25Seconds'],
  ['Median (s)', 'medianSeconds'],
  ['75% (s)', 'p75Seconds'],
  ['90% (s)', 'p90Seconds'],
  ['Longest (s)', 'maxSeconds'],
  ['Median, all counted (s)', 'estimatedMedianSeconds'],
];

export default save;
