import type { Setup } from '#data/setup.ts';
import type { RawRows } from '#engine/protocol.ts';
import { nameColumns } from '../meaning/table-edits.ts';

/** Places of the columns to look at: who, what and when first; of one table its own, of several those that are filled. */
export function columnsToShow(raw: RawRows | null, setup: Setup, table: string | null): number[] {
  if (!raw) return [];
  const tables = setup.tables.filter((other) => table === null || other.table === table);
  const own = new Set(tables.flatMap(({ columns, formulas }) => [...columns, ...formulas.map(({ name }) => name)]));
  const first = tables.flatMap(({ ids, event, time, milestones }) => [
    ...ids.map(({ column }) => column),
    ...nameColumns(event),
    ...(time === null ? [] : [time]),
    ...milestones.map(({ column }) => column),
  ]);
  const isFilled = (place: number) => raw.rows.some((row) => (row[place] ?? '') !== '');
  const rank = (place: number) => {
    const at = first.indexOf(raw.columns[place]!);
    return at < 0 ? first.length : at;
  };
  return raw.columns
    .map((_, place) => place)
    .filter((place) => (table === null ? isFilled(place) : own.has(raw.columns[place]!)))
    .sort((a, b) => rank(a) - rank(b) || a - b);
}
