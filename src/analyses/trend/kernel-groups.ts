import type { EventColumn, Shard } from '#log/shard.ts';
import type { GroupKey } from '../breakdown-groups.ts';

type Single = Uint8Array | Uint16Array | Uint32Array;

/** Numbers the groups of a breakdown as they are met. */
export class GroupNumbers {
  readonly keys: GroupKey[] = [];
  /** Groups told apart by one list of codes alone: the number of each code's group, plus one. */
  readonly single: { codes: Single; number: Uint32Array; keyOf: (code: number) => GroupKey } | null;
  readonly #columns: readonly EventColumn[];
  readonly #known = new Map<string, number>();

  constructor(by: 'event' | number, { names, event }: Shard, columns: readonly EventColumn[]) {
    this.#columns = typeof by === 'number' ? columns.slice(0, by) : [];
    const [only] = this.#columns;
    if (by === 'event')
      this.single = { codes: event, number: new Uint32Array(names.length), keyOf: (code) => [names[code]!] };
    else if (by === 1)
      this.single = {
        codes: only!.codes,
        number: new Uint32Array(only!.values.length + 1),
        keyOf: (code) => [code === 0 ? null : only!.values[code - 1]!],
      };
    else this.single = null;
  }

  /** So many groups there can be. */
  get most(): number {
    return this.single ? this.single.number.length : Infinity;
  }

  /** Group of an event. */
  at(event: number): number {
    const single = this.single;
    if (!single) return this.#joined(event);
    const code = single.codes[event]!;
    const known = single.number[code]!;
    if (known !== 0) return known - 1;
    return (single.number[code] = this.keys.push(single.keyOf(code))) - 1;
  }

  #joined(event: number): number {
    const codes = this.#columns.map((column) => column.codes[event]!);
    const name = codes.join();
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    this.#known.set(name, this.keys.length);
    return this.keys.push(codes.map((code, c) => (code === 0 ? null : this.#columns[c]!.values[code - 1]!))) - 1;
  }
}
