import { columnsPlot, type Columns } from './columns.ts';
import { box, HATCH, hatched, line, stroke, type Figure } from './svg.ts';

/** Columns as they stand on the page, to be saved. Pure. */
export function columnsFigure(of: Columns, width: number): Figure {
  const { left, right, zero, boxes, ticks, names } = columnsPlot(of, width);
  return {
    height: of.height,
    body: [
      HATCH,
      ...ticks.flatMap(({ y, text }, i) => [
        stroke(left, y, right, y, '--line'),
        i === 0
          ? line(0, y - 6, text, { size: 11, ink: '--ink-3' })
          : line(left - 6, y + 4, text, { size: 11, ink: '--ink-3', anchor: 'end' }),
      ]),
      ...boxes.flatMap(({ x, y, width: wide, height, colour, open }) => [
        box(x, y, wide, height, colour),
        ...(open ? [hatched(x, y, wide, height)] : []),
      ]),
      stroke(left, zero, right, zero, '--line-2'),
      ...names.map(({ x, y, text }) => line(x, y, text, { size: 11, anchor: 'middle' })),
    ].join(''),
  };
}
