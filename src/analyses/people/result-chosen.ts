import type { Ids } from '#log/event-log.ts';
import { spanOf } from '#vocabulary/calendar.ts';
import type { PeoplePartial } from './kernel.ts';
import { columnCalled, columnsOf, numbersOf, type Column } from './result-columns.ts';
import { columnKey, propertyOf, STAGES } from './spec-columns.ts';
import { columnOfFilter, type PersonFilter } from './spec-filter.ts';
import type { PeopleSpec } from './spec.ts';
import { containing, packedIds } from './texts.ts';

/** Set in a row that the text to find leaves out. */
const NOT_FOUND = 1;

/** Which rows pass what is asked of them. */
export interface Chosen {
  /** 0 = in the table; else a bit for each filter the row fails. */
  fails: Uint32Array;
  /** How many are in the table. */
  total: number;
  /** Bits of the filters on a column, by its key. */
  bits: Map<string, number>;
  /** Columns of which a range is asked though they hold no numbers. */
  wordy: string[];
}

/** The filters of a question and its text to find, decided for every row; the last answer is kept. */
export function chosenRows(partial: PeoplePartial, spec: PeopleSpec, ids: Ids): Chosen {
  const { kept, rows } = partial;
  const { find = '', filter = [] } = spec;
  const key = JSON.stringify([find, filter]);
  if (kept.chosen?.key === key) return kept.chosen.value;
  const columns = columnsOf(partial, spec);
  const fails = new Uint32Array(rows.people.length);
  const bits = new Map<string, number>();
  const wordy: string[] = [];
  if (find !== '') {
    const hits = found(partial, find, ids);
    for (let row = 0; row < fails.length; row++) if (hits[rows.people[row]!] === 0) fails[row] = NOT_FOUND;
  }
  filter.forEach((each, i) => {
    const name = columnOfFilter(each);
    const bit = 2 << i;
    bits.set(columnKey(name), (bits.get(columnKey(name)) ?? 0) | bit);
    const passes = filterTest(partial, columnCalled(columns, name), each, ids);
    if (!passes) wordy.push(propertyOf(name));
    for (let row = 0; row < fails.length; row++) if (!passes?.(row)) fails[row]! |= bit;
  });
  let total = 0;
  for (let row = 0; row < fails.length; row++) if (fails[row] === 0) total++;
  const value: Chosen = { fails, total, bits, wordy };
  kept.chosen = { key, value };
  return value;
}

function found({ kept }: PeoplePartial, text: string, ids: Ids): Uint8Array {
  if (kept.found?.text !== text) kept.found = { text, hits: containing((kept.texts ??= packedIds(ids)), text) };
  return kept.found.hits;
}

/** Null where a range is asked of a column without numbers. */
export function filterTest(
  partial: PeoplePartial,
  column: Column,
  filter: PersonFilter,
  ids: Ids,
): ((row: number) => boolean) | null {
  const { rows, zone } = partial;
  if ('stage' in filter) {
    const stage = STAGES.indexOf(filter.stage);
    return (row) => rows.stage[row] === stage;
  }
  if ('value' in filter) return valueTest(partial, column, filter.value, ids);
  const numbers = numbersOf(partial, column);
  if (!numbers) return null;
  const { from, to, below = Infinity } = filter;
  const time = column.type === 'time';
  const span = time
    ? spanOf({ ...(from !== undefined && { from: String(from) }), ...(to !== undefined && { to: String(to) }) }, zone)!
    : { fromMs: (from as number | undefined) ?? -Infinity, toMs: (to as number | undefined) ?? Infinity };
  return (row) => numbers[row]! >= span.fromMs && numbers[row]! <= span.toMs && numbers[row]! < below;
}

function valueTest(
  { rows, attributes }: PeoplePartial,
  column: Column,
  value: string | null,
  ids: Ids,
): (row: number) => boolean {
  if (column.attribute !== null) {
    const { codes, values } = attributes[column.attribute]!;
    const code = value === null ? 0 : values.indexOf(value) + 1;
    return (row) => codes[rows.people[row]!] === code && (value === null || code > 0);
  }
  if (column.name === 'stage') return (row) => STAGES[rows.stage[row]!] === value;
  if (column.name === 'id') {
    const unit = value === null ? -1 : ids.find(value);
    return (row) => rows.people[row] === unit;
  }
  const number = value === null || value === '' ? NaN : Number(value);
  const numbers = { events: rows.events, days: rows.days, sessions: rows.sessions, amount: rows.amount };
  const list = numbers[column.name as keyof typeof numbers];
  return (row) => list?.[row] === number;
}
