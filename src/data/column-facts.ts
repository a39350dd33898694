import { isNumber, timeReading, type TimeReading } from './column-type.ts';
import type { ColumnType, TableSample } from './mapping.ts';
import { namesProperty } from './role-names.ts';

/** What a sample shows of one column. */
export interface ColumnFacts {
  name: string;
  index: number;
  type: ColumnType;
  rows: number;
  filled: number;
  distinct: number;
  /** Rows of the commonest value. */
  most: number;
  meanLength: number;
  /** Every value is a whole number, also one with `.0` behind it. */
  whole: boolean;
  /** Of a column of numbers. */
  lowest: number | null;
  highest: number | null;
  /** Share of values that are one word with a digit in it, or hex, or an address of e-mail: what ids look like. */
  idLike: number;
  /** Share of values with a letter in them. */
  lettered: number;
  namesProperty: boolean;
  time: TimeReading | null;
  example: string;
}

const LEAST_PEOPLE = 3;
const ID_LIKE = /^(?=\S*\d)\S{2,}$|^[0-9a-f-]{16,}$|^\S+@\S+$/i;

export function factsOf(sample: TableSample): ColumnFacts[] {
  return sample.columns.map(({ name, type }, index) => {
    const values = sample.rows.map((row) => row[index]).filter((value): value is string => !!value);
    const counts = new Map<string, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    const share = (test: (value: string) => boolean) =>
      values.length === 0 ? 0 : values.filter(test).length / values.length;
    return {
      name,
      index,
      type,
      rows: sample.rows.length,
      filled: values.length,
      distinct: counts.size,
      most: Math.max(0, ...counts.values()),
      meanLength: values.reduce((sum, value) => sum + value.length, 0) / Math.max(1, values.length),
      whole: values.length > 0 && values.every((value) => isNumber(value) && Number.isInteger(Number(value))),
      ...rangeOf(type, values),
      idLike: share((value) => ID_LIKE.test(value)),
      lettered: share((value) => /\p{L}/u.test(value)),
      namesProperty: namesProperty(name),
      time: type === 'time' || type === 'number' ? timeReading(values, name) : null,
      example: values[0] ?? '',
    };
  });
}

function rangeOf(type: ColumnType, values: readonly string[]): Pick<ColumnFacts, 'lowest' | 'highest'> {
  if (type !== 'number' || values.length === 0) return { lowest: null, highest: null };
  let [lowest, highest] = [Infinity, -Infinity];
  for (const value of values) {
    lowest = Math.min(lowest, Number(value));
    highest = Math.max(highest, Number(value));
  }
  return { lowest, highest };
}

/**
 * Share of the people with several rows in the sample for whom the column takes more than one value; null where hardly
 * anybody has several rows, which says nothing.
 */
export function variesWithin(sample: TableSample, person: number, column: number): number | null {
  const seen = new Map<string, Set<string>>();
  const rows = new Map<string, number>();
  for (const row of sample.rows) {
    const [who, value] = [row[person], row[column]];
    if (!who || !value) continue;
    rows.set(who, (rows.get(who) ?? 0) + 1);
    const values = seen.get(who) ?? new Set();
    seen.set(who, values.add(value));
  }
  const several = [...rows].filter(([, count]) => count > 1);
  if (several.length < LEAST_PEOPLE) return null;
  return several.filter(([who]) => seen.get(who)!.size > 1).length / several.length;
}
