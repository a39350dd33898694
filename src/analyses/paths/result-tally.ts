/** Largest product of rows and columns for which every pair has a place of its own: 16 MB. */
const MOST_DENSE = 1 << 22;
const FIRST_SLOTS = 1 << 10;

/** Numbers pairs (a, b), a below `rows` and b below `columns`, in the order in which they are met. */
export class PairNumbers {
  readonly a: number[] = [];
  readonly b: number[] = [];
  readonly #columns: number;
  /** Number + 1 by place, where there are few pairs; null where a table finds them. */
  readonly #dense: Int32Array | null;
  #slots = new Int32Array(0);

  constructor(rows: number, columns: number) {
    this.#columns = columns;
    this.#dense = rows * columns <= MOST_DENSE ? new Int32Array(rows * columns) : null;
    if (!this.#dense) this.#slots = new Int32Array(FIRST_SLOTS);
  }

  get size(): number {
    return this.a.length;
  }

  number(a: number, b: number): number {
    if (this.#dense) {
      const place = a * this.#columns + b;
      const known = this.#dense[place]!;
      if (known > 0) return known - 1;
      this.#dense[place] = this.size + 1;
    } else {
      const slot = this.#slotOf(a, b);
      const known = this.#slots[slot]!;
      if (known > 0) return known - 1;
      this.#slots[slot] = this.size + 1;
    }
    this.a.push(a);
    this.b.push(b);
    if (!this.#dense && this.size * 2 > this.#slots.length) this.#grow();
    return this.size - 1;
  }

  #slotOf(a: number, b: number): number {
    const last = this.#slots.length - 1;
    const mixed = Math.imul(Math.imul(a, 0x9e3779b1) ^ b, 0x85ebca6b);
    let slot = (mixed ^ (mixed >>> 15)) & last;
    for (; this.#slots[slot] !== 0; slot = (slot + 1) & last) {
      const pair = this.#slots[slot]! - 1;
      if (this.a[pair] === a && this.b[pair] === b) break;
    }
    return slot;
  }

  #grow(): void {
    this.#slots = new Int32Array(2 * this.#slots.length);
    for (let pair = 0; pair < this.size; pair++) this.#slots[this.#slotOf(this.a[pair]!, this.b[pair]!)] = pair + 1;
  }
}

/** How often each of a list of things is met, and by how many units; units come one after another. */
export class Tally {
  #size = 0;
  #count = new Uint32Array(1 << 6);
  #units = new Uint32Array(1 << 6);
  /** Unit + 1 that met it last. */
  #last = new Uint32Array(1 << 6);

  /** So many more times, by units that `seen` tells of. */
  more(id: number, times: number): void {
    if (id >= this.#size) this.#reach(id + 1);
    this.#count[id]! += times;
  }

  /** A unit met it, however often; it was counted already. */
  seen(id: number, unit: number): void {
    if (this.#last[id] === unit + 1) return;
    this.#last[id] = unit + 1;
    this.#units[id]!++;
  }

  /** By thing. */
  get count(): Uint32Array {
    return this.#count.subarray(0, this.#size);
  }

  get units(): Uint32Array {
    return this.#units.subarray(0, this.#size);
  }

  /** What a count is: all, or each unit once. */
  by(weigh: 'occurrences' | 'units'): Uint32Array {
    return weigh === 'units' ? this.units : this.count;
  }

  #reach(size: number): void {
    this.#size = size;
    if (size <= this.#count.length) return;
    this.#count = longer(this.#count, 2 * size);
    this.#units = longer(this.#units, 2 * size);
    this.#last = longer(this.#last, 2 * size);
  }
}

/** The same list with zeros behind. */
export function longer(list: Uint32Array, length = 2 * list.length): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(length);
  larger.set(list);
  return larger;
}

/** The first `most` of 0 … size − 1 in an order, sorted, without sorting the rest. */
export function leading(size: number, most: number, order: (a: number, b: number) => number): number[] {
  let kept: number[] = [];
  let worst = -1;
  for (let id = 0; id < size; id++) {
    if (worst >= 0 && order(id, worst) >= 0) continue;
    kept.push(id);
    if (kept.length < 2 * most) continue;
    kept = kept.sort(order).slice(0, most);
    worst = kept.at(-1)!;
  }
  return kept.sort(order).slice(0, most);
}

/** By text as it is, case and all. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
