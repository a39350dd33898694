/** Words of a slot: hash and length, code + 1, then what tells the text apart. */
const SLOT = 4;
const FIRST_SLOTS = 1 << 12;
/** Share of slots filled before the table doubles: open addressing slows down beyond. */
const FULLEST = 0.5;
/** A text of up to so many bytes stands whole in its slot. */
const SHORT = 8;
/** Lengths from here on share one mark, and only the bytes themselves tell. */
const LONG = 63;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export interface PackedTexts {
  starts: Uint32Array<ArrayBuffer>;
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Gives each distinct text a code from 0 in order of first appearance, without making a string of it.
 * Millions of look-ups wait for memory and little else, so a slot is 16 bytes of one cache line: a short text is found
 * by it alone, a longer one by it and its own bytes.
 */
export class Dictionary {
  #slots = new Int32Array(SLOT * FIRST_SLOTS);
  /** The slot of a hash is its highest bits. */
  #shift = 32 - 12;
  #starts = new Uint32Array(1 << 10);
  #bytes = new Uint8Array(1 << 14);
  #size = 0;
  /** Whether the slots know every text: of a dictionary that was read, only once something is looked up. */
  #indexed = true;
  /** Of the text looked up last: hash with its length below, and the two words that a short text's slot holds. */
  #mark = 0;
  #low = 0;
  #high = 0;

  /** The dictionary whose `packed` these are; it keeps the arrays. Nothing is hashed until something is looked up. */
  static of({ starts, bytes }: PackedTexts): Dictionary {
    const dictionary = new Dictionary();
    dictionary.#starts = starts;
    dictionary.#bytes = bytes;
    dictionary.#size = starts.length - 1;
    dictionary.#indexed = false;
    return dictionary;
  }

  get size(): number {
    return this.#size;
  }

  /** Views of the texts in order of their codes: text c is bytes[starts[c], starts[c + 1]). */
  packed(): PackedTexts {
    return {
      starts: this.#starts.subarray(0, this.#size + 1),
      bytes: this.#bytes.subarray(0, this.#starts[this.#size]),
    };
  }

  /** The code of bytes[start, end) as UTF-8; a new one where the text was not seen before. */
  code(bytes: Uint8Array, start: number, end: number): number {
    if (!this.#indexed) this.#index();
    const slot = this.#slotOf(bytes, start, end);
    const known = this.#slots[slot + 1]!;
    if (known !== 0) return known - 1;
    const code = this.#size;
    this.#fill(slot, code, end - start);
    this.#append(bytes, start, end);
    if (this.#size * SLOT > this.#slots.length * FULLEST) this.#grow();
    return code;
  }

  /** The code of a text, or -1 where it was never seen. */
  find(text: string): number {
    if (!this.#indexed) this.#index();
    const bytes = encoder.encode(text);
    return this.#slots[this.#slotOf(bytes, 0, bytes.length) + 1]! - 1;
  }

  text(code: number): string {
    return decoder.decode(this.#bytes.subarray(this.#starts[code]!, this.#starts[code + 1]!));
  }

  texts(): string[] {
    return Array.from({ length: this.#size }, (_, code) => this.text(code));
  }

  /** Where the text is, or the free slot where it belongs. */
  #slotOf(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    let low = 0;
    let high = 0;
    let hash = length;
    if (length <= SHORT) {
      for (let i = length < 4 ? length - 1 : 3; i >= 0; i--) low = (low << 8) | bytes[start + i]!;
      for (let i = length - 1; i >= 4; i--) high = (high << 8) | bytes[start + i]!;
      hash = mixed(mixed(hash, low), high);
    } else {
      let i = start;
      for (; i + 4 <= end; i += 4)
        hash = mixed(hash, bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24));
      for (; i < end; i++) hash = mixed(hash, bytes[i]!);
      high = hash;
    }
    hash ^= hash >>> 16;
    hash = Math.imul(hash, 0x85ebca6b);
    hash ^= hash >>> 13;
    hash = Math.imul(hash, 0xc2b2ae35);
    const mark = (hash & ~LONG) | (length < LONG ? length : LONG);
    this.#mark = mark;
    this.#low = low;
    this.#high = high;
    const slots = this.#slots;
    const last = slots.length - SLOT;
    let slot = (hash >>> this.#shift) * SLOT;
    for (;;) {
      if (slots[slot + 1] === 0) return slot;
      if (slots[slot] === mark && slots[slot + 3] === high) {
        if (length <= SHORT ? slots[slot + 2] === low : this.#equals(slot, bytes, start, end)) return slot;
      }
      slot = (slot + SLOT) & last;
    }
  }

  #equals(slot: number, bytes: Uint8Array, start: number, end: number): boolean {
    let at = this.#slots[slot + 2]! >>> 0;
    if (end - start >= LONG && this.#starts[this.#slots[slot + 1]!]! - at !== end - start) return false;
    const mine = this.#bytes;
    for (let i = start; i < end; i++) if (mine[at++] !== bytes[i]) return false;
    return true;
  }

  #append(bytes: Uint8Array, start: number, end: number): void {
    const at = this.#starts[this.#size]!;
    const length = end - start;
    if (at + length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(2 * this.#bytes.length, at + length));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    for (let i = 0; i < length; i++) this.#bytes[at + i] = bytes[start + i]!;
    this.#size++;
    if (this.#size === this.#starts.length) {
      const larger = new Uint32Array(2 * this.#starts.length);
      larger.set(this.#starts);
      this.#starts = larger;
    }
    this.#starts[this.#size] = at + length;
  }

  #index(): void {
    let slots = FIRST_SLOTS;
    while (this.#size > slots * FULLEST) slots *= 2;
    this.#slots = new Int32Array(SLOT * slots);
    this.#shift = Math.clz32(slots) + 1;
    for (let code = 0; code < this.#size; code++) {
      const start = this.#starts[code]!;
      const end = this.#starts[code + 1]!;
      this.#fill(this.#slotOf(this.#bytes, start, end), code, end - start);
    }
    this.#indexed = true;
  }

  /** Gives a slot to the text looked up last. */
  #fill(slot: number, code: number, length: number): void {
    this.#slots[slot] = this.#mark;
    this.#slots[slot + 1] = code + 1;
    this.#slots[slot + 2] = length <= SHORT ? this.#low : this.#starts[code]!;
    this.#slots[slot + 3] = this.#high;
  }

  #grow(): void {
    const old = this.#slots;
    const slots = new Int32Array(2 * old.length);
    const last = slots.length - SLOT;
    this.#shift--;
    for (let i = 0; i < old.length; i += SLOT) {
      if (old[i + 1] === 0) continue;
      let slot = (old[i]! >>> this.#shift) * SLOT;
      while (slots[slot + 1] !== 0) slot = (slot + SLOT) & last;
      slots.set(old.subarray(i, i + SLOT), slot);
    }
    this.#slots = slots;
  }
}

const mixed = (hash: number, word: number): number => {
  const turned = Math.imul(hash ^ word, 0x9e3779b1);
  return turned ^ (turned >>> 15);
};
