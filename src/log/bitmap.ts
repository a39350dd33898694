/** One bit per event of a shard, 32 to a word: set = the event passes. */
export interface Bitmap {
  length: number;
  words: Uint32Array;
}

export const emptyBitmap = (length: number): Bitmap => ({ length, words: new Uint32Array((length + 31) >>> 5) });

export const hasBit = (bitmap: Bitmap, i: number): boolean => ((bitmap.words[i >>> 5]! >>> (i & 31)) & 1) === 1;

export const setBit = (bitmap: Bitmap, i: number): void => {
  bitmap.words[i >>> 5]! |= 1 << (i & 31);
};

/** Bits set in both; the inputs are left as they are. */
export function bothBits(a: Bitmap, b: Bitmap): Bitmap {
  const out = emptyBitmap(a.length);
  for (let w = 0; w < out.words.length; w++) out.words[w] = a.words[w]! & b.words[w]!;
  return out;
}
