const FIRST_SLOTS = 1 << 10;
const SLOT = 2;

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
  /** Hash and number + 1 of each filled slot, so that a look-up seldom reads another sequence. */
  #slots = new Int32Array(SLOT * FIRST_SLOTS);

  /** The number of list[from, to); `largest` is at least the largest node in it. */
  number(list: ArrayLike<number>, from: number, to: number, largest: number): number {
    let hash = 0x811c9dc5;
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ list[i]!, 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash ^= hash >>> 13;
    const slots = this.#slots;
    const last = slots.length - SLOT;
    let slot = (hash * SLOT) & last;
    for (; slots[slot + 1] !== 0; slot = (slot + SLOT) & last) {
      const known = slots[slot + 1]! - 1;
      if (slots[slot] === hash && this.#equals(known, list, from, to)) return known;
    }
    slots[slot] = hash;
    slots[slot + 1] = this.size + 1;
    return this.#append(list, from, to, largest);
  }

  /** A view of what is known now. */
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

  #append(list: ArrayLike<number>, from: number, to: number, largest: number): number {
    const at = this.#starts[this.size]!;
    const end = at + to - from;
    const wide = largest > 0xffff || this.#nodes instanceof Uint32Array;
    if (end > this.#nodes.length || (wide && this.#nodes instanceof Uint16Array)) {
      const length = end > this.#nodes.length ? Math.max(2 * this.#nodes.length, end) : this.#nodes.length;
      const larger = wide ? new Uint32Array(length) : new Uint16Array(length);
      larger.set(this.#nodes.subarray(0, at));
      this.#nodes = larger;
    }
    const nodes = this.#nodes;
    for (let i = from; i < to; i++) nodes[at + i - from] = list[i]!;
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

  #grow(): void {
    const old = this.#slots;
    const slots = new Int32Array(2 * old.length);
    const last = slots.length - SLOT;
    for (let i = 0; i < old.length; i += SLOT) {
      if (old[i + 1] === 0) continue;
      let slot = (old[i]! * SLOT) & last;
      while (slots[slot + 1] !== 0) slot = (slot + SLOT) & last;
      slots[slot] = old[i]!;
      slots[slot + 1] = old[i + 1]!;
    }
    this.#slots = slots;
  }
}
