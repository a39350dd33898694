/** What each row has of some list, one row behind the other: row r has of[start[r]] to of[start[r + 1] − 1]. */
export interface Lists {
  start: Uint32Array;
  /** Codes of names, each once in a row. */
  codes: Uint16Array;
}

type Typed = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** A typed array to push to. */
export class Growing<T extends Typed> {
  #list: T;
  length = 0;

  constructor(list: T) {
    this.#list = list;
  }

  push(value: number): void {
    if (this.length === this.#list.length) {
      const longer = new (this.#list.constructor as new (length: number) => T)(2 * this.length + 64);
      longer.set(this.#list);
      this.#list = longer;
    }
    this.#list[this.length++] = value;
  }

  done(): T {
    return this.#list.slice(0, this.length) as T;
  }
}

/** Which names were met in each row, and of each a number: that of its first. */
export class Met {
  readonly #start = new Growing(new Uint32Array());
  readonly #codes = new Growing(new Uint16Array());
  readonly #firsts = new Growing(new Float64Array());
  readonly #row: Int32Array;
  #rows = 0;

  constructor(names: number) {
    this.#row = new Int32Array(names).fill(-1);
    this.#start.push(0);
  }

  meet(code: number, first: number): void {
    if (this.#row[code] === this.#rows) return;
    this.#row[code] = this.#rows;
    this.#codes.push(code);
    this.#firsts.push(first);
  }

  endRow(): void {
    this.#rows++;
    this.#start.push(this.#codes.length);
  }

  done(): Lists & { firsts: Float64Array } {
    return { start: this.#start.done(), codes: this.#codes.done(), firsts: this.#firsts.done() };
  }
}
