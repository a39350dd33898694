import { count } from '#charts/formats.ts';
import { box, line, type Figure } from '#charts/svg.ts';
import type { DrawnMoves } from './draw.ts';

const NAME_PX = 104;
const ALL_PX = 64;
const GAP = 12;
const MOST_PX = 112;
const HEAD_PX = 24;
const ROW_PX = 44;
/** From this level on text is light on dark. */
const DARK = 5;

/** The table of moves from one period to the next, shaded as on the page. Pure. */
export function movesFigure({ rows, columns }: DrawnMoves, period: string, width: number): Figure {
  const cell = Math.min(MOST_PX, (width - NAME_PX - ALL_PX - GAP) / columns.length);
  const left = (column: number) => NAME_PX + ALL_PX + GAP + column * cell;
  const body = [
    line(0, 15, `In one ${period}`, { size: 11 }),
    line(NAME_PX + ALL_PX, 15, 'Moves', { size: 11, anchor: 'end' }),
    ...columns.map((name, j) => line(left(j) + cell / 2, 15, name, { size: 11, anchor: 'middle' })),
    ...rows.flatMap(({ name, all, moves }, i) => {
      const y = HEAD_PX + i * ROW_PX;
      return [
        line(0, y + 26, name, { ink: '--ink' }),
        line(NAME_PX + ALL_PX, y + 26, all, { anchor: 'end' }),
        ...moves.flatMap((move, j) => {
          if (!move) return [];
          const ink = move.level < DARK ? '--s-ink-low' : '--s-ink-high';
          return [
            box(left(j), y, cell - 1, ROW_PX - 1, `--s${move.level}`, { radius: 2 }),
            line(left(j) + cell / 2, y + 19, move.share, { ink, strong: true, anchor: 'middle' }),
            line(left(j) + cell / 2, y + 34, count(move.link.n), { ink, size: 11, anchor: 'middle' }),
          ];
        }),
      ];
    }),
  ];
  return { height: HEAD_PX + rows.length * ROW_PX + 4, body: body.join('') };
}
