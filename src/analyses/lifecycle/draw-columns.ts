import type { Columns } from '#charts/columns.ts';
import { COLOURS, PARTS, type Drawing, type DrawnSeries } from './draw.ts';

const HEIGHT = 280;

/** The columns of one series, dormant below zero. */
export const columnsOf = ({ periods }: DrawnSeries, { period, counted }: Drawing): Columns => ({
  columns: periods.map(({ name, open, parts }) => ({
    name,
    open,
    parts: parts.map(({ n, says }, i) => ({
      value: PARTS[i] === 'dormant' ? 0 - n : n,
      colour: COLOURS[PARTS[i]!],
      says,
    })),
  })),
  height: HEIGHT,
  unit: counted,
  label: `Who was returning, resurrecting, new and dormant in each ${period}`,
});
