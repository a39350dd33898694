import type { Columns } from '#charts/columns.ts';
import { percent } from '#charts/formats.ts';
import type { Drawing, DrawnSeries } from './draw.ts';

const HEIGHT = 260;

/** The bars of one series. */
export const columnsOf = ({ bins, colour }: DrawnSeries, { words }: Drawing): Columns => ({
  columns: bins.map(({ name, of, values, share }) => ({
    name,
    open: false,
    parts: [{ value: values, colour, says: `${of.heading}, ${percent(share)}` }],
  })),
  height: HEIGHT,
  unit: words.values,
  label: `How many ${words.values.many} have so much: ${words.axis}`,
});
