import { count, percent } from '#charts/formats.ts';
import { box, fitted, line, stroke, type Measure } from '#charts/svg.ts';
import { bar } from './draw-bars.ts';
import type { Row } from './draw.ts';

export const COMPACT_LINE = 24;
const NUMBER = 24;
const [SHARE, COUNT, LEFT, TOOK] = [52, 60, 84, 104];

/** More steps than that stand in one line each. */
export const ROOMY = 10;

/** A step of many in one line, those of its series below it. */
export function compactLines(row: Row, i: number, y: number, width: number, measure: Measure): string[] {
  const narrow = width < 640;
  const took = narrow ? 0 : TOOK;
  const called = Math.min(220, Math.max(90, width * 0.2));
  const across = { left: NUMBER + called, right: width - SHARE - COUNT - LEFT - took };
  const text = y + 16;
  const numbers = (at: number, share: number, reached: number, left: number | undefined): string[] => [
    line(across.right + SHARE, at, percent(share), { ink: '--ink', anchor: 'end' }),
    line(across.right + SHARE + COUNT, at, count(reached), { ink: '--ink', anchor: 'end' }),
    ...(left === undefined
      ? []
      : [line(across.right + SHARE + COUNT + LEFT, at, `${count(left)} left`, { ink: '--ink-2', anchor: 'end' })]),
  ];
  const loud = row.drop?.loud;
  return [
    ...(loud ? [box(0, y, width, COMPACT_LINE, '--loss-soft', { radius: 6 })] : []),
    line(0, text, String(i + 1), { ink: '--ink-3' }),
    line(
      NUMBER,
      text,
      fitted(row.name, called - 8, (part) => measure(part, 12, true)),
      { ink: '--ink', strong: true },
    ),
    ...bar({ ...row, colour: row.lanes.length > 0 ? '--ink-2' : '--c1' }, across, {
      y,
      height: COMPACT_LINE,
      thick: 10,
    }),
    ...numbers(text, row.share, row.reached.n, row.drop?.left.n),
    ...(narrow || !row.drop
      ? []
      : [line(width, text, loud ?? row.drop.wentOn ?? '', { ink: loud ? '--loss' : '--ink-3', anchor: 'end' })]),
    ...row.lanes.flatMap((lane, n) => {
      const top = y + COMPACT_LINE * (n + 1);
      return [
        line(
          NUMBER,
          top + 16,
          fitted(lane.name, called - 8, (part) => measure(part, 11)),
          { size: 11 },
        ),
        ...bar({ ...lane, was: null }, across, { y: top, height: COMPACT_LINE, thick: 10 }),
        ...numbers(top + 16, lane.share, lane.reached.n, lane.left?.n),
      ];
    }),
    stroke(0, y + compactHeight(row) - 0.5, width, y + compactHeight(row) - 0.5, '--line'),
  ];
}

export const compactHeight = ({ lanes }: Row): number => COMPACT_LINE * (1 + lanes.length);
