import { localDayText } from './days.ts';
import type { PeoplePartial } from './kernel.ts';
import { quantile } from '../quantiles.ts';
import type { Chosen } from './result-chosen.ts';
import { numbersOf, type Column, type ColumnType } from './result-columns.ts';
import { columnKey, STAGES, type ColumnName } from './spec-columns.ts';

const BINS = 20;
const MOST_VALUES = 20;

/** Both ends are included; the upper one only in the last where numbers are not whole. */
export interface Bin {
  from: number | string;
  to: number | string;
  people: number;
}

/**
 * A column in short. `known`, `sum` and `median` are of the people in the table; bins and values count those who pass
 * every filter but the column's own, so that it can be seen what it leaves out.
 */
export interface ColumnSummary {
  name: ColumnName;
  type: ColumnType;
  whole: boolean;
  /** How many have a value. */
  known: number;
  sum?: number;
  /** Absent of nobody. */
  median?: number;
  /** Up to 20 equally wide ones from the lowest value of everybody to the highest; days of `first` and `last`. */
  bins?: Bin[];
  /** The most frequent values first, up to 20; stages in their own order. */
  values?: { value: string | null; people: number }[];
  /** How many different values there are. */
  distinct?: number;
}

export function summaryOf(partial: PeoplePartial, chosen: Chosen, columns: readonly Column[]): ColumnSummary[] {
  const { kept } = partial;
  if (kept.summary?.of !== chosen) {
    kept.summary = {
      of: chosen,
      columns: columns.map((column) => {
        const others = ~(chosen.bits.get(columnKey(column.name)) ?? 0);
        return summary(partial, column, chosen, others);
      }),
    };
  }
  return kept.summary.columns;
}

function summary(
  partial: PeoplePartial,
  column: Column,
  { fails, total }: Chosen,
  /** Bits of what may not have failed, for somebody to be counted in the column's bins and values. */
  others: number,
): ColumnSummary {
  const { rows } = partial;
  const { name, type, whole } = column;
  const base = { name, type, whole, known: total };
  switch (type) {
    case 'id':
      return base;
    case 'time': {
      const days = name === 'first' ? rows.firstDay : rows.lastDay;
      const bins = binned(new Float64Array(days), true, fails, others);
      return {
        ...base,
        bins: bins.map(({ from, to, people }) => ({ from: localDayText(from), to: localDayText(to), people })),
      };
    }
    case 'stage':
      return { ...base, values: stages(rows.stage, fails, others) };
    case 'text':
      return { ...base, ...texts(partial, column.attribute!, fails, others) };
    default: {
      const numbers = numbersOf(partial, column)!;
      const known = new Float64Array(total);
      let size = 0;
      let sum = 0;
      for (let row = 0; row < numbers.length; row++) {
        const number = numbers[row]!;
        if (fails[row] !== 0 || number !== number) continue;
        known[size++] = number;
        sum += number;
      }
      return {
        ...base,
        known: size,
        sum,
        ...(size > 0 && { median: quantile(known.subarray(0, size), 0.5, 0) }),
        bins: binned(numbers, whole, fails, others),
      };
    }
  }
}

/** Edges are those of everybody, so that they stay where they are while filters move. */
function binned(
  numbers: Float64Array,
  whole: boolean,
  fails: Uint32Array,
  others: number,
): { from: number; to: number; people: number }[] {
  let least = Infinity;
  let most = -Infinity;
  for (let row = 0; row < numbers.length; row++) {
    const number = numbers[row]!;
    if (number < least) least = number;
    if (number > most) most = number;
  }
  if (least > most) return [];
  const wide = whole ? Math.ceil((most - least + 1) / BINS) : (most - least) / BINS || 1;
  const size = whole ? Math.ceil((most - least + 1) / wide) : most === least ? 1 : BINS;
  const edges = Float64Array.from({ length: size + 1 }, (_, bin) => least + bin * wide);
  if (!whole) edges[size] = most;
  const people = new Uint32Array(size);
  for (let row = 0; row < numbers.length; row++) {
    const number = numbers[row]!;
    if (number !== number || (fails[row]! & others) !== 0) continue;
    let bin = Math.min(size - 1, Math.floor((number - least) / wide));
    while (bin > 0 && number < edges[bin]!) bin--;
    while (bin + 1 < size && number >= edges[bin + 1]!) bin++;
    people[bin]!++;
  }
  return Array.from(people, (n, bin) => ({ from: edges[bin]!, to: edges[bin + 1]! - (whole ? 1 : 0), people: n }));
}

function stages(stage: Uint8Array, fails: Uint32Array, others: number) {
  const people = STAGES.map(() => 0);
  for (let row = 0; row < stage.length; row++) if ((fails[row]! & others) === 0) people[stage[row]!]!++;
  return STAGES.map((value, i) => ({ value, people: people[i]! }));
}

function texts(
  { rows, attributes }: PeoplePartial,
  attribute: number,
  fails: Uint32Array,
  others: number,
): Pick<ColumnSummary, 'known' | 'values' | 'distinct'> {
  const { codes, values } = attributes[attribute]!;
  const people = new Uint32Array(values.length + 1);
  let known = 0;
  for (let row = 0; row < rows.people.length; row++) {
    const code = codes[rows.people[row]!]!;
    if ((fails[row]! & others) === 0) people[code]!++;
    if (fails[row] === 0 && code > 0) known++;
  }
  const top: number[] = [];
  let distinct = 0;
  for (let code = 0; code < people.length; code++) {
    if (people[code] === 0) continue;
    if (code > 0) distinct++;
    if (top.length === MOST_VALUES && people[code]! <= people[top.at(-1)!]!) continue;
    let at = top.length;
    while (at > 0 && people[top[at - 1]!]! < people[code]!) at--;
    top.splice(at, 0, code);
    if (top.length > MOST_VALUES) top.pop();
  }
  return {
    known,
    distinct,
    values: top.map((code) => ({ value: code === 0 ? null : values[code - 1]!, people: people[code]! })),
  };
}
