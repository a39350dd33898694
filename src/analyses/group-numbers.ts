import type { EventColumn } from '#log/shard.ts';
import type { GroupKey } from './breakdown-groups.ts';

/** Numbers the groups of a breakdown as they are met. */
export class GroupNumbers {
  readonly keys: GroupKey[] = [];
  readonly #columns: EventColumn[];
  readonly #known = new Map<string | number, number>();

  constructor(columns: EventColumn[]) {
    this.#columns = columns;
  }

  /** Group of the values that an event carries. */
  at(event: number): number {
    const [only] = this.#columns;
    if (this.#columns.length === 1) return this.of(only!.codes[event]!);
    const codes = this.#columns.map((column) => column.codes[event]!);
    return this.#numberOf(codes.join(), codes);
  }

  /** Group of a value of the only property. */
  of(code: number): number {
    return this.#known.get(code) ?? this.#numberOf(code, [code]);
  }

  #numberOf(name: string | number, codes: number[]): number {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    this.#known.set(name, this.keys.length);
    return this.keys.push(codes.map((code, c) => (code === 0 ? null : this.#columns[c]!.values[code - 1]!))) - 1;
  }
}
