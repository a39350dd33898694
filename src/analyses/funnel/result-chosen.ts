import type { Ways } from './kernel-rows.ts';

/** Whose rows are chosen, each person once, ascending. */
export function peopleOfRows({ person, depth }: Ways, firstPerson: number, is: (row: number) => boolean): Uint32Array {
  if (!person) return chosen(depth.length, firstPerson, is);
  const found = new Set<number>();
  for (let row = 0; row < depth.length; row++) if (is(row)) found.add(person[row]!);
  return Uint32Array.from(found).sort();
}

/** Those chosen of so many people, as they are numbered in the whole log. */
export function chosen(people: number, firstPerson: number, is: (p: number) => boolean): Uint32Array {
  let n = 0;
  for (let p = 0; p < people; p++) if (is(p)) n++;
  const out = new Uint32Array(n);
  for (let p = 0, at = 0; p < people; p++) if (is(p)) out[at++] = firstPerson + p;
  return out;
}
