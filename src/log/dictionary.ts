import { hasText, type TextColumn } from './text-column.ts';
import { LONG, SHORT, TextMarks } from './text-marks.ts';

/** Words of a slot: hash and length, code + 1, then what tells the text apart. */
const SLOT = 4;
const FIRST_SLOTS = 1 << 12;
/** Share of slots filled before the table doubles: open addressing slows down beyond. */
const FULLEST = 0.5;
/** Rows that a reader of a column looks ahead. */
const AHEAD = 1 << 10;

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
  /** Of the text looked up alone. */
  readonly #one = new TextMarks(1);
  /** Bytes looked at last, since a view costs as much as a look-up. */
  #lastBytes: Uint8Array = this.#bytes;
  #lastView = viewOf(this.#bytes);

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

  /** What it holds in memory. */
  get byteLength(): number {
    return this.#slots.byteLength + this.#starts.byteLength + this.#bytes.byteLength;
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
    this.#one.set(0, this.#viewed(bytes), start, end);
    return this.#codeAt(this.#one, 0, bytes, start, end);
  }

  /**
   * The same of a column's rows, -1 where a row has no text. Rows are best asked for in ascending order: a stretch of
   * them is hashed ahead and its slots looked at, so that the waits for memory overlap.
   */
  reader(column: TextColumn): (row: number) => number {
    if (!this.#indexed) this.#index();
    const { bytes, starts, ends, rows } = column;
    const view = viewOf(bytes);
    const marks = new TextMarks(Math.min(rows, AHEAD));
    let from = 0;
    let to = 0;
    return (row) => {
      if (row >= to || row < from) {
        from = row;
        to = Math.min(rows, row + AHEAD);
        marks.setAll(view, starts, ends, from, to);
        this.#lookAhead(marks, to - from);
      }
      return hasText(column, row) ? this.#codeAt(marks, row - from, bytes, starts[row]!, ends[row]!) : -1;
    };
  }

  #viewed(bytes: Uint8Array): DataView {
    if (bytes !== this.#lastBytes) {
      this.#lastBytes = bytes;
      this.#lastView = viewOf(bytes);
    }
    return this.#lastView;
  }

  /** Has the first slot of each in the cache: no look here waits for the one before it. */
  #lookAhead(marks: TextMarks, count: number): void {
    const slots = this.#slots;
    const shift = this.#shift;
    let seen = 0;
    for (let i = 0; i < count; i++) seen ^= slots[(marks.mark[i]! >>> shift) * SLOT]!;
    marks.seen = seen;
  }

  #codeAt(marks: TextMarks, at: number, bytes: Uint8Array, start: number, end: number): number {
    const slot = this.#slotOf(marks, at, bytes, start, end);
    const known = this.#slots[slot + 1]!;
    if (known !== 0) return known - 1;
    const code = this.#size;
    this.#fill(slot, code, marks, at, end - start);
    this.#append(bytes, start, end);
    if (this.#size * SLOT > this.#slots.length * FULLEST) this.#grow();
    return code;
  }

  /** The code of a text, or -1 where it was never seen. */
  find(text: string): number {
    if (!this.#indexed) this.#index();
    const bytes = encoder.encode(text);
    this.#one.set(0, viewOf(bytes), 0, bytes.length);
    return this.#slots[this.#slotOf(this.#one, 0, bytes, 0, bytes.length) + 1]! - 1;
  }

  text(code: number): string {
    return decoder.decode(this.#bytes.subarray(this.#starts[code]!, this.#starts[code + 1]!));
  }

  texts(): string[] {
    return Array.from({ length: this.#size }, (_, code) => this.text(code));
  }

  /** Where the text is, or the free slot where it belongs. */
  #slotOf(marks: TextMarks, at: number, bytes: Uint8Array, start: number, end: number): number {
    const mark = marks.mark[at]!;
    const low = marks.low[at]!;
    const high = marks.high[at]!;
    const slots = this.#slots;
    const last = slots.length - SLOT;
    let slot = (mark >>> this.#shift) * SLOT;
    for (;;) {
      if (slots[slot + 1] === 0) return slot;
      if (slots[slot] === mark && slots[slot + 3] === high) {
        if (end - start <= SHORT ? slots[slot + 2] === low : this.#equals(slot, bytes, start, end)) return slot;
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
    const view = viewOf(this.#bytes);
    for (let code = 0; code < this.#size; code++) {
      const start = this.#starts[code]!;
      const end = this.#starts[code + 1]!;
      this.#one.set(0, view, start, end);
      this.#fill(this.#slotOf(this.#one, 0, this.#bytes, start, end), code, this.#one, 0, end - start);
    }
    this.#indexed = true;
  }

  #fill(slot: number, code: number, marks: TextMarks, at: number, length: number): void {
    this.#slots[slot] = marks.mark[at]!;
    this.#slots[slot + 1] = code + 1;
    this.#slots[slot + 2] = length <= SHORT ? marks.low[at]! : this.#starts[code]!;
    this.#slots[slot + 3] = marks.high[at]!;
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

/** To the end of the buffer: words are read beyond the end of a text. */
const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset);
