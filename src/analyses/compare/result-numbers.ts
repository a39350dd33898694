import type { Did } from './kernel.ts';
import type { Sets } from './result-sets.ts';

/** Of people with a number. */
export interface Spread {
  people: number;
  average: number;
  p25: number;
  median: number;
  p75: number;
}

/** Numbers in ascending order, each with how many have it. */
export type Tallied = readonly { value: number; people: number }[];

/** All 0 of nobody; percentiles interpolate linearly. */
export function spreadOf(tallied: Tallied): Spread {
  let people = 0;
  let sum = 0;
  for (const each of tallied) {
    people += each.people;
    sum += each.value * each.people;
  }
  const [p25, median, p75] = percentiles(tallied, people, [0.25, 0.5, 0.75]) as [number, number, number];
  return { people, average: people === 0 ? 0 : sum / people, p25, median, p75 };
}

function percentiles(tallied: Tallied, people: number, shares: number[]): number[] {
  if (people === 0) return shares.map(() => 0);
  /** The k-th smallest, from 0. */
  const at = (k: number): number => {
    let before = 0;
    for (const { value, people: n } of tallied) {
      before += n;
      if (k < before) return value;
    }
    return tallied.at(-1)!.value;
  };
  return shares.map((share) => {
    const place = share * (people - 1);
    const low = at(Math.floor(place));
    return place === Math.floor(place) ? low : low + (at(Math.ceil(place)) - low) * (place - Math.floor(place));
  });
}

export const PER_PERSON = ['events', 'days', 'sessions'] as const;
export type PerPerson = (typeof PER_PERSON)[number];

/** How often each number occurs in the base and in each segment, in this order. */
export function tallyPerPerson({ of, segments }: Sets, did: Did, what: PerPerson): Tallied[] {
  const numbers = did[what];
  const values = numbers.reduce((most, n) => Math.max(most, n), 0) + 1;
  return Array.from({ length: 1 + segments }, (_, group): Tallied => {
    const bit = 1 << group;
    const counts = new Uint32Array(values);
    for (let u = 0; u < of.length; u++) if (of[u]! & bit) counts[numbers[u]!]!++;
    return [...counts.keys()].filter((value) => counts[value]! > 0).map((value) => ({ value, people: counts[value]! }));
  });
}
