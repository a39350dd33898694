import type { PackedTexts } from '#log/dictionary.ts';
import { sortByWords, upTo } from './order.ts';

/** Groups up to this size are sorted by comparing. */
const FEW = 48;
/** Bytes that are looked at in one go. */
const AT_ONCE = 8;

const ZERO = 48;
const NINE = 57;
const LONGEST_RUN = 9;

/** What a byte counts as: letters of ASCII as small ones, and never 0, which ends a text. */
const FOLDED = Uint8Array.from({ length: 256 }, (_, byte) => {
  const small = byte >= 65 && byte <= 90 ? byte + 32 : byte;
  return small < 65 ? small + 1 : small - 25;
});

/**
 * A rank for each text, equal for texts that sort alike: without regard to the case of ASCII letters, numbers within
 * texts by their size (`user-9` before `user-10`), everything else by its character's number.
 */
export function textRanks(texts: PackedTexts): Uint32Array {
  const { starts, bytes } = sortable(texts);
  const n = starts.length - 1;
  const order = upTo(n);
  const low = new Uint32Array(n);
  const high = new Uint32Array(n);
  const byteAt = (text: number, depth: number): number => {
    const at = starts[text]! + depth;
    return at < starts[text + 1]! ? bytes[at]! : 0;
  };
  const compare = (a: number, b: number, depth: number): number => {
    for (let d = depth; ; d++) {
      const [x, y] = [byteAt(a, d), byteAt(b, d)];
      if (x !== y || x === 0) return x - y;
    }
  };
  const pending = [{ from: 0, to: n, depth: 0 }];
  for (let group = pending.pop(); group; group = pending.pop()) {
    const { from, to, depth } = group;
    const part = order.subarray(from, to);
    if (to - from <= FEW) {
      part.sort((a, b) => compare(a, b, depth) || a - b);
      continue;
    }
    for (const text of part) {
      high[text] = wordAt(byteAt, text, depth);
      low[text] = wordAt(byteAt, text, depth + 4);
    }
    sortByWords(part, [low, high]);
    let first = 0;
    for (let i = 1; i <= part.length; i++) {
      const [a, b] = [part[first]!, part[i]];
      if (b !== undefined && high[a] === high[b] && low[a] === low[b]) continue;
      // a word that ends in 0 is the end of the text
      if (i - first > 1 && (low[a]! & 0xff) !== 0)
        pending.push({ from: from + first, to: from + i, depth: depth + AT_ONCE });
      first = i;
    }
  }
  const ranks = new Uint32Array(n);
  for (let i = 1; i < n; i++)
    ranks[order[i]!] = ranks[order[i - 1]!]! + (compare(order[i - 1]!, order[i]!, 0) === 0 ? 0 : 1);
  return ranks;
}

const wordAt = (byteAt: (text: number, depth: number) => number, text: number, depth: number): number =>
  (byteAt(text, depth) << 24) |
  (byteAt(text, depth + 1) << 16) |
  (byteAt(text, depth + 2) << 8) |
  byteAt(text, depth + 3);

/** Texts that compare byte by byte as they should sort: before a number stands how many digits it has. */
function sortable({ starts, bytes }: PackedTexts): PackedTexts {
  const n = starts.length - 1;
  const folded = new Uint8Array(2 * (starts[n]! - starts[0]!));
  const ends = new Uint32Array(n + 1);
  let size = 0;
  for (let text = 0; text < n; text++) {
    const to = starts[text + 1]!;
    let at = starts[text]!;
    while (at < to) {
      if (!isDigit(bytes[at]!)) {
        folded[size++] = FOLDED[bytes[at++]!]!;
        continue;
      }
      while (bytes[at] === ZERO && at + 1 < to && isDigit(bytes[at + 1]!)) at++;
      let end = at;
      while (end < to && isDigit(bytes[end]!)) end++;
      let left = end - at;
      for (; left >= LONGEST_RUN; left -= LONGEST_RUN) folded[size++] = FOLDED[NINE]!;
      folded[size++] = FOLDED[ZERO + left]!;
      while (at < end) folded[size++] = FOLDED[bytes[at++]!]!;
    }
    ends[text + 1] = size;
  }
  return { starts: ends, bytes: folded.subarray(0, size) };
}

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= NINE;
