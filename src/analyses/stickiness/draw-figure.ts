import { columnsFigure } from '#charts/columns-figure.ts';
import { linesFigure } from '#charts/lines-figure.ts';
import { line, type Figure } from '#charts/svg.ts';
import type { Saver } from '../views.ts';
import { columnsOf } from './draw-columns.ts';
import { RATIOS, ratioOf } from './draw-course.ts';
import { drawSaid } from '../draw-said.ts';
import { seriesOf } from '../draw-series.ts';
import { draw } from './draw.ts';
import { atLeast, type StickinessResult } from './result.ts';
import { shown } from './shown.svelte.ts';
import type { StickinessSpec } from './spec.ts';

const GAP = 20;

/** What is seen of the chosen series, to be saved; the table has every series. */
const save: Saver<StickinessSpec, StickinessResult> = (spec, result, overview, zone, saved) => ({
  figure: (width, measure) => {
    const drawing = draw(spec, result, overview, zone, saved);
    const series = drawing.series[Math.min(shown.series, drawing.series.length - 1)]!;
    const said = drawSaid(series, drawing.series, width, measure);
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
    if (shown.as === 'often') {
      const columns = columnsOf(series, drawing);
      return below(columns.label, columnsFigure(columns, width));
    }
    const lines = series.course[shown.course];
    if (lines.places.length === 0) return said;
    return below(`${lines.label}${series.course.hasOpen ? '; dashed: not over' : ''}`, linesFigure(lines, width));
  },
  table: () => {
    const series = seriesOf(spec, result, saved);
    if (shown.as === 'often')
      return [
        ['Of', `${spec.interval}s active`, 'Exactly', 'Or more'],
        ...series.flatMap(({ name, table: { counts } }) => {
          const orMore = spec.cumulative ? counts : atLeast(counts);
          return orMore.map((n, k) => [name, k + 1, n - (orMore[k + 1] ?? 0), n]);
        }),
      ];
    return [
      ['Of', 'Day', 'Open', 'On the day', 'In 7 days', 'In 30 days', ...RATIOS.map(({ name }) => name)],
      ...series.flatMap(({ name, table: { course } }) =>
        course.map((each) => [
          name,
          each.start,
          each.open ? 'open' : '',
          each.day,
          each.week,
          each.month,
          ...RATIOS.map((ratio) => ratioOf(each, ratio)),
        ]),
      ),
    ];
  },
});

export default save;
