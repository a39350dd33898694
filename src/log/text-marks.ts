/** A text of up to so many bytes is told by its mark and two words alone. */
export const SHORT = 8;
/** Lengths from here on share one mark, and only the bytes themselves tell. */
export const LONG = 63;

/** What a dictionary finds texts by. */
export class TextMarks {
  /** The hash, with the length in the lowest bits. */
  readonly mark: Int32Array;
  /** The bytes of a short text in two words; of a longer one 0 and more of its hash. */
  readonly low: Int32Array;
  readonly high: Int32Array;

  /** What a look ahead saw: means nothing, but a look without a result would be left out. */
  seen = 0;

  constructor(size: number) {
    this.mark = new Int32Array(size);
    this.low = new Int32Array(size);
    this.high = new Int32Array(size);
  }

  /** Those of rows `from` to `to`. */
  setAll(view: DataView, starts: Int32Array, ends: Int32Array, from: number, to: number): void {
    for (let i = from; i < to; i++) this.set(i - from, view, starts[i]!, ends[i]!);
  }

  /** `view` = the text's bytes and maybe others around it. */
  set(at: number, view: DataView, start: number, end: number): void {
    const length = end - start;
    let low = 0;
    let high = 0;
    let hash = length;
    if (length <= SHORT) {
      if (start + SHORT <= view.byteLength) {
        // both words at once, and what is beyond the text shifted out
        const beyond = 8 * (SHORT - length);
        low = view.getInt32(start, true);
        high = view.getInt32(start + 4, true);
        if (beyond < 32) high = (high << beyond) >>> beyond;
        else {
          high = 0;
          low = beyond === 64 ? 0 : (low << (beyond - 32)) >>> (beyond - 32);
        }
      } else {
        for (let i = length - 1; i >= 4; i--) high = (high << 8) | view.getUint8(start + i);
        for (let i = Math.min(length, 4) - 1; i >= 0; i--) low = (low << 8) | view.getUint8(start + i);
      }
      hash = mixed(mixed(hash, low), high);
    } else {
      let i = start;
      for (; i + 4 <= end; i += 4) hash = mixed(hash, view.getInt32(i, true));
      for (; i < end; i++) hash = mixed(hash, view.getUint8(i));
      high = hash;
    }
    hash ^= hash >>> 16;
    hash = Math.imul(hash, 0x85ebca6b);
    hash ^= hash >>> 13;
    hash = Math.imul(hash, 0xc2b2ae35);
    this.mark[at] = (hash & ~LONG) | (length < LONG ? length : LONG);
    this.low[at] = low;
    this.high[at] = high;
  }
}

const mixed = (hash: number, word: number): number => {
  const turned = Math.imul(hash ^ word, 0x9e3779b1);
  return turned ^ (turned >>> 15);
};
