const FIRST_SLOTS = 1 << 10;
/** Share of slots filled before the table doubles. */
const FULLEST = 0.5;
const NONE = 0xffffffff;

/** Two numbers seen together. */
export interface Pair {
  a: number;
  b: number;
  /** NaN where no time is known. */
  firstMs: number;
  lastMs: number;
}

/**
 * Pairs of numbers, each once, with the first and the last time they were seen together. Nearly every second number is
 * only ever seen with one first: that pair lies at the place of the second, and a table holds the others.
 */
export class PairTable {
  #home = new Uint32Array(FIRST_SLOTS).fill(NONE);
  #homeMs = new Float64Array(2 * FIRST_SLOTS);
  readonly #others = new OtherPairs();
  #homes = 0;

  get size(): number {
    return this.#homes + this.#others.size;
  }

  /** `ms` is NaN where the time is not known. */
  see(a: number, b: number, ms: number): void {
    if (b >= this.#home.length) this.#grow(b);
    const home = this.#home[b]!;
    if (home === a) {
      const times = this.#homeMs;
      if (!(ms >= times[2 * b]!) && ms === ms) times[2 * b] = ms;
      if (!(ms <= times[2 * b + 1]!) && ms === ms) times[2 * b + 1] = ms;
    } else if (home === NONE) {
      this.#home[b] = a;
      this.#homeMs[2 * b] = this.#homeMs[2 * b + 1] = ms;
      this.#homes++;
    } else this.#others.see(a, b, ms);
  }

  /** All pairs, those of one second number in the order in which they were first seen. The object is the same each time. */
  *[Symbol.iterator](): Generator<Pair, void> {
    const pair: Pair = { a: 0, b: 0, firstMs: NaN, lastMs: NaN };
    for (let b = 0; b < this.#home.length; b++) {
      if (this.#home[b] === NONE) continue;
      pair.a = this.#home[b]!;
      pair.b = b;
      pair.firstMs = this.#homeMs[2 * b]!;
      pair.lastMs = this.#homeMs[2 * b + 1]!;
      yield pair;
    }
    yield* this.#others.each(pair);
  }

  #grow(b: number): void {
    const length = Math.max(2 * this.#home.length, b + 1);
    this.#home = larger(this.#home, new Uint32Array(length).fill(NONE));
    this.#homeMs = larger(this.#homeMs, new Float64Array(2 * length));
  }
}

class OtherPairs {
  #slots = new Int32Array(FIRST_SLOTS).fill(-1);
  #a = new Uint32Array(FIRST_SLOTS / 2);
  #b = new Uint32Array(FIRST_SLOTS / 2);
  #firstMs = new Float64Array(FIRST_SLOTS / 2);
  #lastMs = new Float64Array(FIRST_SLOTS / 2);
  size = 0;

  see(a: number, b: number, ms: number): void {
    const last = this.#slots.length - 1;
    let slot = hashOf(a, b) & last;
    for (; this.#slots[slot] !== -1; slot = (slot + 1) & last) {
      const pair = this.#slots[slot]!;
      if (this.#a[pair] !== a || this.#b[pair] !== b) continue;
      if (!(ms >= this.#firstMs[pair]!) && ms === ms) this.#firstMs[pair] = ms;
      if (!(ms <= this.#lastMs[pair]!) && ms === ms) this.#lastMs[pair] = ms;
      return;
    }
    this.#slots[slot] = this.size;
    this.#a[this.size] = a;
    this.#b[this.size] = b;
    this.#firstMs[this.size] = ms;
    this.#lastMs[this.size] = ms;
    this.size++;
    if (this.size > this.#slots.length * FULLEST - 1) this.#grow();
  }

  *each(pair: Pair): Generator<Pair, void> {
    for (let i = 0; i < this.size; i++) {
      pair.a = this.#a[i]!;
      pair.b = this.#b[i]!;
      pair.firstMs = this.#firstMs[i]!;
      pair.lastMs = this.#lastMs[i]!;
      yield pair;
    }
  }

  #grow(): void {
    const slots = new Int32Array(2 * this.#slots.length).fill(-1);
    const last = slots.length - 1;
    for (let pair = 0; pair < this.size; pair++) {
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
