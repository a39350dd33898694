import { columnsFigure } from '#charts/columns-figure.ts';
import { linesFigure } from '#charts/lines-figure.ts';
import { line, wrapped, type Run } from '#charts/svg.ts';
import type { Saver } from '../views.ts';
import { columnsOf } from './draw-columns.ts';
import { RATIOS, ratioOf } from './draw-course.ts';
import { seriesOf } from '../draw-series.ts';
import { draw } from './draw.ts';
import { atLeast, type StickinessResult } from './result.ts';
import type { StickinessSpec } from './spec.ts';

const LEADING = 24;
const GAP = 20;

/** The bars and the ratios over time of everybody, to be saved; the table has every series. */
const save: Saver<StickinessSpec, StickinessResult> = (spec, result, overview, zone, saved) => ({
  figure: (width, measure) => {
    const drawing = draw(spec, result, overview, zone, saved);
    const [all] = drawing.series;
    const runs = all!.says.map((part): Run =>
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
    const columns = columnsOf(all!, drawing);
    below(columns.label, columnsFigure(columns, width));
    const { ratios } = all!.course;
    if (ratios.places.length > 0)
      below(`${ratios.label}${all!.course.hasOpen ? '; dashed: not over' : ''}`, linesFigure(ratios, width));
    return { height: y, body: parts.join('') };
  },
  table: () => {
    const series = seriesOf(spec, result, saved);
    return [
      ['Of', `${spec.interval}s active`, 'Exactly', 'Or more'],
      ...series.flatMap(({ name, table: { counts } }) => {
        const orMore = spec.cumulative ? counts : atLeast(counts);
        return orMore.map((n, k) => [name, k + 1, n - (orMore[k + 1] ?? 0), n]);
      }),
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
