import { count, percent } from '#charts/formats.ts';
import { box, fitted, line, type Figure, type Measure } from '#charts/svg.ts';
import type { Row } from './draw.ts';

const ROW_PX = 24;
const BAR_PX = 12;
const NUMBER_PX = 104;
const GAP = 12;

/** The share of each name as a bar from the left, with its number. Pure. */
export function namesFigure(rows: readonly Row[], width: number, measure: Measure): Figure {
  const narrow = Math.min(width * 0.35, Math.max(0, ...rows.map(({ name }) => measure(name, 12))));
  const left = narrow + GAP;
  const most = Math.max(0, ...rows.map(({ share }) => share));
  const body = rows.flatMap(({ name, share, sessions }, i) => {
    const y = i * ROW_PX;
    const wide = most === 0 ? 0 : ((width - left - NUMBER_PX) * share) / most;
    return [
      line(
        0,
        y + 16,
        fitted(name, narrow, (text) => measure(text, 12)),
        { ink: '--ink' },
      ),
      box(left, y + (ROW_PX - BAR_PX) / 2, wide, BAR_PX, '--c1'),
      line(left + wide + 6, y + 16, `${count(sessions.n)} · ${percent(share)}`, { size: 11 }),
    ];
  });
  return { height: rows.length * ROW_PX, body: body.join('') };
}
