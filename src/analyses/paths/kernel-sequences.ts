const FIRST_SLOTS = 1 << 10;
/** Words of a slot: two that tell sequences apart, number + 1, and one that keeps slots within a line of the cache. */
const SLOT = 4;
/** A sequence of so few nodes with numbers below WIDE is told apart by eight bytes, without a look at its nodes. */
const SHORT = 8;
const WIDE = 254;
const LONG = 0xff << 24;

/** Different sequences of nodes, each kept once: sequence s is nodes[starts[s], starts[s + 1]). */
export interface Sequences {
  starts: Uint32Array;
  nodes: Uint16Array | Uint32Array;
}

/** Numbers sequences of nodes in order of first appearance. */
export class SequenceNumbers {
  size = 0;
  #starts = new Uint32Array(1 << 8);
  #nodes: Uint16Array | Uint32Array = new Uint16Array(1 << 10);
  #slots = new Int32Array(SLOT * FIRST_SLOTS);

  /** The number of list[from, to). */
  number(list: Uint16Array | Uint32Array, from: number, to: number): number {
    let low = 0;
    let high = 0;
    let largest = WIDE;
    if (to - from <= SHORT) {
      largest = 0;
      for (let i = from; i < to; i++) {
        const node = list[i]!;
        if (node > largest) largest = node;
        if (i - from < 4) low |= (node + 1) << ((i - from) * 8);
        else high |= (node + 1) << ((i - from - 4) * 8);
      }
    }
    const short = largest < WIDE;
    if (!short) {
      low = 0x811c9dc5;
      for (let i = from; i < to; i++) low = Math.imul(low ^ list[i]!, 0x01000193);
      high = LONG | ((to - from) & 0xffffff);
    }
    const slots = this.#slots;
    const last = slots.length - SLOT;
    let slot = slotOf(low, high, last);
    for (; slots[slot + 2] !== 0; slot = (slot + SLOT) & last) {
      if (slots[slot] !== low || slots[slot + 1] !== high) continue;
      const known = slots[slot + 2]! - 1;
      if (short || this.#equals(known, list, from, to)) return known;
    }
    slots[slot] = low;
    slots[slot + 1] = high;
    slots[slot + 2] = this.size + 1;
    return this.#append(list, from, to);
  }

  /** What is known now, in lists of their own. */
  sequences(): Sequences {
    return {
      starts: this.#starts.slice(0, this.size + 1),
      nodes: this.#nodes.slice(0, this.#starts[this.size]),
    };
  }

  #equals(known: number, list: ArrayLike<number>, from: number, to: number): boolean {
    const at = this.#starts[known]!;
    if (this.#starts[known + 1]! - at !== to - from) return false;
    const nodes = this.#nodes;
    for (let i = from; i < to; i++) if (nodes[at + i - from] !== list[i]) return false;
    return true;
  }

  #append(list: ArrayLike<number>, from: number, to: number): number {
    const at = this.#starts[this.size]!;
    const end = at + to - from;
    if (end > this.#nodes.length) this.#enlarge(Math.max(2 * this.#nodes.length, end), at);
    for (let i = from; i < to; i++) {
      const node = list[i]!;
      if (node > 0xffff && this.#nodes instanceof Uint16Array) this.#enlarge(this.#nodes.length, at + i - from, true);
      this.#nodes[at + i - from] = node;
    }
    this.size++;
    if (this.size === this.#starts.length) {
      const larger = new Uint32Array(2 * this.size);
      larger.set(this.#starts);
      this.#starts = larger;
    }
    this.#starts[this.size] = end;
    if (this.size * SLOT * 2 > this.#slots.length) this.#grow();
    return this.size - 1;
  }

  /** Room for `length` nodes, of which `used` are there. */
  #enlarge(length: number, used: number, wide = this.#nodes instanceof Uint32Array): void {
    const larger = wide ? new Uint32Array(length) : new Uint16Array(length);
    larger.set(this.#nodes.subarray(0, used));
    this.#nodes = larger;
  }

  #grow(): void {
    const old = this.#slots;
    const slots = new Int32Array(2 * old.length);
    const last = slots.length - SLOT;
    for (let i = 0; i < old.length; i += SLOT) {
      if (old[i + 2] === 0) continue;
      let slot = slotOf(old[i]!, old[i + 1]!, last);
      while (slots[slot + 2] !== 0) slot = (slot + SLOT) & last;
      slots[slot] = old[i]!;
      slots[slot + 1] = old[i + 1]!;
      slots[slot + 2] = old[i + 2]!;
    }
    this.#slots = slots;
  }
}

function slotOf(low: number, high: number, last: number): number {
  let mixed = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x2c1b3c6d);
  return ((mixed ^ (mixed >>> 13)) << 2) & last;
}
