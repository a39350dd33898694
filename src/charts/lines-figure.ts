import { linePath, linesPlot, type Lines } from './lines.ts';
import { line, stroke, type Figure } from './svg.ts';

/** Lines as they stand on the page, to be saved. Pure. */
export function linesFigure(of: Lines, width: number): Figure {
  const plot = linesPlot(of, width);
  const { left, right, bottom } = plot;
  return {
    height: of.height,
    body: [
      ...plot.ticks.flatMap(({ y, text }, i) => [
        stroke(left, y, right, y, i === 0 ? '--line-2' : '--line'),
        line(left - 6, y + 4, text, { size: 11, ink: '--ink-3', anchor: 'end' }),
      ]),
      ...plot.places.map(({ x, text }) => line(x, bottom + 18, text, { size: 11, anchor: 'middle' })),
      ...of.lines.toReversed().flatMap((each) =>
        [false, true].flatMap((open) => {
          const way = linePath(each, plot, open);
          const dash = open ? ' stroke-dasharray="3 3"' : '';
          return way === ''
            ? []
            : [`<path d="${way}" fill="none" stroke="var(${each.colour})" stroke-width="2"${dash}/>`];
        }),
      ),
      ...plot.names.map(({ text, x, y }) => line(x, y + 4, text, { size: 11 })),
    ].join(''),
  };
}
