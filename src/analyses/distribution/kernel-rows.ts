import { joined } from '../active-periods.ts';

/** Numbers of units, by unit and then by time: one for each, or one for each period in which it did it. */
export interface Rows {
  /** Index of the unit in the whole log. */
  person: Uint32Array;
  amount: Float64Array;
  /** Empty without a breakdown. */
  group: Uint32Array;
}

const FEWEST = 256;

/** Rows while they are found. */
export class RowList {
  size = 0;
  #person = new Uint32Array(FEWEST);
  #amount = new Float64Array(FEWEST);

  push(person: number, amount: number): void {
    if (this.size === this.#person.length) {
      this.#person = joined(this.#person, new Uint32Array(this.size));
      this.#amount = joined(this.#amount, new Float64Array(this.size));
    }
    this.#person[this.size] = person;
    this.#amount[this.size++] = amount;
  }

  done(group: Uint32Array): Rows {
    return { person: this.#person.slice(0, this.size), amount: this.#amount.slice(0, this.size), group };
  }
}

/** `renumbered`: what the groups of the right become. */
export const joinRows = (left: Rows, right: Rows, renumbered: readonly number[]): Rows => ({
  person: joined(left.person, right.person),
  amount: joined(left.amount, right.amount),
  group: joined(
    left.group,
    right.group.map((group) => renumbered[group]!),
  ),
});
