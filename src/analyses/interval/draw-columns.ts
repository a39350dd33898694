import type { Columns } from '#charts/columns.ts';
import { percent } from '#charts/formats.ts';
import type { Drawing, DrawnSeries } from './draw.ts';

const HEIGHT = 260;

/** The histogram of one series. */
export const columnsOf = ({ bins, colour }: DrawnSeries, { words }: Drawing): Columns => ({
  columns: bins.map(({ name, of, pairs, share }) => ({
    name,
    open: false,
    parts: [{ value: pairs, colour, says: `${of.heading}, ${percent(share)}` }],
  })),
  height: HEIGHT,
  unit: words.values,
  label: `How many ${words.values.many} took so long ${words.way}`,
});
