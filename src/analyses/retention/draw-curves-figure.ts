import { line, stroke, type Figure } from '#charts/svg.ts';
import type { Curves } from './draw-curves.ts';
import { bandPath, HEIGHT, linePaths, namesAt, placesOf, roomForNames, ticksAt } from './draw-places.ts';

const LEFT = 40;

const path = (d: string, look: string): string => (d === '' ? '' : `<path d="${d}" ${look}/>`);

/** Curves as they stand on the page; `under` is where the columns of the table above begin, null = there is none. */
export function curvesFigure(of: Curves, width: number, under: number | null): Figure {
  const room = { width, height: HEIGHT, left: under ?? LEFT, right: under === null ? roomForNames(of) : 0 };
  const places = placesOf(of, room);
  const { left, right, bottom, x, y } = places;
  const parts = [
    ...of.levels.flatMap(({ value, text }) => [
      stroke(left, y(value), right, y(value), value === 0 ? '--line-2' : '--line'),
      line(left - 6, y(value) + 4, text, { size: 11, ink: '--ink-3', anchor: 'end' }),
    ]),
    ...ticksAt(of, places).map(({ period, text }) =>
      line(x(period), bottom + 18, text, { size: 11, anchor: 'middle' }),
    ),
    ...of.lines.flatMap((each) => {
      const band = each.bold ? bandPath(each, places) : null;
      return band ? [path(band, `fill="var(${each.colour})" fill-opacity="0.12"`)] : [];
    }),
    ...of.lines.flatMap((each) => {
      const { closed, open } = linePaths(each, places);
      const look = `fill="none" stroke="var(${each.colour})" stroke-width="${each.bold ? 2 : 1}"${each.bold ? '' : ' stroke-opacity="0.55"'}`;
      return [path(closed, look), path(open, `${look} stroke-dasharray="3 3"`)];
    }),
    ...(under === null ? namesAt(of, places).map((name) => line(name.x, name.y + 4, name.text, { size: 11 })) : []),
  ];
  return { height: HEIGHT, body: parts.join('') };
}
