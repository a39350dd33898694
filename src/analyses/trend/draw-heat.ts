import { bucketNamer } from '../bucket-names.ts';
import { formatOf } from './draw-words.ts';
import type { Behind, DrawnLine } from './draw-lines.ts';
import { hourOf, WEEKDAYS, weekdayOf } from './result-people.ts';

export interface HeatCell {
  row: number;
  column: number;
  /** 0 to 8; null without a value. */
  level: number | null;
  text: string;
  says: string;
  dashed: boolean;
  behind: Behind | null;
}

/** Values as shades of a grid. */
export interface Heat {
  rows: string[];
  /** Over the columns; '' = no label. */
  columns: string[];
  cells: HeatCell[];
  most: string;
  label: string;
}

const LEVELS = 8;
const SHORT = WEEKDAYS.map((name) => `${name[0]!.toUpperCase()}${name.slice(1, 3)}`);

const levelOf = (value: number, most: number): number =>
  most <= 0 ? 0 : Math.max(0, Math.min(LEVELS, Math.ceil((value / most) * LEVELS)));

const highest = (values: readonly (number | null)[]): number => Math.max(0, ...values.map((value) => value ?? 0));

/** Days by weeks, which begin with `weekStart`, 0 = Monday: each column a week, each row a weekday. */
export function calendarOf({ name, format, points }: DrawnLine, weekStart: number): Heat {
  const most = highest(points.map(({ value }) => value));
  const month = bucketNamer(
    'month',
    points.map(({ start }) => start),
  );
  const columns: string[] = [];
  const cells = points.map(({ start, value, text, says, dashed, behind }, i): HeatCell => {
    const row = (weekdayOf(start) - weekStart + 7) % 7;
    // a day that a zone left out leaves its place empty
    if (i === 0 || row <= (weekdayOf(points[i - 1]!.start) - weekStart + 7) % 7) columns.push('');
    const column = columns.length - 1;
    if (i === 0 || Number(start.slice(8)) === 1) columns[column] = month(start).replace(/ \d+$/, '');
    return { row, column, level: value === null ? null : levelOf(value, most), text, says, dashed, behind };
  });
  // a month that begins right after the first label would cover it
  if (columns[0] && columns.slice(1, 3).some((name) => name !== '')) columns[0] = '';
  return {
    rows: Array.from({ length: 7 }, (_, row) => SHORT[(row + weekStart) % 7]!),
    columns,
    cells,
    most: format(most),
    label: `${name} by day`,
  };
}

/** The mean of the whole hours of each hour of the week, by the clock on the wall. */
export function weekOf({ name, points, totalBehind }: DrawnLine, weekStart: number): Heat {
  const hours = Array.from({ length: 7 * 24 }, (): number[] => []);
  for (const { start, value, dashed } of points)
    if (value !== null && !dashed) hours[weekdayOf(start) * 24 + hourOf(start)]!.push(value);
  const means = hours.map((list) => (list.length === 0 ? null : list.reduce((a, b) => a + b, 0) / list.length));
  const most = highest(means);
  const format = formatOf(means);
  return {
    rows: Array.from({ length: 7 }, (_, row) => SHORT[(row + weekStart) % 7]!),
    columns: Array.from({ length: 24 }, (_, hour) => (hour % 3 === 0 ? String(hour).padStart(2, '0') : '')),
    cells: means.map((mean, place): HeatCell => {
      const weekday = Math.floor(place / 24);
      const hour = place % 24;
      const when = `${SHORT[weekday]!} ${String(hour).padStart(2, '0')}:00`;
      const n = hours[place]!.length;
      const text = format(mean);
      const says =
        n === 0 ? `${when}: no whole hour` : `${name}, ${when}: ${text}, mean of ${n} ${n === 1 ? 'hour' : 'hours'}`;
      return {
        row: (weekday - weekStart + 7) % 7,
        column: hour,
        level: mean === null ? null : levelOf(mean, most),
        text,
        says,
        dashed: false,
        behind: totalBehind && {
          pointer: { ...totalBehind.pointer, weekday: WEEKDAYS[weekday]!, hour },
          heading: `${name}, ${when}`,
          note: `${text}, mean of ${n} ${n === 1 ? 'hour' : 'hours'}; open hours too`,
        },
      };
    }),
    most: format(most),
    label: `${name} by hour of the week`,
  };
}
