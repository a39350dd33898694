import type { Ids } from '#log/event-log.ts';
import type { PeoplePartial } from './kernel.ts';
import { keptOrder } from './kept.ts';
import { orderOf } from './order.ts';
import { idRanks, scaleOf, textRanksOf } from './result-scale.ts';
import { columnKey, columnName, type ColumnName } from './spec-columns.ts';
import type { PeopleSpec, Sort } from './spec.ts';

export type ColumnType = 'id' | 'time' | 'number' | 'stage' | 'text';

/** A column of the rows, whatever it holds. */
export interface Column {
  name: ColumnName;
  type: ColumnType;
  /** Place among the attributes, or null of what is built in. */
  attribute: number | null;
  /** Whether every number is whole. */
  whole: boolean;
}

const WHOLE = ['events', 'days', 'sessions'];

/** Every column of the table in the order in which it is shown. */
export function columnsOf(partial: PeoplePartial, { columns = [], amount }: PeopleSpec): Column[] {
  const builtIn = (name: string, type: ColumnType): Column => ({
    name,
    type,
    attribute: null,
    whole: WHOLE.includes(name) || (name === 'amount' && wholeAmount(partial)),
  });
  return [
    builtIn('id', 'id'),
    builtIn('stage', 'stage'),
    builtIn('first', 'time'),
    builtIn('last', 'time'),
    builtIn('events', 'number'),
    builtIn('days', 'number'),
    builtIn('sessions', 'number'),
    ...(amount === undefined ? [] : [builtIn('amount', 'number')]),
    ...columns.map((property, attribute): Column => {
      const { numbers, whole } = scaleOf(partial, attribute);
      return { name: columnName(property), type: numbers ? 'number' : 'text', attribute, whole };
    }),
  ];
}

const wholeAmount = ({ kept, rows }: PeoplePartial): boolean =>
  (kept.wholeAmount ??= rows.amount.every(Number.isInteger));

export const columnCalled = (columns: readonly Column[], name: ColumnName): Column =>
  columns.find((column) => columnKey(column.name) === columnKey(name))!;

/** Numbers of a column by row, NaN where there is none; of a time in milliseconds. Null of what is no number. One kind of list, as loops over several are slow. */
export function numbersOf(partial: PeoplePartial, column: Column): Float64Array | null {
  const numbers = storedNumbers(partial, column);
  return numbers && (numbers instanceof Float64Array ? numbers : new Float64Array(numbers));
}

function storedNumbers(partial: PeoplePartial, column: Column): Float64Array | Uint32Array | null {
  const { rows } = partial;
  if (column.attribute !== null) {
    const { numbers } = scaleOf(partial, column.attribute);
    const { codes } = partial.attributes[column.attribute]!;
    if (!numbers) return null;
    const list = new Float64Array(rows.people.length);
    for (let row = 0; row < list.length; row++) list[row] = numbers[codes[rows.people[row]!]!]!;
    return list;
  }
  switch (column.name) {
    case 'first':
      return rows.firstMs;
    case 'last':
      return rows.lastMs;
    case 'events':
      return rows.events;
    case 'days':
      return rows.days;
    case 'sessions':
      return rows.sessions;
    case 'amount':
      return rows.amount;
    default:
      return null;
  }
}

/** Rows in the order that is asked for, kept for the next time. */
export function sortedRows(
  partial: PeoplePartial,
  { by, order }: Required<Sort>,
  columns: readonly Column[],
  ids: Ids,
) {
  const descending = order === 'descending';
  return keptOrder(partial.kept, `${columnKey(by)} ${order}`, () =>
    orderOf(keysOf(partial, columnCalled(columns, by), ids), descending),
  );
}

function keysOf(partial: PeoplePartial, column: Column, ids: Ids): Float64Array | Uint32Array {
  const numbers = storedNumbers(partial, column);
  if (numbers) return numbers;
  const { people, stage } = partial.rows;
  if (column.type === 'stage') return Uint32Array.from(stage);
  const keys = new Uint32Array(people.length);
  if (column.type === 'id') {
    const ranks = idRanks(partial, ids);
    for (let row = 0; row < keys.length; row++) keys[row] = ranks[people[row]!]!;
    return keys;
  }
  const ranks = textRanksOf(partial, column.attribute!);
  const { codes } = partial.attributes[column.attribute!]!;
  for (let row = 0; row < keys.length; row++) keys[row] = ranks[codes[people[row]!]!]!;
  return keys;
}
