import type { PathsPartial } from './kernel.ts';
import { DEFAULT_STEPS, type PathsSpec } from './spec.ts';

/** Stands for the nodes between the first and the last of a long path. */
export const BETWEEN = '…';

const REST = 1 << 15;

/**
 * Goes from visit to visit, or from path to path: there are several in a visit, or none. A visit's nodes are
 * sequences.nodes[start, end); its waits are waits[wait, …), one for each node; of a path they are [from, to).
 */
export class VisitReader {
  unit = 0;
  start = 0;
  end = 0;
  from = 0;
  to = 0;
  wait = 0;
  /** Where the matrix has its middle; −1 where the visit has no such node. */
  centre = -1;
  #visit = -1;
  /** Of the visit, the paths yet to come. */
  #path = 0;
  #lastPath = 0;
  readonly #cuts: PathsPartial['cuts'];
  readonly #of: PathsPartial;
  readonly #starts: Uint32Array;
  readonly #visits: Uint32Array;
  readonly #least: number;
  #rest = REST;

  /** Visits of fewer than `least` nodes are passed over. */
  constructor(partial: PathsPartial, of: 'visits' | 'paths', least = 1) {
    this.#least = least;
    this.#of = partial;
    this.#cuts = of === 'paths' ? partial.cuts : null;
    this.#starts = partial.sequences.starts;
    this.#visits = partial.sequence;
  }

  /** Once in so many visits or paths, for whoever breathes between them. */
  rests(): boolean {
    if (this.#visit < this.#rest) return false;
    this.#rest = this.#visit + REST;
    return true;
  }

  /** Number of the path among all, where the reader goes from path to path. */
  get path(): number {
    return this.#cuts ? this.#path - 1 : this.#visit;
  }

  /** To the next one; false after the last. */
  next(): boolean {
    if (this.#cuts === null) {
      if (!this.#nextVisit()) return false;
      this.from = this.start;
      this.to = this.end;
      return true;
    }
    const { firstPath, from, to } = this.#cuts;
    while (this.#path === this.#lastPath) {
      if (!this.#nextVisit()) return false;
      this.#path = firstPath[this.#visit]!;
      this.#lastPath = firstPath[this.#visit + 1]!;
    }
    this.from = this.start + from[this.#path]!;
    this.to = this.start + to[this.#path++]!;
    return true;
  }

  #nextVisit(): boolean {
    const visits = this.#visits;
    const starts = this.#starts;
    let visit = this.#visit;
    let { wait, start, end } = this;
    do {
      if (++visit >= visits.length) return false;
      wait += end - start;
      const sequence = visits[visit]!;
      start = starts[sequence]!;
      end = starts[sequence + 1]!;
    } while (end - start < this.#least);
    this.#visit = visit;
    this.wait = wait;
    this.start = start;
    this.end = end;
    const { firstVisit, centres } = this.#of;
    while (visit >= firstVisit[this.unit + 1]!) this.unit++;
    if (centres) this.centre = centres[visit] === 0 ? -1 : this.start + centres[visit]! - 1;
    return true;
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

  constructor(
    { names, sequences }: Pick<PathsPartial, 'names' | 'sequences'>,
    { steps = DEFAULT_STEPS, start, end }: PathsSpec,
  ) {
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
