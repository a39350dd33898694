import type { TextColumn } from '#log/text-column.ts';
import type { CsvShape } from './csv-sniff.ts';

/** Thrown where a file is not so plain that this scanner reads it as the table's reader would. */
export class NotPlain extends Error {}

const NEW_LINE = 10;
const RETURN = 13;
/** A record that has not ended after so much is left to the other reader, which bounds it. */
const LONGEST_RECORD = 1 << 21;

/**
 * Finds a few columns of a plain CSV in its bytes, several times as fast as a reader that makes values of them all.
 * Plain: UTF-8, quotes only around whole fields, one kind of line end. Anything else throws NotPlain, and so does a
 * row with too many fields, because which rows are kept must not depend on who reads them. Rows with too few are kept.
 */
export class CsvScanner {
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #width: number;
  /** Place among the wanted columns by column of the file; -1 = not wanted. */
  readonly #wanted: Int8Array;
  /** The end of the chunk before, a record that is not whole, and then the chunk; used again for each. */
  #bytes = new Uint8Array(0);
  /** What of the bytes is left to be read again, with the next chunk after it. */
  #rest = { from: 0, to: 0 };
  readonly #starts: Int32Array[];
  readonly #ends: Int32Array[];
  /** Whether lines end in \r\n; null before the first. */
  #returns: boolean | null = null;

  /** `columns` are indexes of the file's columns, in the order in which they are wanted; -1 = the file lacks it. */
  constructor(shape: CsvShape, columns: readonly number[]) {
    if (shape.delimiter.length !== 1 || shape.delimiter.charCodeAt(0) > 127 || shape.newline === '\r')
      throw new NotPlain();
    this.#delimiter = shape.delimiter.charCodeAt(0);
    this.#quote = shape.quote === '' ? -1 : shape.quote.charCodeAt(0);
    this.#width = shape.columns.length;
    this.#wanted = new Int8Array(this.#width).fill(-1);
    this.#starts = columns.map(() => new Int32Array(1 << 12));
    this.#ends = columns.map(() => new Int32Array(1 << 12));
    columns.forEach((column, i) => {
      if (column >= 0) this.#wanted[column] = i;
    });
  }

  /** The records that end in this chunk. The columns are good until the next one. */
  chunk(chunk: Uint8Array, last: boolean): TextColumn[] {
    const { from, to } = this.#rest;
    const length = to - from + chunk.length;
    const old = this.#bytes;
    if (length > old.length) this.#bytes = new Uint8Array(length + (length >> 2));
    this.#bytes.set(old.subarray(from, to));
    this.#bytes.set(chunk, to - from);
    return this.#read(this.#bytes.subarray(0, length), last);
  }

  #read(bytes: Uint8Array, last: boolean): TextColumn[] {
    const starts = this.#starts;
    const ends = this.#ends;
    const wanted = this.#wanted;
    const delimiter = this.#delimiter;
    const quote = this.#quote;
    const length = bytes.length;
    /** Column and row of each wanted field with doubled quotes. */
    const doubled: number[] = [];
    let rows = 0;
    let at = 0;
    let high = 0;
    let done = 0;
    records: while (at < length) {
      if (bytes[at] === NEW_LINE || (bytes[at] === RETURN && bytes[at + 1] === NEW_LINE)) {
        at += bytes[at] === NEW_LINE ? 1 : 2; // blank lines are no rows
        done = at;
        continue;
      }
      if (rows === starts[0]!.length) {
        for (const lists of [starts, ends])
          lists.forEach((list, i) => {
            lists[i] = new Int32Array(2 * list.length);
            lists[i]!.set(list);
          });
      }
      for (let column = 0; ; column++) {
        let from = at;
        let to: number;
        if (bytes[at] === quote) {
          to = this.#closing(bytes, at + 1, last);
          if (to < 0) break records;
          at = to + 1;
          from++;
          if (at < length && bytes[at] !== delimiter && bytes[at] !== NEW_LINE && bytes[at] !== RETURN)
            throw new NotPlain();
        } else {
          for (; at < length; at++) {
            const byte = bytes[at]!;
            if (byte === delimiter || byte === NEW_LINE) break;
            high |= byte;
          }
          to = at;
        }
        if (at >= length && !last) break records;
        if (column >= this.#width) throw new NotPlain();
        const place = wanted[column]!;
        const ended = at >= length || bytes[at] !== delimiter;
        if (ended && to > from && bytes[to - 1] === RETURN && bytes[at] !== RETURN) to--;
        if (place >= 0) {
          starts[place]![rows] = from;
          ends[place]![rows] = to;
          if (this.#doubled) doubled.push(place, rows);
        }
        this.#doubled = false;
        if (!ended) {
          at++;
          continue;
        }
        if (bytes[at] === RETURN) at++;
        if (at < length) this.#sameEnd(bytes, at);
        for (let missing = column + 1; missing < this.#width; missing++) {
          const absent = wanted[missing]!;
          if (absent >= 0) starts[absent]![rows] = ends[absent]![rows] = 0;
        }
        at++;
        rows++;
        done = Math.min(at, length);
        continue records;
      }
    }
    if ((high | this.#high) > 127) this.#checkText(bytes.subarray(0, done));
    this.#high = 0;
    this.#rest = { from: done, to: length };
    // only now: the bytes of a record that does not end here are read again
    for (let i = 0; i < doubled.length; i += 2) {
      const [place, row] = [doubled[i]!, doubled[i + 1]!];
      if (row < rows) ends[place]![row] = this.#undoubled(bytes, starts[place]![row]!, ends[place]![row]!);
    }
    if (length - done > LONGEST_RECORD) throw new NotPlain();
    return starts.map((list, i) => ({ rows, starts: list, ends: ends[i]!, bytes, valid: null, validFrom: 0 }));
  }

  /** Whether the quoted field read last holds doubled quotes. */
  #doubled = false;
  /** Highest bits of the text of quoted fields. */
  #high = 0;

  /** Place of the quote that ends a field; -1 where it does not end in these bytes. */
  #closing(bytes: Uint8Array, from: number, last: boolean): number {
    this.#doubled = false;
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (byte !== this.#quote) {
        this.#high |= byte;
        continue;
      }
      if (at + 1 === bytes.length) return last ? at : -1;
      if (bytes[at + 1] !== this.#quote) return at;
      this.#doubled = true;
      at++;
    }
    if (last) throw new NotPlain();
    return -1;
  }

  /** Makes doubled quotes one, in place; gives the new end. */
  #undoubled(bytes: Uint8Array, start: number, end: number): number {
    let out = start;
    for (let at = start; at < end; at++) {
      bytes[out++] = bytes[at]!;
      if (bytes[at] === this.#quote) at++;
    }
    return out;
  }

  #sameEnd(bytes: Uint8Array, at: number): void {
    if (bytes[at] !== NEW_LINE) throw new NotPlain();
    const returns = at > 0 && bytes[at - 1] === RETURN;
    this.#returns ??= returns;
    if (returns !== this.#returns) throw new NotPlain();
  }

  #checkText(bytes: Uint8Array): void {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      throw new NotPlain(); // a TypeError is how TextDecoder says that the bytes are not UTF-8
    }
  }
}
