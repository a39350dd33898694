import { NO_ID, type Identities } from './identities.ts';
import { hasValue, type CodedColumn, type TextColumn } from './text-column.ts';

/** The ids of one row at a time. */
export class RowIds {
  /** The first filled id of the row, and the strongest of the others; NO_ID where there is none. */
  first = NO_ID;
  best = NO_ID;
  readonly several: boolean;
  readonly #ids: Identities;
  readonly #columns: (TextColumn | CodedColumn)[];
  readonly #readers: ((row: number) => number)[];
  readonly #seen: Uint32Array;
  #count = 0;

  constructor(ids: Identities, columns: { kind: number; column: TextColumn | CodedColumn }[]) {
    this.#ids = ids;
    this.#columns = columns.map(({ column }) => column);
    this.#readers = columns.map(({ kind, column }) => ids.reader(kind, column));
    this.#seen = new Uint32Array(columns.length);
    this.several = columns.length > 1;
  }

  /** Whether the row has an id. */
  has(row: number): boolean {
    if (!this.#ids.leavesOut) return this.hasText(row);
    this.read(row);
    return this.first !== NO_ID;
  }

  /** Whether any id of the row is filled, be it one that is left out. */
  hasText(row: number): boolean {
    for (let c = 0; c < this.#columns.length; c++) if (hasValue(this.#columns[c]!, row)) return true;
    return false;
  }

  read(row: number): void {
    this.first = NO_ID;
    this.best = NO_ID;
    this.#count = 0;
    for (let c = 0; c < this.#readers.length; c++) {
      const id = this.#readers[c]!(row);
      if (id === NO_ID) continue;
      this.#seen[this.#count++] = id;
      if (this.first === NO_ID) this.first = id;
      else if (this.best === NO_ID || this.#ids.rank(id) < this.#ids.rank(this.best)) this.best = id;
    }
  }

  /** Tells that the ids read last occur together at this time. */
  link(ms: number): void {
    for (let i = 0; i < this.#count; i++)
      for (let j = i + 1; j < this.#count; j++) this.#ids.together(this.#seen[i]!, this.#seen[j]!, ms);
  }
}
