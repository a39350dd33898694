import { columnsPlot, type Columns } from './columns.ts';
import { box, line, stroke, type Figure } from './svg.ts';

/** Stripes of what is open. */
const HATCH =
  '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
  '<path d="M0 0v6" stroke="var(--surface)" stroke-width="3"/></pattern></defs>';

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
        ...(open
          ? [
              `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${wide.toFixed(1)}" height="${height.toFixed(1)}" fill="url(#hatch)"/>`,
            ]
          : []),
      ]),
      stroke(left, zero, right, zero, '--line-2'),
      ...names.map(({ x, y, text }) => line(x, y, text, { size: 11, anchor: 'middle' })),
    ].join(''),
  };
}
