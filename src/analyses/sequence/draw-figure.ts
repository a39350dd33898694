import { columnsFigure } from '#charts/columns-figure.ts';
import { line, wrapped, type Figure, type Measure, type Run } from '#charts/svg.ts';
import { seriesOf } from '../draw-series.ts';
import type { Saver } from '../views.ts';
import { columnsOf } from './draw-counts.ts';
import { sharesFigure } from './draw-shares.ts';
import { draw, FEW, type Drawing } from './draw.ts';
import type { Table } from './draw-words.ts';
import type { SequenceResult } from './result.ts';
import type { SequenceSpec } from './spec.ts';

const GAP = 20;

/** The pattern, who did it, and how many times each of everybody, as on the page. Pure. */
function figure(drawing: Drawing, width: number, measure: Measure): Figure {
  const { says, parts: pattern, bars, series, repeats, counted, notes, open } = drawing;
  const parts: string[] = [];
  let y = 0;
  const paragraph = (runs: readonly Run[], size: number, leading: number): void => {
    for (const runsOfLine of wrapped(runs, width, size, measure)) {
      parts.push(line(0, y + leading * 0.7, runsOfLine, { size }));
      y += leading;
    }
  };
  const below = (of: Figure): void => {
    parts.push(`<g transform="translate(0 ${y})">${of.body}</g>`);
    y += of.height;
  };
  paragraph(
    says.map((part): Run => (typeof part === 'string' ? { text: part } : { text: part.strong, strong: true })),
    15,
    24,
  );
  y += 8;
  paragraph(
    pattern.flatMap(({ text, soft }, i): Run[] => [...(i > 0 ? [{ text: ' · ' }] : []), { text, strong: !soft }]),
    13,
    20,
  );
  y += 12;
  below(sharesFigure(drawing, width, measure));
  y += 8;
  const few = bars.some((bar) => bar.few) ? ` Hollow: under ${FEW} ${counted.many}.` : '';
  const hatch = open ? ` Hatched: ${open.heading}, ${open.note}.` : '';
  for (const text of [`Line: 95% interval.${few}${hatch}`, ...notes]) paragraph([{ text }], 12, 18);
  if (repeats) {
    const columns = columnsOf(series[0]!.counts, series[0]!.colour, counted);
    y += GAP;
    paragraph([{ text: columns.label, strong: true }], 12, GAP);
    below(columnsFigure(columns, width));
  }
  return { height: y, body: parts.join('') };
}

const save: Saver<SequenceSpec, SequenceResult> = (spec, result, overview, zone, saved) => ({
  figure: (width, measure) => figure(draw(spec, result, overview, zone, saved), width, measure),
  table: () => {
    const series = seriesOf<Table>(spec, result, saved);
    return [
      [
        ...['Of', 'Units', 'Did this', 'Share', 'Low', 'High', 'Times', 'Each', 'Median (s)', '90% (s)', 'Still open'],
        ...['Difference', 'Low', 'High', 'p', 'q'],
      ],
      ...series.map(({ name, table: of }) => [
        ...[name, of.units, of.matched, of.share, ...of.interval, of.matches, of.averageMatches],
        ...[of.medianSeconds, of.p90Seconds, of.open],
        ...[of.difference?.rate ?? null, ...(of.difference?.interval ?? [null, null])],
        ...[of.difference?.p ?? null, of.difference?.q ?? null],
      ]),
      ['Of', 'Times', 'Units'],
      ...series.flatMap(({ name, table }) => table.distribution.map(({ matches, units }) => [name, matches, units])),
    ];
  },
});

export default save;
