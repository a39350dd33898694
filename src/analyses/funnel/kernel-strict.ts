import { copyWay, counts, noWay, type Journey, type Way } from './kernel-journey.ts';
import { Nodes } from './kernel-nodes.ts';
import type { Ties } from './spec.ts';
import type { FunnelOptions } from './switches.ts';

/** Ways to one depth at one instant differ only in the past: the one whose steps come earliest is kept. */
type Alive = (Float64Array | null)[];

const earlier = (a: Float64Array, b: Float64Array, depth: number): boolean => {
  for (let k = 0; k < depth; k++) if (a[k] !== b[k]) return a[k]! < b[k]!;
  return false;
};

/**
 * Nothing may stand between two steps. Of the instant where the attempt begins and of the one where it ends the other
 * events may stand outside; every instant between must be used up whole. In file order every event is such an instant.
 */
export class Strict {
  readonly #nodes: Nodes;
  readonly #now: Way;

  constructor(
    readonly journey: Journey,
    readonly options: FunnelOptions,
  ) {
    this.#nodes = new Nodes(journey);
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
    const { steps, windowMs, windowFrom } = this.options;
    const begin = nodes.reach(q, -1) + 1;
    let alive: Alive = new Array<Float64Array | null>(steps + 1).fill(null);
    let best = new Float64Array(steps).fill(nodes.time[q]!, 0, begin);
    let depth = begin;
    let last = q;
    for (let d = 1; d <= begin; d++) alive[d] = best.slice();
    for (let p = q + 1; p < nodes.length; p++) {
      const t = nodes.time[p]!;
      if (t > nodes.time[windowFrom === 'entry' ? q : p - 1]! + windowMs) break;
      const next: Alive = new Array<Float64Array | null>(steps + 1).fill(null);
      let any = false;
      for (let a = 1; a < steps; a++) {
        const past = alive[a];
        if (!past) continue;
        const reach = nodes.reach(p, a - 1) + 1;
        for (let b = reach; b > a; b--) {
          const whole = nodes.usesAll(p, a - 1, b - 1);
          if (b < reach && !whole) continue;
          const now = past.slice().fill(t, a, b);
          if (b > depth || (b === depth && earlier(now, best, b))) {
            best = now;
            depth = b;
            last = p;
          }
          if (!whole) continue;
          any = true;
          const other = next[b];
          if (!other || earlier(now, other, b)) next[b] = now;
        }
      }
      if (!any) break;
      alive = next;
    }
    way.depth = depth;
    way.time.set(best);
    way.ended = last < nodes.length - 1;
    way.stop = nodes.first[last + 1]!;
    for (let k = 0, p = q; k < depth; k++) {
      while (nodes.time[p]! < best[k]!) p++;
      way.event[k] = nodes.event(p);
    }
  }
}
