import { designEffect } from '#statistics/clustered.ts';
import { leastExpected, scoreTest, type Groups } from '#statistics/overlapping.ts';
import type { Proportion } from '#statistics/proportions.ts';
import { IN_BOTH, IN_FIRST, IN_SECOND } from './kernel-groups.ts';

/** Below it a test is not to be trusted. */
export const LEAST_EXPECTED = 5;

/** What the shares of two groups are of, and who in them is in both. */
export interface Bases {
  /** By unit: visits that could have it, and the groups the unit is in. */
  trials: Uint32Array;
  groups: Uint8Array;
  /** Units that have such a visit, and the visits, of the first group, the second, and those in both. */
  units: Triple;
  visits: Triple;
  /** Sum of squares of visits, over everybody in either. */
  squares: number;
}

type Triple = [first: number, second: number, both: number];

export function basesOf(groups: Uint8Array, trials: Uint32Array): Bases {
  const units: Triple = [0, 0, 0];
  const visits: Triple = [0, 0, 0];
  let squares = 0;
  groups.forEach((bits, unit) => {
    const n = trials[unit]!;
    if (bits === 0 || n === 0) return;
    add(units, bits, 1);
    add(visits, bits, n);
    squares += n * n;
  });
  return { trials, groups, units, visits, squares };
}

function add(to: Triple, bits: number, n: number): void {
  if (bits & IN_FIRST) to[0] += n;
  if (bits & IN_SECOND) to[1] += n;
  if (bits === IN_BOTH) to[2] += n;
}

/** A number of two groups. The difference is the first share less the second. */
export interface Difference {
  /** Visits; with `weigh: 'units'` units. */
  counts: [number, number];
  units: [number, number];
  shares: [number, number];
  difference: number;
  /** How often so large a difference is false where q is taken for clear; null where too few are expected for a test. */
  q: number | null;
}

export type Tested = Omit<Difference, 'q'> & { p: number | null };

interface Counted {
  visits: Triple;
  units: Triple;
  squares: number;
  products: number;
  /** The unit that met it last, and how often. */
  unit: number;
  times: number;
}

/** How many visits and units of two groups have each of a list of things; units come one after another. */
export class GroupTally {
  readonly #bases: Bases;
  readonly #things: Counted[] = [];
  /** What was met, in that order. */
  readonly met: number[] = [];

  constructor(bases: Bases) {
    this.#bases = bases;
  }

  /** One more visit of the unit has it. */
  add(id: number, unit: number): void {
    const thing = this.#things[id] ?? this.#meet(id);
    if (thing.unit !== unit) {
      this.#close(thing);
      thing.unit = unit;
      thing.times = 0;
    }
    thing.times++;
  }

  tested(id: number, weigh: 'occurrences' | 'units'): Tested {
    const thing = this.#things[id] ?? nothing();
    this.#close(thing);
    const { units, visits } = this.#bases;
    const counted = weigh === 'units';
    const groups = groupsOf(counted ? units : visits, counted ? thing.units : thing.visits);
    const shares: [number, number] = [rate(groups.a), rate(groups.b)];
    const effect = counted ? 1 : this.#effectOf(thing);
    return {
      counts: [groups.a.having, groups.b.having],
      units: [thing.units[0], thing.units[1]],
      shares,
      difference: shares[0] - shares[1],
      p: leastExpected(groups) / effect < LEAST_EXPECTED ? null : (scoreTest(divided(groups, effect))?.p ?? null),
    };
  }

  #meet(id: number): Counted {
    this.met.push(id);
    return (this.#things[id] = nothing());
  }

  #close(thing: Counted): void {
    const { unit, times } = thing;
    if (unit < 0) return;
    const bits = this.#bases.groups[unit]!;
    add(thing.visits, bits, times);
    add(thing.units, bits, 1);
    thing.squares += times * times;
    thing.products += times * this.#bases.trials[unit]!;
    thing.unit = -1;
  }

  #effectOf({ visits, squares, products }: Counted): number {
    const { units, visits: trials, squares: trialsSquared } = this.#bases;
    return designEffect({
      clusters: either(units),
      trials: either(trials),
      having: either(visits),
      trialsSquared,
      havingSquared: squares,
      product: products,
    });
  }
}

const nothing = (): Counted => ({ visits: [0, 0, 0], units: [0, 0, 0], squares: 0, products: 0, unit: -1, times: 0 });
const either = ([first, second, both]: Triple): number => first + second - both;
const rate = ({ people, having }: Proportion): number => (people === 0 ? 0 : having / people);

const groupsOf = (of: Triple, having: Triple): Groups => ({
  a: { people: of[0], having: having[0] },
  b: { people: of[1], having: having[1] },
  both: { people: of[2], having: having[2] },
});

function divided({ a, b, both }: Groups, by: number): Groups {
  const less = ({ people, having }: Proportion): Proportion => ({ people: people / by, having: having / by });
  return { a: less(a), b: less(b), both: less(both) };
}
