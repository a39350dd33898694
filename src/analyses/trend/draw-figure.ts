import { box, line, stroke, wrapped, type Figure, type Measure, type Run } from '#charts/svg.ts';
import type { Cell } from '#ui/files.ts';
import type { Saver } from '../views.ts';
import type { Heat } from './draw-heat.ts';
import { columnsOf, dotsOf, namesOf, plotOf, waysOf, type Shape } from './draw-plot.ts';
import { heatShown, HEIGHT, SMALL_HEIGHT } from './draw-shown.ts';
import { draw, type Drawing, type Panel } from './draw.ts';
import type { TrendResult } from './result.ts';
import { shown } from './shown.svelte.ts';
import type { TrendSpec } from './spec.ts';

const GAP = 16;
const CELL_PX = 22;
const HEAT_LEFT = 36;
const HEAT_TOP = 20;
const FINE_DASH = ' stroke-dasharray="3 3"';

const path = (d: string, ink: string, more = ''): string =>
  d === '' ? '' : `<path d="${d}" fill="none" stroke="var(${ink})" stroke-width="2"${more}/>`;

const circle = (x: number, y: number, r: number, fill: string, ink: string): string =>
  `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r}" fill="${fill}" stroke="var(${ink})" stroke-width="1.5"/>`;

/** One panel as it stands on the page. Pure. */
export function panelFigure(panel: Panel, drawing: Drawing, shape: Shape, width: number, height: number): string {
  const plot = plotOf(panel, drawing, width, height);
  const many = panel.lines.length;
  const earlier = panel.lines.flatMap(({ before, colour }) => {
    const ways = before && waysOf(before.points, plot);
    if (!ways) return [];
    return [path(ways.solid + ways.dashed, many > 1 ? colour : '--c-before', many > 1 ? ' stroke-opacity="0.4"' : '')];
  });
  return [
    line(0, 9, panel.label, { size: 11, ink: '--ink-3' }),
    ...plot.levels.flatMap(({ y, text, zero }) => [
      stroke(plot.left, y, plot.right, y, zero ? '--line-2' : '--line'),
      line(plot.left - 6, y + 4, text, { size: 11, ink: '--ink-3', anchor: 'end' }),
    ]),
    ...plot.ticks.map(({ x, text }) =>
      line(x, plot.bottom + 20, text, { size: 11, anchor: x < plot.left + 24 ? 'start' : 'middle' }),
    ),
    ...drawing.flags.flatMap(({ n, at }) => [
      stroke(plot.x(at), plot.top - 6, plot.x(at), plot.bottom, '--ink-3'),
      line(plot.x(at) + 4, plot.top - 4, String(n), { size: 11 }),
    ]),
    ...(shape === 'lines' ? earlier : []),
    ...panel.lines
      .map(({ points, colour }, n) => {
        const marks = points.filter(({ unusual }) => unusual);
        const rings = marks.map(({ at, value }) => circle(plot.x(at), plot.y(value!), 7, 'none', '--ink'));
        if (shape === 'columns')
          return [
            ...columnsOf(points, n, many, plot).map(({ dashed, ...each }) =>
              box(each.x, each.y, each.width, each.height, colour, { opacity: dashed ? 0.45 : 1 }),
            ),
            ...rings,
          ].join('');
        const ways = waysOf(points, plot);
        const dots = dotsOf(points, plot).map(({ at, value, dashed }) =>
          circle(plot.x(at), plot.y(value!), 3, `var(${dashed ? '--surface' : colour})`, colour),
        );
        return [path(ways.solid, colour), path(ways.dashed, colour, FINE_DASH), ...dots, ...rings].join('');
      })
      .toReversed(),
    ...(shape === 'columns' ? earlier : []),
    ...namesOf(panel.lines, plot).flatMap(({ text, x, y, colour }) => [
      path(`M${x - 6} ${y}h8`, colour),
      line(x + 6, y + 4, text, { size: 11 }),
    ]),
  ].join('');
}

function heatFigure({ rows, columns, cells, label }: Heat, width: number): Figure {
  const size = Math.min(CELL_PX, (width - HEAT_LEFT) / Math.max(1, columns.length));
  const [x, y] = [(column: number) => HEAT_LEFT + column * size, (row: number) => 24 + HEAT_TOP + row * size];
  const body = [
    line(0, 12, label),
    ...rows.map((name, row) => line(0, y(row) + size / 2 + 4, name, { size: 11 })),
    ...columns.flatMap((name, column) =>
      name === '' ? [] : [line(x(column), y(0) - 7, name, { size: 11, ink: '--ink-3' })],
    ),
    ...cells.flatMap(({ row, column, level, dashed }) =>
      level === null
        ? []
        : [box(x(column), y(row), size - 1, size - 1, `--s${level}`, { radius: 2, opacity: dashed ? 0.45 : 1 })],
    ),
  ];
  return { height: y(rows.length) + 4, body: body.join('') };
}

/** The sentence, then the figure that is seen. */
export function figure(drawing: Drawing, heat: Heat | null, shape: Shape, width: number, measure: Measure): Figure {
  const parts: string[] = [];
  let y = 0;
  const paragraph = (runs: readonly Run[], size: number, leading: number): void => {
    for (const runsOfLine of wrapped(runs, width, size, measure)) {
      parts.push(line(0, y + leading * 0.7, runsOfLine, { size }));
      y += leading;
    }
  };
  const put = (body: string, height: number): void => {
    parts.push(`<g transform="translate(0 ${y})">${body}</g>`);
    y += height;
  };
  paragraph(
    drawing.sentence.map((part) => (typeof part === 'string' ? { text: part } : { text: part.strong, strong: true })),
    15,
    24,
  );
  y += GAP;
  if (heat) {
    const drawn = heatFigure(heat, width);
    put(drawn.body, drawn.height);
    return { height: y, body: parts.join('') };
  }
  for (const { n, when, text } of drawing.flags)
    paragraph([{ text: String(n), strong: true }, { text: ` ${when}: ${text}` }], 12, 18);
  if (drawing.flags.length > 0) y += GAP / 2;
  const height = drawing.panels.length > 1 ? SMALL_HEIGHT : HEIGHT;
  for (const panel of drawing.panels) put(panelFigure(panel, drawing, shape, width, height), height + GAP);
  const { open, part, unusual, before } = drawing.has;
  const keys = [
    ...(open ? ['dashed: open, may still rise'] : []),
    ...(part ? ['dashed: the range has only a part'] : []),
    ...(unusual ? ['ringed: unusual'] : []),
    ...(before ? ['paler: range before'] : []),
  ];
  if (keys.length > 0) paragraph([{ text: keys.join(' · ') }], 12, 18);
  return { height: y, body: parts.join('') };
}

/** A row a bucket; numbers as they were computed. */
export function rowsToSave({ lines, buckets }: Drawing, { series }: TrendResult): Cell[][] {
  const starts = series[0]?.points.map(({ start }) => start) ?? [];
  return [
    [
      'From',
      'Whole',
      ...lines.flatMap(({ name, axis, before }) => {
        const called = name === axis ? name : `${name}, ${axis}`;
        return before ? [called, `${called}, range before`] : [called];
      }),
    ],
    ...buckets.map((_, at): Cell[] => [
      starts[at]!,
      lines[0]!.points[at]!.dashed ? (lines[0]!.points[at]!.open ? 'open' : 'part') : 'whole',
      ...lines.flatMap(({ points, before }): Cell[] => {
        const value = points[at]!.value;
        return before ? [value, before.points[at]?.value ?? null] : [value];
      }),
    ]),
  ];
}

const save: Saver<TrendSpec, TrendResult> = (spec, result, overview, zone, saved) => {
  const drawing = draw(spec, result, overview, zone, saved);
  const heat = heatShown(shown, spec, result, drawing);
  const shape = shown.as === 'columns' ? 'columns' : 'lines';
  return {
    figure: (width, measure) => figure(drawing, heat, shape, width, measure),
    table: () => rowsToSave(drawing, result),
  };
};

export default save;
