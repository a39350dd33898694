import type { Sets } from './result-sets.ts';

export interface Combination {
  /** The segments that these people are in, and no other one. */
  in: number[];
  people: number;
}

export interface Overlap {
  /** Largest first, of equals those of fewer segments; combinations of nobody are left out. */
  combinations: Combination[];
  /** People of the first segment who are in another one, too. */
  shared: number;
}

export const combinationOf = ({ of, segments }: Sets, unit: number): number =>
  (of[unit]! >>> 1) & ((1 << segments) - 1);

export function overlapOf(sets: Sets): Overlap {
  const counts = new Uint32Array(1 << sets.segments);
  for (let u = 0; u < sets.of.length; u++) counts[combinationOf(sets, u)]!++;
  const combinations = [...counts.keys()]
    .filter((bits) => bits > 0 && counts[bits]! > 0)
    .map((bits): Combination => ({
      in: Array.from({ length: sets.segments }, (_, i) => i).filter((i) => bits & (1 << i)),
      people: counts[bits]!,
    }))
    .sort((a, b) => b.people - a.people || a.in.length - b.in.length);
  const shared = combinations
    .filter((each) => each.in[0] === 0 && each.in.length > 1)
    .reduce((sum, { people }) => sum + people, 0);
  return { combinations, shared };
}
