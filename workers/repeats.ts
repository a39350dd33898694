import { emptyBitmap, setBit, type Bitmap } from '#log/bitmap.ts';
import { id } from '#sql/quote.ts';
import type { Breath } from './breath.ts';
import type { LoadedTables } from './loaded-tables.ts';
import { TABLE, type OpenTable } from './table.ts';

/** Rows of the table of events that are left out because an equal row came before; null where all stay. */
export async function repeatedRows(
  tables: readonly OpenTable[],
  loaded: LoadedTables,
  breath: Breath,
): Promise<Bitmap | null> {
  const dropping = tables.filter((table) => table.setup.repeats === 'drop' && loaded.of.get(table)?.table === TABLE);
  if (dropping.length === 0) return null;
  const rows = Math.max(...[...loaded.of.values()].filter(({ table }) => table === TABLE).map(({ to }) => to));
  const dropped = emptyBitmap(rows);
  for (const table of dropping) await eachRepeat(table, loaded, breath, (row) => setBit(dropped, row));
  return dropped;
}

/** Visits every row of a table that is equal to an earlier one of it in all columns. */
export async function eachRepeat(
  member: OpenTable,
  { database, of }: LoadedTables,
  breath: Breath,
  visit: (row: number) => void,
): Promise<void> {
  const { table, from, to, columns } = of.get(member)!;
  const seen = new Hashes(to - from);
  // 64 bits: two different rows of ten million look equal once in 370,000 such files
  const sql = `SELECT hash(${columns.map(id).join(', ')}) AS h FROM ${id(table)} WHERE rowid >= ${from} AND rowid < ${to}`;
  let row = from;
  for await (const batch of database.stream(sql, breath)) {
    const { values, offset } = batch.data.children[0]!;
    const halves = new Uint32Array(
      (values as BigUint64Array).buffer,
      (values as BigUint64Array).byteOffset + 8 * offset,
      2 * batch.numRows,
    );
    for (let i = 0; i < batch.numRows; i++, row++) if (!seen.add(halves[2 * i]!, halves[2 * i + 1]!)) visit(row);
  }
}

/** A set of 64-bit hashes in two halves each. */
class Hashes {
  readonly #slots: Uint32Array;
  readonly #last: number;
  #hasZero = false;

  constructor(most: number) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(16, 2 * most)));
    this.#slots = new Uint32Array(2 * slots);
    this.#last = slots - 1;
  }

  /** Whether it was not there before. */
  add(low: number, high: number): boolean {
    if (low === 0 && high === 0) {
      const first = !this.#hasZero;
      this.#hasZero = true;
      return first;
    }
    const slots = this.#slots;
    for (let slot = low & this.#last; ; slot = (slot + 1) & this.#last) {
      const [a, b] = [slots[2 * slot]!, slots[2 * slot + 1]!];
      if (a === low && b === high) return false;
      if (a !== 0 || b !== 0) continue;
      slots[2 * slot] = low;
      slots[2 * slot + 1] = high;
      return true;
    }
  }
}
