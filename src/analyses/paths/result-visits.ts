import type { PathsPartial } from './kernel.ts';
import { DEFAULT_STEPS, type PathsSpec } from './spec.ts';

/** Stands for the nodes between the first and the last of a long path. */
export const BETWEEN = '…';

/**
 * One visit of a unit: its nodes are sequences.nodes[start, end); waits[wait + i] is the wait before the i-th. Of these,
 * [from, to) count.
 */
export type SeeVisit = (unit: number, start: number, end: number, from: number, to: number, wait: number) => void;

/** Every visit in order, also those of which nothing counts. */
export function eachVisit({ firstVisit, sequence, sequences, cuts }: PathsPartial, see: SeeVisit): void {
  const { starts } = sequences;
  let wait = 0;
  for (let unit = 0; unit + 1 < firstVisit.length; unit++)
    for (let visit = firstVisit[unit]!; visit < firstVisit[unit + 1]!; visit++) {
      const s = sequence[visit]!;
      const start = starts[s]!;
      const end = starts[s + 1]!;
      if (cuts) see(unit, start, end, start + cuts.from[visit]!, start + cuts.to[visit]!, wait);
      else see(unit, start, end, start, end, wait);
      wait += end - start;
    }
}

/** The places of a path that are shown: the first, with an end the last, with both the first and the last. */
export class Places {
  /** How many of the lists are filled. */
  length = 0;
  /** Whether the path goes on past the last. */
  goesOn = false;
  /** At most so many places. */
  readonly most: number;
  /** Number of the node that stands for those between. */
  readonly between: number;
  readonly node: Uint32Array;
  /** Place of the node in the list of sequences; of those between, of the first. */
  readonly at: Uint32Array;
  readonly #nodes: ArrayLike<number>;
  readonly #steps: number;
  readonly #fromStart: boolean;
  readonly #toEnd: boolean;

  constructor({ names, sequences }: PathsPartial, { steps = DEFAULT_STEPS, start, end }: PathsSpec) {
    this.#nodes = sequences.nodes;
    this.#steps = steps;
    this.#toEnd = end !== undefined;
    this.#fromStart = start !== undefined || !this.#toEnd;
    this.most = steps + 1;
    const known = names.indexOf(BETWEEN);
    this.between = known < 0 ? names.length : known;
    this.node = new Uint32Array(this.most);
    this.at = new Uint32Array(this.most);
  }

  /** Of the nodes [from, to) of a visit. */
  fill(from: number, to: number): void {
    const steps = this.#steps;
    this.length = 0;
    this.goesOn = false;
    if (to - from <= steps) this.#take(from, to);
    else if (!this.#toEnd) {
      this.#take(from, from + steps);
      this.goesOn = true;
    } else if (!this.#fromStart) this.#take(to - steps, to);
    else {
      const half = steps >> 1;
      this.#take(from, from + half);
      this.node[this.length] = this.between;
      this.at[this.length++] = from + half;
      this.#take(to - half, to);
    }
  }

  #take(from: number, to: number): void {
    for (let i = from; i < to; i++) {
      this.node[this.length] = this.#nodes[i]!;
      this.at[this.length++] = i;
    }
  }
}
