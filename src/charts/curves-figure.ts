import {
  bandPath,
  curveNames,
  curvePath,
  curvesPlot,
  curveTicks,
  marksPath,
  riskPlaces,
  type Curves,
} from './curves.ts';
import { count } from './formats.ts';
import { line, stroke, type Figure } from './svg.ts';

const ROW = 16;

const path = (d: string | null, look: string): string => (d === null ? '' : `<path d="${d}" ${look}/>`);

/** Curves as they stand on the page, to be saved. Pure. */
export function curvesFigure(of: Curves, width: number): Figure {
  const plot = curvesPlot(of, width);
  const { levels, times } = curveTicks(of, plot);
  const { left, right, bottom, x, y } = plot;
  const parts = [
    ...levels.flatMap(({ share, text }) => [
      stroke(left, y(share), right, y(share), share === 0 ? '--line-2' : '--line'),
      line(left - 6, y(share) + 4, text, { size: 11, ink: '--ink-3', anchor: 'end' }),
    ]),
    ...times.map(({ seconds, text }) => line(x(seconds), bottom + 20, text, { size: 11, anchor: 'middle' })),
    ...of.curves.map((each) => path(bandPath(each, plot), `fill="var(${each.colour})" fill-opacity="0.14"`)),
    ...of.curves
      .toReversed()
      .flatMap((each) => [
        path(curvePath(each, plot), `fill="none" stroke="var(${each.colour})" stroke-width="2"`),
        path(marksPath(each, plot), `fill="none" stroke="var(${each.colour})" stroke-width="1.5"`),
      ]),
    ...curveNames(of, plot).map((name) => line(name.x, name.y + 4, name.text, { size: 11 })),
  ];
  let { height } = of;
  if (!of.riskLabel) return { height, body: parts.join('') };
  parts.push(line(left, height + 11, of.riskLabel, { size: 11, ink: '--ink-3' }));
  for (const { name, atRisk = [] } of of.curves) {
    height += ROW;
    for (const { seconds, n } of riskPlaces(of, plot).flatMap((place) => atRisk[place] ?? []))
      parts.push(line(x(seconds), height + 11, count(n), { size: 11, anchor: 'middle' }));
    if (of.curves.length > 1) parts.push(line(right + 8, height + 11, name, { size: 11 }));
  }
  return { height: height + ROW, body: parts.join('') };
}
