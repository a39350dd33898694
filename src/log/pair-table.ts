const FIRST_SLOTS = 1 << 10;
/** Share of slots filled before the table doubles. */
const FULLEST = 0.5;

/** Pairs of numbers, each once, with the first and the last time they were seen together. */
export class PairTable {
  #slots = new Int32Array(FIRST_SLOTS).fill(-1);
  #a = new Uint32Array(FIRST_SLOTS / 2);
  #b = new Uint32Array(FIRST_SLOTS / 2);
  #firstMs = new Float64Array(FIRST_SLOTS / 2);
  #lastMs = new Float64Array(FIRST_SLOTS / 2);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** `ms` is NaN where the time is not known. */
  see(a: number, b: number, ms: number): void {
    const last = this.#slots.length - 1;
    let slot = hashOf(a, b) & last;
    for (; this.#slots[slot] !== -1; slot = (slot + 1) & last) {
      const pair = this.#slots[slot]!;
      if (this.#a[pair] !== a || this.#b[pair] !== b) continue;
      if (!(ms >= this.#firstMs[pair]!)) this.#firstMs[pair] = Number.isNaN(ms) ? this.#firstMs[pair]! : ms;
      if (!(ms <= this.#lastMs[pair]!)) this.#lastMs[pair] = Number.isNaN(ms) ? this.#lastMs[pair]! : ms;
      return;
    }
    this.#slots[slot] = this.#size;
    this.#a[this.#size] = a;
    this.#b[this.#size] = b;
    this.#firstMs[this.#size] = ms;
    this.#lastMs[this.#size] = ms;
    this.#size++;
    if (this.#size > this.#slots.length * FULLEST - 1) this.#grow();
  }

  /** In the order in which the pairs were first seen. */
  *[Symbol.iterator](): Generator<{ a: number; b: number; firstMs: number; lastMs: number }, void> {
    for (let pair = 0; pair < this.#size; pair++)
      yield { a: this.#a[pair]!, b: this.#b[pair]!, firstMs: this.#firstMs[pair]!, lastMs: this.#lastMs[pair]! };
  }

  #grow(): void {
    const slots = new Int32Array(2 * this.#slots.length).fill(-1);
    const last = slots.length - 1;
    for (let pair = 0; pair < this.#size; pair++) {
      let slot = hashOf(this.#a[pair]!, this.#b[pair]!) & last;
      while (slots[slot] !== -1) slot = (slot + 1) & last;
      slots[slot] = pair;
    }
    this.#slots = slots;
    this.#a = larger(this.#a, new Uint32Array(slots.length / 2));
    this.#b = larger(this.#b, new Uint32Array(slots.length / 2));
    this.#firstMs = larger(this.#firstMs, new Float64Array(slots.length / 2));
    this.#lastMs = larger(this.#lastMs, new Float64Array(slots.length / 2));
  }
}

function larger<T extends Uint32Array | Float64Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

function hashOf(a: number, b: number): number {
  const mixed = Math.imul(Math.imul(a, 0x9e3779b1) ^ b, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
