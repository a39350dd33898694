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
  /** 1 where a text in order sorts as the one before it. */
  const tied = new Uint8Array(n);
  const pending = [{ from: 0, to: n, depth: 0 }];
  for (let group = pending.pop(); group; group = pending.pop()) {
    const { from, to, depth } = group;
    const part = order.subarray(from, to);
    if (to - from <= FEW) {
      part.sort((a, b) => compare(bytes, starts[a]! + depth, starts[b]! + depth) || a - b);
      for (let i = 1; i < part.length; i++)
        if (compare(bytes, starts[part[i - 1]!]! + depth, starts[part[i]!]! + depth) === 0) tied[from + i] = 1;
      continue;
    }
    for (const text of part) {
      const at = starts[text]! + depth;
      const end = starts[text + 1]!;
      high[text] = wordAt(bytes, at, end);
      low[text] = wordAt(bytes, at + 4, end);
    }
    sortByWords(part, [low, high]);
    let first = 0;
    for (let i = 1; i <= part.length; i++) {
      const [a, b] = [part[first]!, part[i]];
      if (b !== undefined && high[a] === high[b] && low[a] === low[b]) continue;
      // a word that ends in 0 is the end of the text
      if ((low[a]! & 0xff) === 0) tied.fill(1, from + first + 1, from + i);
      else if (i - first > 1) pending.push({ from: from + first, to: from + i, depth: depth + AT_ONCE });
      first = i;
    }
  }
  const ranks = new Uint32Array(n);
  let rank = 0;
  for (let i = 0; i < n; i++) {
    if (i > 0 && tied[i] === 0) rank++;
    ranks[order[i]!] = rank;
  }
  return ranks;
}

/** Of two texts from some place on; both end in 0. */
function compare(bytes: Uint8Array, a: number, b: number): number {
  for (; ; a++, b++) {
    const difference = bytes[a]! - bytes[b]!;
    if (difference !== 0 || bytes[a] === 0) return difference;
  }
}

/** Four bytes as a number, 0 behind the end. */
function wordAt(bytes: Uint8Array, at: number, end: number): number {
  if (at + 4 <= end)
    return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
  let word = 0;
  for (let i = 0; i < 4; i++) word = (word << 8) | (at + i < end ? bytes[at + i]! : 0);
  return word >>> 0;
}

/** Texts that compare byte by byte as they should sort, each with a 0 at its end: before a number stands how many digits it has. */
function sortable({ starts, bytes }: PackedTexts): PackedTexts {
  const n = starts.length - 1;
  const folded = new Uint8Array(2 * (starts[n]! - starts[0]!) + n);
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
    size++;
    ends[text + 1] = size;
  }
  return { starts: ends, bytes: folded.subarray(0, size) };
}

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= NINE;
