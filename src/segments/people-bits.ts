import { emptyBitmap, type Bitmap } from '#log/bitmap.ts';

/** Bitmaps with a bit for each person; bits past the last person stay 0. */

export function everybody(people: number): Bitmap {
  const out = emptyBitmap(people);
  out.words.fill(0xffffffff);
  return trimmed(out);
}

export function allOf(bitmaps: readonly Bitmap[], people: number): Bitmap {
  const out = everybody(people);
  for (const { words } of bitmaps) for (let w = 0; w < words.length; w++) out.words[w]! &= words[w]!;
  return out;
}

export function anyOf(bitmaps: readonly Bitmap[], people: number): Bitmap {
  const out = emptyBitmap(people);
  for (const { words } of bitmaps) for (let w = 0; w < words.length; w++) out.words[w]! |= words[w]!;
  return out;
}

export const notIn = ({ length, words }: Bitmap): Bitmap => trimmed({ length, words: words.map((word) => ~word) });

function trimmed(bitmap: Bitmap): Bitmap {
  const { length, words } = bitmap;
  if (length & 31) words[words.length - 1]! &= (1 << (length & 31)) - 1;
  return bitmap;
}

export function countOf({ words }: Bitmap): number {
  let n = 0;
  for (let word of words) {
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    n += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return n;
}

/** Numbers of the people whose bit is set, ascending. */
export function membersOf(bitmap: Bitmap): Uint32Array {
  const out = new Uint32Array(countOf(bitmap));
  let at = 0;
  bitmap.words.forEach((word, w) => {
    for (let rest = word; rest !== 0; rest &= rest - 1) out[at++] = w * 32 + 31 - Math.clz32(rest & -rest);
  });
  return out;
}

/** Every event of the people whose bit is set. */
export function eventsOf(people: Bitmap, personStart: Uint32Array, events: number): Bitmap {
  const out = emptyBitmap(events);
  const { words } = out;
  for (let p = 0; p < people.length; p++) {
    if (((people.words[p >>> 5]! >>> (p & 31)) & 1) === 0) continue;
    const from = personStart[p]!;
    const to = personStart[p + 1]!;
    if (from === to) continue;
    const first = from >>> 5;
    const last = (to - 1) >>> 5;
    const head = -1 << (from & 31);
    const tail = -1 >>> (31 - ((to - 1) & 31));
    if (first === last) words[first]! |= head & tail;
    else {
      words[first]! |= head;
      words.fill(0xffffffff, first + 1, last);
      words[last]! |= tail;
    }
  }
  return out;
}
