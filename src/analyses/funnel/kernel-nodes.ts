import type { Journey } from './kernel-journey.ts';
import { Matching } from './kernel-matching.ts';

/**
 * How events line up: each on its own place, or all of an instant as one.
 * `one`: the node fills one step; `run`: as many in a row as its events match; `matching`: each event at most one step.
 */
export type Filling = 'one' | 'run' | 'matching';

const UNKNOWN = 255;

/** Where an attempt can stand: single events, or instants. Depths count steps from 0 here; −1 = not begun. */
export class Nodes {
  length = 0;
  time = new Float64Array(256);
  /** Events [first[q], first[q + 1]) of the journey. */
  first = new Int32Array(257);
  /** Nodes before `hi[q]` may come before q. */
  hi = new Int32Array(256);
  #filling: Filling = 'one';
  #group = -1;
  /** Reach of each depth from −1 on, of nodes with several events. */
  #reach = new Uint8Array(0);
  #row = new Int32Array(256);
  readonly #matching: Matching;

  constructor(readonly journey: Journey) {
    this.#matching = new Matching(journey.sets);
  }

  /** `apart`: a node may only follow one of an earlier instant. */
  build(grouped: boolean, filling: Filling, apart: boolean): void {
    const { time, length } = this.journey;
    this.#filling = filling;
    this.#group = -1;
    let n = 0;
    let rows = 0;
    if (this.time.length < length) {
      this.time = new Float64Array(2 * length);
      this.first = new Int32Array(2 * length + 1);
      this.hi = new Int32Array(2 * length);
      this.#row = new Int32Array(2 * length);
    }
    for (let i = 0; i < length; n++) {
      const t = time[i]!;
      this.time[n] = t;
      this.first[n] = i++;
      if (grouped) while (i < length && time[i] === t) i++;
      this.hi[n] = apart && n > 0 && this.time[n - 1] === t ? this.hi[n - 1]! : n;
      this.#row[n] = i - this.first[n]! > 1 ? rows++ : -1;
    }
    this.first[n] = length;
    this.length = n;
    const size = rows * this.journey.sets.steps;
    if (this.#reach.length < size) this.#reach = new Uint8Array(2 * size);
    this.#reach.fill(UNKNOWN, 0, size);
  }

  events(q: number): number {
    return this.first[q + 1]! - this.first[q]!;
  }

  /** The deepest an attempt at `depth` can be after this node; `depth` itself where the node fills nothing. */
  reach(q: number, depth: number): number {
    const { sets, set } = this.journey;
    const { steps, has } = sets;
    if (depth + 1 >= steps) return depth;
    const row = this.#row[q]!;
    if (row < 0) {
      const base = set[this.first[q]!]! * steps;
      let d = depth;
      if (this.#filling === 'run') while (d + 1 < steps && has[base + d + 1] === 1) d++;
      else if (has[base + d + 1] === 1) d++;
      return d;
    }
    const at = row * steps + depth + 1;
    if (this.#reach[at] === UNKNOWN) this.#reach[at] = this.#far(q, depth) + 1;
    return this.#reach[at]! - 1;
  }

  #far(q: number, depth: number): number {
    const { sets, set } = this.journey;
    const { steps, has } = sets;
    if (this.#filling === 'matching') return depth + this.#grouped(q).run(depth + 1);
    let d = depth;
    const most = this.#filling === 'one' ? depth + 1 : steps - 1;
    for (; d < most; d++) {
      let i = this.first[q]!;
      const end = this.first[q + 1]!;
      while (i < end && has[set[i]! * steps + d + 1] !== 1) i++;
      if (i === end) break;
    }
    return d;
  }

  /** Whether every event of the node can fill a step of its own among (depth, to], all of which it can fill. */
  usesAll(q: number, depth: number, to: number): boolean {
    const events = this.events(q);
    if (events === 1) return true;
    if (this.#filling === 'one') return false;
    return events <= to - depth && this.#grouped(q).most(depth + 1, to) === events;
  }

  has(q: number, step: number): boolean {
    const { sets, set } = this.journey;
    if (this.events(q) > 1) return this.#grouped(q).has(step);
    return sets.has[set[this.first[q]!]! * sets.steps + step] === 1;
  }

  /** Whether the node can fill but one step at a time. */
  fillsOne(q: number): boolean {
    return this.#filling === 'one' || (this.#filling === 'matching' && this.events(q) === 1);
  }

  /** All of the needed steps and as many of the welcome ones as the node can fill at once, in order; null = not all. */
  among(q: number, needed: number[], welcome: number[]): number[] | null {
    if (this.#filling === 'matching') return this.#grouped(q).among(needed, welcome);
    if (!needed.every((step) => this.has(q, step))) return null;
    return [...needed, ...welcome.filter((step) => this.has(q, step))].sort((a, b) => a - b);
  }

  #grouped(q: number): Matching {
    if (this.#group !== q) this.#matching.take(this.journey.set, this.first[q]!, this.first[q + 1]!);
    this.#group = q;
    return this.#matching;
  }

  /** First event of node q that may stand for its steps on a timeline. */
  event(q: number): number {
    return this.first[q]!;
  }
}
