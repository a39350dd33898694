const FIRST_SLOTS = 1 << 12;
/** Slots filled before the table doubles: open addressing slows down beyond. */
const FULLEST = 0.5;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Gives each distinct text a code from 0 in order of first appearance, without making a string of it.
 * A slot is two neighbouring words (hash, code + 1), so that a probe costs one cache line.
 */
export class Dictionary {
  #slots = new Uint32Array(2 * FIRST_SLOTS);
  #starts = new Uint32Array(1 << 10);
  #bytes = new Uint8Array(1 << 14);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The code of bytes[start, end) as UTF-8; a new one where the text was not seen before. */
  code(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashOf(bytes, start, end);
    const slots = this.#slots;
    const mask = slots.length - 2;
    let slot = (hash << 1) & mask;
    for (;;) {
      const taken = slots[slot + 1]!;
      if (taken === 0) break;
      if (slots[slot] === hash && this.#equals(taken - 1, bytes, start, end)) return taken - 1;
      slot = (slot + 2) & mask;
    }
    const code = this.#size;
    slots[slot] = hash;
    slots[slot + 1] = code + 1;
    this.#append(bytes, start, end);
    if (this.#size * 2 > slots.length * FULLEST) this.#grow();
    return code;
  }

  /** The code of a text, or -1 where it was never seen. */
  find(text: string): number {
    const bytes = encoder.encode(text);
    const hash = hashOf(bytes, 0, bytes.length);
    const mask = this.#slots.length - 2;
    for (let slot = (hash << 1) & mask; this.#slots[slot + 1] !== 0; slot = (slot + 2) & mask) {
      const code = this.#slots[slot + 1]! - 1;
      if (this.#slots[slot] === hash && this.#equals(code, bytes, 0, bytes.length)) return code;
    }
    return -1;
  }

  text(code: number): string {
    return decoder.decode(this.#bytes.subarray(this.#starts[code]!, this.#starts[code + 1]!));
  }

  texts(): string[] {
    return Array.from({ length: this.#size }, (_, code) => this.text(code));
  }

  #equals(code: number, bytes: Uint8Array, start: number, end: number): boolean {
    let at = this.#starts[code]!;
    if (this.#starts[code + 1]! - at !== end - start) return false;
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

  #grow(): void {
    const old = this.#slots;
    const slots = new Uint32Array(2 * old.length);
    const mask = slots.length - 2;
    for (let i = 0; i < old.length; i += 2) {
      if (old[i + 1] === 0) continue;
      let slot = (old[i]! << 1) & mask;
      while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
      slots[slot] = old[i]!;
      slots[slot + 1] = old[i + 1]!;
    }
    this.#slots = slots;
  }
}

/** FNV-1a over bytes, with the finaliser of MurmurHash3 so that the low bits are well mixed. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
