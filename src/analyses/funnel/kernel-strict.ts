import { Fills } from './kernel-fills.ts';
import type { Journey } from './kernel-journey.ts';
import { Nodes } from './kernel-nodes.ts';
import { betterFirst, depthOf, longer, NO_TRAIL, writeTrail, type Trail } from './kernel-trail.ts';
import { copyWay, counts, noWay, type Way } from './kernel-way.ts';
import type { Ties } from './spec.ts';
import type { FunnelOptions } from './switches.ts';

/** Ways to one step at one instant differ only in the past: the one that counts first is kept, by step. */
type Alive = (Trail | undefined)[];

/**
 * Nothing may stand between two steps. Of the instant where the attempt begins and of the one where it ends the other
 * events may stand outside; every instant between must be used up whole. In file order every event is such an instant.
 */
export class Strict {
  readonly #nodes: Nodes;
  readonly #fills: Fills;
  readonly #now: Way;

  constructor(
    readonly journey: Journey,
    readonly options: FunnelOptions,
  ) {
    this.#nodes = new Nodes(journey);
    this.#fills = new Fills(this.#nodes, options);
    this.#now = noWay(options.steps);
  }

  solve(ties: Ties, reuse: boolean, way: Way): void {
    const { attempt, steps } = this.options;
    way.depth = 0;
    this.each(ties, reuse, (now) => {
      if (counts(now.depth, way.depth, attempt)) copyWay(now, way);
      return attempt === 'first' || (attempt === 'furthest' && way.depth === steps);
    });
  }

  /** Shows every attempt, in order of their start, until one is enough. */
  each(ties: Ties, reuse: boolean, enough: (way: Way) => boolean): void {
    const nodes = this.#nodes;
    const { fromMs, toMs } = this.journey.span;
    nodes.build(ties !== 'fileOrder', reuse ? 'run' : ties === 'together' ? 'matching' : 'one', false);
    for (let q = 0; q < nodes.length; q++) {
      const start = nodes.time[q]!;
      if (start > toMs) break;
      if (start < fromMs || nodes.reach(q, -1) < 0) continue;
      this.#attempt(q);
      if (enough(this.#now)) break;
    }
  }

  #attempt(q: number): void {
    const nodes = this.#nodes;
    const way = this.#now;
    const { windowMs, windowFrom } = this.options;
    let alive: Alive = [];
    let best = NO_TRAIL;
    this.#fills.each(q, -1, (to, filled) => {
      best = alive[to] = longer(NO_TRAIL, filled, nodes.time[q]!, q);
    });
    for (let p = q + 1; p < nodes.length; p++) {
      const t = nodes.time[p]!;
      if (t > nodes.time[windowFrom === 'entry' ? q : p - 1]! + windowMs) break;
      const next: Alive = [];
      for (let from = 0; from < alive.length; from++) {
        const past = alive[from];
        if (!past) continue;
        this.#fills.each(p, from, (to, filled) => {
          const now = longer(past, filled, t, p);
          if (to > depthOf(best) || (to === depthOf(best) && betterFirst(now, best) < 0)) best = now;
          if (nodes.usesAll(p, from, to) && !(next[to] && betterFirst(next[to], now) <= 0)) next[to] = now;
        });
      }
      if (next.length === 0) break;
      alive = next;
    }
    const last = best.at.at(-1)!;
    writeTrail(best, way, (at) => nodes.event(at));
    way.ended = last < nodes.length - 1;
    way.stop = nodes.first[last + 1]!;
  }
}
