import type { Journey } from './kernel-journey.ts';
import { copyWay, counts, noWay, type Way } from './kernel-way.ts';
import type { FunnelOptions } from './switches.ts';

/**
 * Steps in any order. The events that fill the most steps soonest, read from an instant on, are the earliest basis of
 * a transversal matroid: put one more event before and at most one falls out. So one pass from the last event to the
 * first knows the best assignment of every attempt, and column k is reached at the k-th event of the basis.
 */
export class AnyOrder {
  /** Journey positions, earliest first. */
  readonly #basis: Int32Array;
  #size = 0;
  /** The basis event that fills a step, −1 = none; places in #basis while it is rebuilt. */
  readonly #by: Int32Array;
  readonly #seen: Uint8Array;
  readonly #now: Way;

  constructor(
    readonly journey: Journey,
    readonly options: FunnelOptions,
  ) {
    this.#basis = new Int32Array(options.steps + 1);
    this.#by = new Int32Array(options.steps);
    this.#seen = new Uint8Array(options.steps);
    this.#now = noWay(options.steps);
  }

  solve(reuse: boolean, way: Way): void {
    const { attempt } = this.options;
    way.depth = 0;
    this.each(reuse, (now) => {
      // attempts come latest first: the earliest of equals is the last to come
      const takes =
        attempt === 'first' ||
        (attempt === 'latest' ? counts(now.depth, way.depth, 'furthest') : now.depth >= way.depth);
      if (takes) copyWay(now, way);
    });
    this.name(reuse, way);
  }

  /** Shows every attempt, latest first. */
  each(reuse: boolean, show: (way: Way) => unknown): void {
    const { time, length, span } = this.journey;
    const { windowMs } = this.options;
    const now = this.#now;
    const basis = this.#basis;
    this.#size = 0;
    this.#by.fill(-1);
    for (let i = length - 1; i >= 0; i--) {
      const t = time[i]!;
      if (t < span.fromMs) break;
      if (reuse) this.#enterForAll(i);
      else this.#enter(i);
      if ((i > 0 && time[i - 1] === t) || t > span.toMs) continue;
      let depth = 0;
      while (depth < this.#size && time[basis[depth]!]! <= t + windowMs) depth++;
      now.depth = depth;
      for (let k = 0; k < depth; k++) {
        now.event[k] = basis[k]!;
        now.time[k] = time[basis[k]!]!;
      }
      show(now);
    }
  }

  /** Tells which step each event of the attempt fills. With reuse an event comes once for each of its steps. */
  name(reuse: boolean, way: Way): void {
    const { sets, set } = this.journey;
    this.#by.fill(-1);
    for (let k = 0; k < way.depth; k++) {
      const event = way.event[k]!;
      this.#seen.fill(0);
      if (!reuse) {
        this.#seat(event);
        continue;
      }
      let step = 0;
      while (this.#by[step]! >= 0 || sets.has[set[event]! * sets.steps + step] !== 1) step++;
      this.#by[step] = event;
      way.step[k] = step;
    }
    if (!reuse) for (let k = 0; k < way.depth; k++) way.step[k] = this.#by.indexOf(way.event[k]!);
  }

  /** Puts an event before the basis and drops the first that the earlier ones make useless. */
  #enter(i: number): void {
    const basis = this.#basis;
    basis.copyWithin(1, 0, this.#size);
    basis[0] = i;
    this.#by.fill(-1);
    let kept = 0;
    for (let b = 0; b <= this.#size; b++) {
      this.#seen.fill(0);
      if (!this.#seat(basis[b]!)) continue;
      basis[kept++] = basis[b]!;
    }
    this.#size = kept;
  }

  #seat(event: number): boolean {
    const { sets, set } = this.journey;
    const base = set[event]! * sets.steps;
    for (let k = 0; k < sets.steps; k++) {
      if (sets.has[base + k] !== 1 || this.#seen[k]) continue;
      this.#seen[k] = 1;
      if (this.#by[k]! >= 0 && !this.#seat(this.#by[k]!)) continue;
      this.#by[k] = event;
      return true;
    }
    return false;
  }

  /** With reuse an event fills all its steps; the basis is the next event of each step in order of time. */
  #enterForAll(i: number): void {
    const { sets, set } = this.journey;
    for (let k = 0; k < sets.steps; k++) if (sets.has[set[i]! * sets.steps + k] === 1) this.#by[k] = i;
    this.#size = 0;
    for (let k = 0; k < sets.steps; k++) {
      if (this.#by[k]! < 0) continue;
      let at = this.#size++;
      for (; at > 0 && this.#basis[at - 1]! > this.#by[k]!; at--) this.#basis[at] = this.#basis[at - 1]!;
      this.#basis[at] = this.#by[k]!;
    }
  }
}
