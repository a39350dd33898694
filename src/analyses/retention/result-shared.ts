import type { Proportion } from '#statistics/proportions.ts';
import type { SeenTwice } from '#statistics/seen-twice.ts';
import type { Entries } from './kernel-entries.ts';
import { difference, type Difference } from './result-difference.ts';
import type { Rows } from './result-rows.ts';

const IN = 1;
const BACK = 2;

/** One range and another, each unit in one cohort of either at most. */
export interface Ranged {
  entries: Entries;
  rows: Rows;
}

/** By column, the share that came back in one range less that in the other, who may share units. */
export function besideAnother(a: Ranged, b: Ranged, stride: number): (Difference | null)[] {
  const most = Math.max(a.entries.person.at(-1) ?? 0, b.entries.person.at(-1) ?? 0);
  const [inA, inB] = [new Uint8Array(most + 1), new Uint8Array(most + 1)];
  return Array.from({ length: a.rows.columns }, (_, k) => {
    const of = { a: fill(inA, a, k, stride), b: fill(inB, b, k, stride) };
    const both: SeenTwice['both'] = { people: 0, inA: 0, inB: 0, inBoth: 0 };
    for (const person of b.entries.person) {
      if (!inA[person] || !inB[person]) continue;
      both.people++;
      if (inA[person]! & BACK) both.inA++;
      if (inB[person]! & BACK) both.inB++;
      if (inA[person]! & inB[person]! & BACK) both.inBoth++;
    }
    return difference(of.a, of.b, both);
  });
}

/** Who is in a closed cell's cohort, and who of them in the cell. */
function fill(into: Uint8Array, { entries, rows }: Ranged, column: number, stride: number): Proportion {
  into.fill(0);
  const found = { people: 0, having: 0 };
  for (let i = 0; i < entries.person.length; i++) {
    if (rows.isOpen(rows.rowOf.get(entries.periodMs[i]!)!, column)) continue;
    const back = (entries.bits[i * stride + (column >> 3)]! & (1 << (column & 7))) !== 0;
    into[entries.person[i]!] = back ? IN | BACK : IN;
    found.people++;
    if (back) found.having++;
  }
  return found;
}
