import type { Identities } from './identities.ts';
import { hasValue, type CodedColumn, type TextColumn } from './text-column.ts';

/** The ids of one row at a time. */
export class RowIds {
  /** The first filled id of the row, and the strongest of the others; −1 where there is none. */
  first = -1;
  best = -1;
  readonly several: boolean;
  readonly #ids: Identities;
  readonly #columns: (TextColumn | CodedColumn)[];
  readonly #readers: ((row: number) => number)[];
  readonly #ranks: number[];
  /** Which of the columns are filled, and their ids. */
  readonly #filled: Int32Array;
  readonly #seen: Int32Array;
  #count = 0;

  constructor(ids: Identities, columns: { kind: number; column: TextColumn | CodedColumn }[]) {
    this.#ids = ids;
    this.#columns = columns.map(({ column }) => column);
    this.#readers = columns.map(({ kind, column }) => ids.reader(kind, column));
    this.#ranks = columns.map(({ kind }) => ids.rankOfKind(kind));
    this.#filled = new Int32Array(columns.length);
    this.#seen = new Int32Array(columns.length);
    this.several = columns.length > 1;
  }

  /** Whether the row has an id. */
  has(row: number): boolean {
    if (!this.#ids.leavesOut) return this.hasText(row);
    this.read(row);
    return this.first >= 0;
  }

  /** Whether any id of the row is filled, be it one that is left out. */
  hasText(row: number): boolean {
    for (let c = 0; c < this.#columns.length; c++) if (hasValue(this.#columns[c]!, row)) return true;
    return false;
  }

  read(row: number): void {
    const readers = this.#readers;
    const ranks = this.#ranks;
    let first = -1;
    let best = -1;
    let bestRank = Infinity;
    let count = 0;
    for (let c = 0; c < readers.length; c++) {
      const id = readers[c]!(row);
      if (id < 0) continue;
      this.#filled[count] = c;
      this.#seen[count++] = id;
      if (first < 0) first = id;
      else if (best < 0 || ranks[c]! < bestRank) {
        best = id;
        bestRank = ranks[c]!;
      }
    }
    this.first = first;
    this.best = best;
    this.#count = count;
  }

  /** Tells that the ids read last occur together at this time. */
  link(ms: number): void {
    if (this.#count < 2 || !this.#ids.links) return;
    for (let i = 0; i < this.#count; i++)
      for (let j = i + 1; j < this.#count; j++) {
        const [a, b] = [this.#seen[i]!, this.#seen[j]!];
        const rankA = this.#ranks[this.#filled[i]!]!;
        const rankB = this.#ranks[this.#filled[j]!]!;
        if (rankA === Infinity || rankB === Infinity) continue;
        // of one kind the number decides, so that either order is the same pair
        if (rankA < rankB || (rankA === rankB && a < b)) this.#ids.together(a, b, ms);
        else this.#ids.together(b, a, ms);
      }
  }
}
