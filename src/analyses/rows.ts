import { joined } from './active-periods.ts';

type Column = Uint8Array | Uint32Array | Float64Array;

/** Columns of one length; one that nobody asked for is empty. */
type Columns<Rows> = { [Name in keyof Rows]: Column };

/** A row of the right comes behind those of the left; groups must be numbered alike. */
export function joinRows<Rows extends Columns<Rows>>(left: Rows, right: Rows): Rows {
  const others = right as Record<string, Column>;
  return mapped(left, (column, name) => joined(column, others[name]!));
}

/** Groups by the numbers they have in all. */
export const regrouped = <Rows extends { group: Uint32Array }>(rows: Rows, renumbered: readonly number[]): Rows => ({
  ...rows,
  group: rows.group.map((group) => renumbered[group]!),
});

export function rowsWhere<Rows extends Columns<Rows> & { person: Uint32Array }>(
  rows: Rows,
  is: (row: number) => boolean,
): Rows {
  const kept = rows.person.map((_, row) => row).filter(is);
  return mapped(rows, (column) => picked(column, kept));
}

/** The rows of each of so many places; −1 = of none. */
export function rowsByPlace<Rows extends Columns<Rows>>(rows: Rows, place: Int32Array, places: number): Rows[] {
  const sizes = new Uint32Array(places);
  for (const at of place) if (at >= 0) sizes[at]!++;
  const parts = Array.from(sizes, (size) => new Uint32Array(size));
  const filled = new Uint32Array(places);
  place.forEach((at, row) => {
    if (at >= 0) parts[at]![filled[at]!++] = row;
  });
  return parts.map((kept) => mapped(rows, (column) => picked(column, kept)));
}

/** The units of rows, each once. Rows of a unit lie beside each other. */
export const unitsOf = ({ person }: { person: Uint32Array }): Uint32Array =>
  person.filter((each, row) => row === 0 || each !== person[row - 1]);

const mapped = <Rows extends Columns<Rows>>(rows: Rows, to: (column: Column, name: string) => Column): Rows =>
  Object.fromEntries(Object.entries<Column>(rows).map(([name, column]) => [name, to(column, name)])) as Rows;

function picked(column: Column, rows: Uint32Array): Column {
  if (column.length === 0) return column;
  const out = new (column.constructor as new (length: number) => Column)(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = column[rows[i]!]!;
  return out;
}
