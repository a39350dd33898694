import { boxesPlot, type Boxes } from './boxes.ts';
import { HATCH, hatched, line, px, type Figure } from './svg.ts';

/** Boxes as they stand on the page, to be saved. Pure. */
export function boxesFigure(of: Boxes, width: number): Figure {
  const { height, marks, grid, ticks, names, counts } = boxesPlot(of, width);
  const path = (d: string, ink: string, wide = 1): string =>
    `<path d="${d}" fill="none" stroke="var(${ink})" stroke-width="${wide}"/>`;
  return {
    height,
    body: [
      HATCH,
      ...grid.map((d, i) => path(d, i === 0 ? '--line-2' : '--line')),
      ...ticks.map(({ x, y, text, anchor }) => line(x, y, text, { size: 11, ink: '--ink-3', anchor })),
      ...marks.flatMap(({ x, y, width: wide, height: tall, whiskers, middle, colour, open, few }) => [
        path(whiskers, colour),
        `<rect x="${px(x)}" y="${px(y)}" width="${px(wide)}" height="${px(tall)}" ` +
          `fill="var(${few ? '--surface' : colour})" fill-opacity="${few ? 1 : 0.25}" stroke="var(${colour})"/>`,
        ...(open ? [hatched(x, y, wide, tall)] : []),
        path(middle, colour, 3),
      ]),
      ...names.map(({ x, y, text, anchor }) => line(x, y, text, { size: 11, anchor })),
      ...counts.map(({ x, y, text, anchor }) => line(x, y, text, { size: 11, ink: '--ink-3', anchor })),
    ].join(''),
  };
}
