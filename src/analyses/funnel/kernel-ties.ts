import type { JoinLists } from './kernel-groups.ts';

/**
 * How the order of simultaneous events changes which steps a unit reaches: a row for each step and unit where it does,
 * or could beside the order asked for.
 */
export interface TiedSteps {
  /** Index in the whole log, ascending. */
  person: Uint32Array;
  step: Uint8Array;
  /** How often the unit reaches the step with ties together, and apart, less how often as asked. */
  together: Int32Array;
  apart: Int32Array;
}

/** How often a unit reaches each step, with ties as asked and both other ways. */
export interface ByTies {
  now: Int32Array;
  together: Int32Array;
  apart: Int32Array;
}

export const byTies = (steps: number): ByTies => ({
  now: new Int32Array(steps),
  together: new Int32Array(steps),
  apart: new Int32Array(steps),
});

export class TiesTally {
  readonly #person: number[] = [];
  readonly #step: number[] = [];
  readonly #together: number[] = [];
  readonly #apart: number[] = [];

  constructor(readonly firstPerson: number) {}

  /** Counted from the shard's first person. */
  take(person: number, { now, together, apart }: ByTies): void {
    for (let k = 0; k < now.length; k++) {
      const asked = now[k]!;
      if (together[k] === asked && apart[k] === asked) continue;
      this.#person.push(this.firstPerson + person);
      this.#step.push(k);
      this.#together.push(together[k]! - asked);
      this.#apart.push(apart[k]! - asked);
    }
  }

  done(): TiedSteps {
    return {
      person: Uint32Array.from(this.#person),
      step: Uint8Array.from(this.#step),
      together: Int32Array.from(this.#together),
      apart: Int32Array.from(this.#apart),
    };
  }
}

export const mergeTies = (left: TiedSteps, right: TiedSteps, joined: JoinLists): TiedSteps => ({
  person: joined(left.person, right.person),
  step: joined(left.step, right.step),
  together: joined(left.together, right.together),
  apart: joined(left.apart, right.apart),
});
