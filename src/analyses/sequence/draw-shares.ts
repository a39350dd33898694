import { shareTick } from '#charts/share-axis.ts';
import { box, fitted, HATCH, hatched, line, stroke, type Figure, type Measure } from '#charts/svg.ts';
import type { Drawing, DrawnSeries } from './draw.ts';

const ROW = 28;
const BAR = 14;
const NAME_MOST = 200;
const GAP = 12;
const EDGE = 1.5;

/** The bars as they stand on the page, to be saved. Pure. */
export function sharesFigure({ bars, top }: Drawing, width: number, measure: Measure): Figure {
  const widest = (texts: string[]): number => Math.max(...texts.map((text) => measure(text, 12)));
  const left = Math.min(NAME_MOST, widest(bars.map(({ name }) => name))) + GAP;
  const right = width - widest(bars.map(({ label }) => label)) - GAP;
  const at = (share: number): number => left + (share / top) * Math.max(0, right - left);
  const below = bars.length * ROW;
  const row = ({ name, colour, share, interval, openShare, few, label }: DrawnSeries, i: number): string[] => {
    const y = i * ROW;
    const bar = y + (ROW - BAR) / 2;
    const middle = y + ROW / 2;
    const wide = at(share) - left;
    return [
      line(
        0,
        middle + 4,
        fitted(name, left - GAP, (text) => measure(text, 12)),
        { ink: '--ink' },
      ),
      box(left, bar, wide, BAR, colour),
      ...(few ? [box(left + EDGE, bar + EDGE, wide - 2 * EDGE, BAR - 2 * EDGE, '--surface')] : []),
      ...(openShare > 0 ? [hatched(at(share - openShare), bar, at(openShare) - left, BAR)] : []),
      ...(interval
        ? [
            stroke(at(interval[0]), middle, at(interval[1]), middle, '--ink'),
            ...interval.map((end) => stroke(at(end), middle - 3, at(end), middle + 3, '--ink')),
          ]
        : []),
      line(width, middle + 4, label, { anchor: 'end' }),
    ];
  };
  return {
    height: below + 20,
    body: [
      HATCH,
      ...[top / 2, top].map((tick) => stroke(at(tick), 0, at(tick), below, '--line')),
      ...bars.flatMap(row),
      stroke(left + 0.5, 0, left + 0.5, below, '--line-2'),
      ...[0, top / 2, top].map((tick) =>
        line(at(tick), below + 14, shareTick(tick, top), { size: 11, ink: '--ink-3', anchor: 'middle' }),
      ),
    ].join(''),
  };
}
