import { Fills } from './kernel-fills.ts';
import type { Journey } from './kernel-journey.ts';
import { Nodes } from './kernel-nodes.ts';
import { requiredBefore } from './kernel-required.ts';
import { betterFirst, depthOf, longer, NO_TRAIL, writeTrail, type Trail } from './kernel-trail.ts';
import { copyWay, counts, noWay, type Way } from './kernel-way.ts';
import type { Ties } from './spec.ts';
import type { FunnelOptions } from './switches.ts';

/**
 * Ordered funnels some of whose steps may be skipped. One pass over the nodes of an attempt keeps for each step the way
 * to it that counts first: whatever can follow one way can follow all others to the same step that came no later.
 */
export class Skipping {
  readonly #nodes: Nodes;
  readonly #fills: Fills;
  readonly #before: Int32Array;
  readonly #now: Way;
  #apart = false;
  /** First node from q on that has step d, at q * steps + d. */
  #next = new Int32Array(0);
  /** First node from which a node can be reached, by the window from the previous step and by places. */
  #lo = new Int32Array(0);
  /** First node behind q's instant, or behind q itself: from there on a way that stands at q can go on. */
  #hi = new Int32Array(0);
  /** Ways to each step, the one that counts first in front; each later one came later. */
  #ways: Trail[][] = [];
  /** Found at the node at hand or at its instant, so that nothing there can follow them; in order of their nodes. */
  #found: Trail[] = [];
  /** Nodes still to come where a step may be filled in a new way. */
  #due: number[] = [];

  constructor(
    readonly journey: Journey,
    readonly options: FunnelOptions,
  ) {
    this.#nodes = new Nodes(journey);
    this.#fills = new Fills(this.#nodes, options);
    this.#before = requiredBefore(options.steps, options.optional);
    this.#now = noWay(options.steps);
  }

  solve(ties: Ties, reuse: boolean, way: Way): void {
    const { attempt, steps, windowMs } = this.options;
    way.depth = 0;
    this.each(ties, reuse, (now) => {
      if (counts(now.depth, way.depth, attempt)) copyWay(now, way);
      if (attempt === 'first') return true;
      // without a window a later attempt can do nothing that the first could not
      return attempt === 'furthest' && (way.depth === steps || (windowMs === Infinity && !this.#local));
    });
  }

  /** Shows every attempt, in order of their start, until one is enough. */
  each(ties: Ties, reuse: boolean, enough: (way: Way) => boolean): void {
    const nodes = this.#nodes;
    const { fromMs, toMs } = this.journey.span;
    const grouped = ties === 'together' && this.journey.tied;
    this.#apart = ties === 'apart';
    nodes.build(grouped, reuse ? 'run' : grouped ? 'matching' : 'one', this.#apart);
    this.#survey();
    for (let q = 0; q < nodes.length && nodes.time[q]! <= toMs; q++) {
      if (nodes.time[q]! < fromMs || !nodes.has(q, 0)) continue;
      this.#attempt(q);
      if (enough(this.#now)) break;
    }
  }

  /** Steps are held together by more than the window from the entry. */
  get #local(): boolean {
    const { windowFrom, windowMs, windowEvents } = this.options;
    return (windowFrom === 'previous' && windowMs !== Infinity) || windowEvents !== Infinity;
  }

  #survey(): void {
    const nodes = this.#nodes;
    const { steps, windowFrom, windowMs, windowEvents } = this.options;
    const n = nodes.length;
    if (this.#hi.length < n) {
      this.#next = new Int32Array(2 * (n + 1) * steps);
      this.#lo = new Int32Array(2 * n);
      this.#hi = new Int32Array(2 * n);
    }
    const next = this.#next.fill(n, n * steps, (n + 1) * steps);
    for (let q = n - 1; q >= 0; q--) {
      for (let d = 0; d < steps; d++) next[q * steps + d] = nodes.has(q, d) ? q : next[(q + 1) * steps + d]!;
      const same = this.#apart && q + 1 < n && nodes.time[q + 1] === nodes.time[q];
      this.#hi[q] = same ? this.#hi[q + 1]! : q + 1;
    }
    const { place } = this.journey;
    const length = windowFrom === 'previous' ? windowMs : Infinity;
    for (let q = 0, p = 0; q < n; q++) {
      const here = place[nodes.first[q]!]! - 1 - windowEvents;
      while (nodes.time[q]! > nodes.time[p]! + length || place[nodes.first[p]!]! < here) p++;
      this.#lo[q] = p;
    }
  }

  #attempt(q: number): void {
    const nodes = this.#nodes;
    const { steps, windowFrom, windowMs } = this.options;
    const limit = nodes.time[q]! + (windowFrom === 'entry' ? windowMs : Infinity);
    let best = NO_TRAIL;
    const found = (trail: Trail): void => {
      const ahead = best === NO_TRAIL ? 1 : depthOf(trail) - depthOf(best);
      if (ahead > 0 || (ahead === 0 && betterFirst(trail, best) < 0)) best = trail;
      this.#found.push(trail);
    };
    this.#ways = Array.from({ length: steps }, () => []);
    this.#found = [];
    this.#due = [];
    this.#fills.each(q, -1, (to, filled) => found(longer(NO_TRAIL, filled, nodes.time[q]!, q)));
    this.#announce(0);
    for (
      let p = this.#local ? this.#hi[q]! : this.#after(q);
      p < nodes.length && nodes.time[p]! <= limit;
      p = this.#after(p)
    ) {
      this.#admit(p);
      if (this.#local && this.#ways.every((list) => list.length === 0) && this.#found.length === 0) break;
      const known = this.#found.length;
      for (let depth = 0; depth < steps - 1; depth++) {
        const way = this.#ways[depth]![0];
        if (way) this.#fills.each(p, depth, (to, filled) => found(longer(way, filled, nodes.time[p]!, p)));
      }
      this.#announce(known);
      if (best.steps.length === steps) break;
    }
    writeTrail(best, this.#now, (at) => nodes.event(at));
  }

  /** The next node to look at. Where all that was reached stays in reach only those that fill a step in a new way. */
  #after(q: number): number {
    if (this.#local) return q + 1;
    this.#due = this.#due.filter((due) => due > q);
    return Math.min(this.#nodes.length, ...this.#due);
  }

  /** Looks for the nodes that the ways found just now can go on to. */
  #announce(known: number): void {
    const { steps } = this.options;
    for (let f = known; f < this.#found.length; f++) {
      const trail = this.#found[f]!;
      const from = this.#hi[trail.at.at(-1)!]!;
      const depth = depthOf(trail);
      for (let d = depth + 1; d < steps && this.#before[d]! <= depth; d++) {
        const due = this.#next[from * steps + d]!;
        if (!this.#due.includes(due)) this.#due.push(due);
      }
    }
  }

  /** Takes up the ways that node p may follow and leaves those that lie too far back. */
  #admit(p: number): void {
    let ready = 0;
    for (; ready < this.#found.length; ready++) {
      const trail = this.#found[ready]!;
      if (this.#hi[trail.at.at(-1)!]! > p) break;
      const list = this.#ways[depthOf(trail)]!;
      while (list.length > 0 && betterFirst(trail, list.at(-1)!) < 0) list.pop();
      if (this.#local || list.length === 0) list.push(trail);
    }
    if (ready > 0) this.#found.splice(0, ready);
    for (const list of this.#ways) while (list.length > 0 && list[0]!.at.at(-1)! < this.#lo[p]!) list.shift();
  }
}
