const BITS = 32;
/** Numbers of eight bits hold so many. */
const MOST = 255;

/**
 * Adds to counts[b] how many of masks[0, length) have bit b. Counted in columns: word k holds bit k of all 32 counts, so
 * that a mask takes eight steps however many of its bits are set.
 */
export function addBits(counts: Uint32Array, masks: Int32Array, length: number): void {
  for (let from = 0; from < length; from += MOST) addFew(counts, masks, from, Math.min(length, from + MOST));
}

function addFew(counts: Uint32Array, masks: Int32Array, from: number, to: number): void {
  let [a, b, c, d, e, f, g, h] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = from; i < to; i++) {
    const a1 = masks[i]!;
    const b1 = a & a1;
    const c1 = b & b1;
    const d1 = c & c1;
    const e1 = d & d1;
    const f1 = e & e1;
    const g1 = f & f1;
    a ^= a1;
    b ^= b1;
    c ^= c1;
    d ^= d1;
    e ^= e1;
    f ^= f1;
    h ^= g & g1;
    g ^= g1;
  }
  for (const [k, word] of [a, b, c, d, e, f, g, h].entries())
    for (let bit = 0; bit < BITS; bit++) counts[bit]! += ((word >>> bit) & 1) << k;
}
