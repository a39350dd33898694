import type { StepSets } from './kernel-journey.ts';

/**
 * Which steps a group of events can fill, each event at most one: augmenting paths between steps and the distinct
 * sets of the group, each with as many seats as events have it. Exact, and blind to how many events are alike.
 */
export class Matching {
  #sets: number[] = [];
  #seats: number[] = [];
  #seated: number[][] = [];
  #seen = new Uint8Array(64);

  constructor(readonly of: StepSets) {}

  /** Takes the events [from, to) of a journey as the group. */
  take(setOfEvent: Int32Array, from: number, to: number): void {
    const slot = new Map<number, number>();
    this.#sets = [];
    this.#seats = [];
    for (let i = from; i < to; i++) {
      const set = setOfEvent[i]!;
      if (set === 0) continue;
      const known = slot.get(set);
      if (known !== undefined) this.#seats[known] = this.#seats[known]! + 1;
      else {
        slot.set(set, this.#sets.length);
        this.#sets.push(set);
        this.#seats.push(1);
      }
    }
    if (this.#seen.length < this.#sets.length) this.#seen = new Uint8Array(2 * this.#sets.length);
  }

  /** How many steps from `first` on can all be filled; stops at the first that cannot, as every longer list then fails. */
  run(first: number): number {
    this.#clear();
    let k = first;
    while (k < this.of.steps && this.#seat(k)) k++;
    return k - first;
  }

  /** The most steps of [first, last] that can be filled together. */
  most(first: number, last: number): number {
    this.#clear();
    let filled = 0;
    for (let k = first; k <= last; k++) if (this.#seat(k)) filled++;
    return filled;
  }

  has(step: number): boolean {
    return this.#sets.some((set) => this.of.has[set * this.of.steps + step] === 1);
  }

  /** The needed steps, with as many of the welcome ones as fit beside them, the first of them; null = not all needed. */
  among(needed: number[], welcome: number[]): number[] | null {
    this.#clear();
    if (!needed.every((step) => this.#seat(step))) return null;
    return [...needed, ...welcome.filter((step) => this.#seat(step))].sort((a, b) => a - b);
  }

  #clear(): void {
    this.#seated = this.#sets.map(() => []);
  }

  #seat(step: number): boolean {
    this.#seen.fill(0, 0, this.#sets.length);
    return this.#find(step);
  }

  #find(step: number): boolean {
    const { has, steps } = this.of;
    const fits = (slot: number) => has[this.#sets[slot]! * steps + step] === 1;
    for (let slot = 0; slot < this.#sets.length; slot++) {
      if (this.#seen[slot] || !fits(slot) || this.#seated[slot]!.length >= this.#seats[slot]!) continue;
      this.#seated[slot]!.push(step);
      return true;
    }
    for (let slot = 0; slot < this.#sets.length; slot++) {
      if (this.#seen[slot] || !fits(slot)) continue;
      this.#seen[slot] = 1;
      const seated = this.#seated[slot]!;
      for (let s = 0; s < seated.length; s++) {
        if (!this.#find(seated[s]!)) continue;
        seated[s] = step;
        return true;
      }
    }
    return false;
  }
}
