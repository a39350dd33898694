import type { Bytes } from './content.ts';

export interface JsonItem {
  /** Null where it is longer than an item may be, or not in UTF-8. */
  text: string | null;
  /** Line on which it begins. */
  line: number;
  /** The file ended within it. */
  cut: boolean;
}

/** `lines` = an item a line; `values` = the items of one list, or values one after the other, over any lines. */
export type JsonLayout = 'lines' | 'values';

const LONGEST_ITEM = 16 * 1_048_576;
const NEW_LINE = 10;
const QUOTE = 34;
const BACKSLASH = 92;

/** Parts JSON into its items as its bytes come. A damaged line costs that line; a damaged list all that follows the damage. */
export class JsonItems {
  #rest: Bytes[] = [];
  #restLength = 0;
  #line = 1;
  /** Line on which the item begun begins. */
  #from = 1;
  #first = true;
  #depth = 0;
  #quoted = false;
  #escaped = false;
  #inside = false;
  #list = false;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

  constructor(private readonly layout: JsonLayout) {}

  *items(given: Bytes): Generator<JsonItem, void> {
    let bytes = given;
    if (this.#first && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3);
    this.#first = false;
    if (this.layout === 'lines') yield* this.#lines(bytes);
    else yield* this.#values(bytes);
  }

  /** What the file ended with. */
  *end(): Generator<JsonItem, void> {
    if (this.layout === 'lines') {
      if (this.#restLength > 0) yield* this.#filled(this.#item(new Uint8Array(0), false));
    } else if (this.#inside) yield this.#item(new Uint8Array(0), this.#depth > 0 || this.#quoted);
  }

  *#lines(bytes: Bytes): Generator<JsonItem, void> {
    let start = 0;
    for (let end = bytes.indexOf(NEW_LINE); end >= 0; end = bytes.indexOf(NEW_LINE, start)) {
      this.#from = this.#line;
      yield* this.#filled(this.#item(bytes.subarray(start, end), false));
      this.#line += 1;
      start = end + 1;
    }
    this.#from = this.#line;
    this.#keep(bytes.subarray(start));
  }

  *#filled(item: JsonItem): Generator<JsonItem, void> {
    if (item.text === null || item.text.trim() !== '') yield item;
  }

  *#values(bytes: Bytes): Generator<JsonItem, void> {
    let start = 0;
    for (let i = 0; i < bytes.length; i++) {
      const sign = bytes[i]!;
      if (this.#quoted) {
        if (this.#escaped) this.#escaped = false;
        else if (sign === BACKSLASH) this.#escaped = true;
        else if (sign === QUOTE) this.#quoted = false;
        if (sign === NEW_LINE) this.#line += 1;
        continue;
      }
      if (sign === NEW_LINE) this.#line += 1;
      const between = sign <= 32 || sign === 0x2c;
      const closes = sign === 0x5d || sign === 0x7d;
      if (!this.#inside) {
        if (between || closes) continue;
        if (sign === 0x5b && !this.#list) {
          this.#list = true;
          continue;
        }
        this.#inside = true;
        this.#from = this.#line;
        start = i;
      }
      if (sign === QUOTE) this.#quoted = true;
      else if (sign === 0x5b || sign === 0x7b) this.#depth += 1;
      else if (closes && this.#depth > 0) {
        this.#depth -= 1;
        if (this.#depth === 0) {
          yield this.#item(bytes.subarray(start, i + 1), false);
          this.#inside = false;
        }
      } else if ((between || closes) && this.#depth === 0) {
        yield this.#item(bytes.subarray(start, i), false);
        this.#inside = false;
      }
    }
    if (this.#inside) this.#keep(bytes.subarray(start));
  }

  /** Keeps the beginning of an item; of one that is too long no more than that it is. */
  #keep(bytes: Bytes): void {
    this.#restLength += bytes.length;
    if (this.#restLength > LONGEST_ITEM) this.#rest = [];
    else if (bytes.length > 0) this.#rest.push(bytes);
  }

  #item(end: Bytes, cut: boolean): JsonItem {
    const length = this.#restLength + end.length;
    let text: string | null = null;
    if (length <= LONGEST_ITEM) {
      try {
        text = this.#decoder.decode(this.#rest.length === 0 ? end : whole([...this.#rest, end], length));
      } catch {
        // a TypeError is how TextDecoder says that the bytes are not in its encoding
        text = null;
      }
    }
    this.#rest = [];
    this.#restLength = 0;
    return { text, line: this.#from, cut };
  }
}

function whole(parts: readonly Bytes[], length: number): Bytes {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
