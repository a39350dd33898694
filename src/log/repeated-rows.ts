import { Dictionary } from './dictionary.ts';
import { coder, NO_TEXT } from './text-coder.ts';
import type { CodedColumn, TextColumn } from './text-column.ts';

interface Head {
  id: number;
  name: number;
  row: number;
}

/** Rows of the table that are part of the event of an earlier row: lines of one invoice, start and end of one activity. */
export interface MergedRows {
  rows: Uint32Array;
  /** Row that is the event, of each of them. */
  heads: Uint32Array;
}

/** Tells the rows of a column that are part of an earlier one's event; a row without a value is not. */
interface PartOf {
  /** Of a row that could be an event. */
  isPart(i: number, id: number, name: number, row: number): boolean;
  /** Of a row without an id or a time of its own, such as the further lines of an order in some exports. */
  follows(i: number, row: number): boolean;
}

/** Finds rows of one event: those of one person and event name with the same value of a column. */
export class RepeatedRows {
  #values = new Dictionary();
  /** By value the first row of each person and name; there is hardly ever a second. */
  #heads: Head[][] = [];
  readonly #rows: number[] = [];
  readonly #headRows: number[] = [];

  /** Rows that are part of an earlier one's event. */
  get size(): number {
    return this.#rows.length;
  }

  /** Rows that come later are not part of the events so far. */
  forget(): void {
    this.#values = new Dictionary();
    this.#heads = [];
  }

  reader(column: TextColumn | CodedColumn): PartOf {
    const valueAt = coder(this.#values, column);
    return {
      isPart: (i, id, name, row) => {
        const value = valueAt(i);
        if (value === NO_TEXT) return false;
        const heads = (this.#heads[value] ??= []);
        const head = heads.find((known) => known.id === id && known.name === name);
        if (!head) heads.push({ id, name, row });
        return head !== undefined && this.#joined(row, head);
      },
      follows: (i, row) => {
        const value = valueAt(i);
        const head = value === NO_TEXT ? undefined : this.#heads[value]?.[0];
        return head !== undefined && this.#joined(row, head);
      },
    };
  }

  #joined(row: number, head: Head): true {
    this.#rows.push(row);
    this.#headRows.push(head.row);
    return true;
  }

  /** Null where there is none. */
  merged(): MergedRows | null {
    return this.#rows.length === 0
      ? null
      : { rows: Uint32Array.from(this.#rows), heads: Uint32Array.from(this.#headRows) };
  }
}
