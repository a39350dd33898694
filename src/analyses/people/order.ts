/** Sorts behind everything, in both directions. */
export const MISSING = 0xffffffff;

/** Bits of a digit: so many streams of writing stay in the cache. */
const DIGIT = 11;
const MASK = (1 << DIGIT) - 1;

/** 0 to n − 1. */
export function upTo(n: number): Uint32Array {
  const list = new Uint32Array(n);
  for (let i = 0; i < n; i++) list[i] = i;
  return list;
}

/** Places of a list in ascending order of its keys, or descending; equal ones in the order of the list, NaN and MISSING last. */
export function orderOf(keys: Float64Array | Uint32Array, descending: boolean): Uint32Array {
  const order = upTo(keys.length);
  sortByWords(order, keys instanceof Uint32Array ? [turned(keys, descending)] : wordsOf(keys, descending));
  return order;
}

function turned(keys: Uint32Array, descending: boolean): Uint32Array {
  return descending ? keys.map((key) => (key === MISSING ? MISSING : MISSING - 1 - key)) : keys;
}

/** The two halves of each number, lower first, such that they compare as the numbers do. */
function wordsOf(keys: Float64Array, descending: boolean): Uint32Array[] {
  const n = keys.length;
  const plain = new Float64Array(n);
  for (let i = 0; i < n; i++) plain[i] = keys[i]! + 0; // −0 becomes 0
  const bits = new Uint32Array(plain.buffer);
  const [low, high] = [new Uint32Array(n), new Uint32Array(n)];
  const flip = descending ? MISSING : 0;
  for (let i = 0; i < n; i++) {
    if (keys[i] !== keys[i]) {
      low[i] = MISSING;
      high[i] = MISSING;
      continue;
    }
    const top = bits[2 * i + 1]!;
    const negative = top >>> 31 === 1;
    low[i] = (negative ? ~bits[2 * i]! : bits[2 * i]!) ^ flip;
    high[i] = (negative ? ~top : top ^ 0x80000000) ^ flip;
  }
  return [low, high];
}

/**
 * Sorts numbers of things in place by the words they have, the least significant first. Stable: a radix sort from the
 * lowest digit that moves each word along with its thing, so that memory is read in order. Digits that are the same in
 * all are skipped.
 */
export function sortByWords(order: Uint32Array, words: readonly Uint32Array[]): void {
  const n = order.length;
  if (n < 2) return;
  let things = order;
  let free: Uint32Array = new Uint32Array(n);
  let keys: Uint32Array = new Uint32Array(n);
  let freeKeys: Uint32Array = new Uint32Array(n);
  const counts = new Uint32Array(1 << DIGIT);
  for (const word of words) {
    for (let i = 0; i < n; i++) keys[i] = word[things[i]!]!;
    for (let shift = 0; shift < 32; shift += DIGIT) {
      counts.fill(0);
      for (let i = 0; i < n; i++) counts[(keys[i]! >>> shift) & MASK]!++;
      if (counts[(keys[0]! >>> shift) & MASK] === n) continue;
      let before = 0;
      for (let digit = 0; digit <= MASK; digit++) {
        const count = counts[digit]!;
        counts[digit] = before;
        before += count;
      }
      for (let i = 0; i < n; i++) {
        const key = keys[i]!;
        const at = counts[(key >>> shift) & MASK]!++;
        freeKeys[at] = key;
        free[at] = things[i]!;
      }
      [things, free, keys, freeKeys] = [free, things, freeKeys, keys];
    }
  }
  if (things !== order) order.set(things);
}
