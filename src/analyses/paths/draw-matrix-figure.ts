import { box, fitted, line, type Figure, type Measure } from '#charts/svg.ts';
import { FIRST_ROWS } from './draw-matrix.ts';
import type { Drawing } from './draw.ts';

const NAME_PX = 160;
const MOST_PX = 64;
const ROW_PX = 24;
/** From this level on text is light on dark. */
const DARK = 5;

/** The position table as it stands on the page, to be saved: the largest nodes, and the places that have room. Pure. */
export function matrixFigure({ matrix, comparison }: Drawing, width: number, measure: Measure): Figure {
  const cell = Math.min(MOST_PX, (width - NAME_PX) / Math.max(1, matrix.head.length));
  const x = (k: number) => NAME_PX + k * cell;
  const rows = matrix.rows.slice(0, FIRST_ROWS);
  const body = [
    ...matrix.head.map(({ label }, k) => line(x(k) + cell / 2, 16, label, { size: 11, anchor: 'middle' })),
    ...rows.flatMap(({ name, cells }, r) => {
      const y = ROW_PX * (r + 1);
      const label = fitted(name, NAME_PX - 8, (text) => measure(text, 12));
      return [
        line(0, y + 16, label, { ink: '--ink' }),
        ...cells.flatMap((each, k) => {
          const difference = comparison?.matrix[r]?.[k];
          if (!each) return [];
          if (difference) return [line(x(k) + cell / 2, y + 16, difference.points, { size: 11, anchor: 'middle' })];
          const ink = each.level < DARK ? '--s-ink-low' : '--s-ink-high';
          return [
            box(x(k), y, cell - 1, ROW_PX - 1, `--s${each.level}`, { radius: 2 }),
            line(x(k) + cell / 2, y + 16, each.count, { size: 11, ink, anchor: 'middle' }),
          ];
        }),
      ];
    }),
  ];
  return { height: ROW_PX * (rows.length + 1), body: body.join('') };
}
