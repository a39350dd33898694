import { hasBit } from '#log/bitmap.ts';
import type { Groups } from '#statistics/overlapping.ts';
import type { ComparePartial, Did } from './kernel.ts';

/** Which of the groups each unit is in. */
export interface Sets {
  /** By unit: bit 0 = the base, bit 1 + i = segment i, bit 1 + n + i = both. */
  of: Uint16Array;
  /** How many groups: 1 + 2n. */
  count: number;
  segments: number;
  /** Units in each. */
  sizes: Uint32Array;
}

/** The base is everybody, or the last of the segments where one more than `segments` is given. */
export function setsOf({ active }: ComparePartial, ofSegments: ComparePartial[], segments: number): Sets {
  const base = ofSegments[segments]?.active ?? active;
  const of = new Uint16Array(active.length);
  const count = 1 + 2 * segments;
  const sizes = new Uint32Array(count);
  for (let u = 0; u < of.length; u++) {
    const inBase = hasBit(base, u);
    let bits = inBase ? 1 : 0;
    for (let i = 0; i < segments; i++)
      if (hasBit(ofSegments[i]!.active, u)) bits |= (1 << (1 + i)) | (inBase ? 1 << (1 + segments + i) : 0);
    of[u] = bits;
    if (bits > 0) addUnit(sizes, 0, bits);
  }
  return { of, count, segments, sizes };
}

function addUnit(counts: Uint32Array, at: number, bits: number): void {
  for (let rest = bits; rest !== 0; rest &= rest - 1) counts[at + 31 - Math.clz32(rest & -rest)]!++;
}

/** Units of each group that have each value: of value v in group g at v × count + g. */
export function tallyValues({ of, count }: Sets, codes: Uint32Array, values: number): Uint32Array {
  const counts = new Uint32Array(values * count);
  for (let u = 0; u < of.length; u++) if (of[u]! > 0) addUnit(counts, codes[u]! * count, of[u]!);
  return counts;
}

/** The same of the names of events that units did. */
export function tallyNames({ of, count }: Sets, { start, codes, names }: Did): Uint32Array {
  const counts = new Uint32Array(names.length * count);
  for (let u = 0; u < of.length; u++)
    if (of[u]! > 0) for (let c = start[u]!; c < start[u + 1]!; c++) addUnit(counts, codes[c]! * count, of[u]!);
  return counts;
}

/** What is compared of a segment, where `counts` begins at `at` with the units that have something. */
export function groupsOf({ sizes, segments }: Sets, counts: ArrayLike<number>, at: number, segment: number): Groups {
  const of = (group: number) => ({ people: sizes[group]!, having: counts[at + group]! });
  return { a: of(1 + segment), b: of(0), both: of(1 + segments + segment) };
}
