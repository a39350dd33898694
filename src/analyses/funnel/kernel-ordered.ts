import { Chain } from './kernel-chain.ts';
import { counts, noWay, type Journey, type Way } from './kernel-journey.ts';
import { Nodes } from './kernel-nodes.ts';
import type { Ties } from './spec.ts';
import type { FunnelOptions } from './switches.ts';

/** Ordered funnels whose ties, if any, are of one instant and whose steps are held together by time alone. */
export class Ordered {
  readonly #nodes: Nodes;
  readonly #now: Way;
  readonly #chain: Chain;

  constructor(
    readonly journey: Journey,
    readonly options: FunnelOptions,
  ) {
    this.#nodes = new Nodes(journey);
    this.#now = noWay(options.steps);
    this.#chain = new Chain(this.#nodes, options);
  }

  /** Writes the attempt that counts into `way`. */
  solve(ties: Ties, reuse: boolean, way: Way): void {
    const { options } = this;
    const grouped = ties === 'together' && this.journey.tied;
    this.#nodes.build(grouped, reuse ? 'run' : grouped ? 'matching' : 'one', ties === 'apart');
    const local = options.windowFrom === 'previous' || options.windowEvents !== Infinity;
    if (local || !this.#walk(way)) this.#chain.solve(way);
  }

  /**
   * Attempt after attempt, each taking the next step as soon as it can. False where that would go over the same
   * events too often.
   */
  #walk(way: Way): boolean {
    const nodes = this.#nodes;
    const { steps, windowMs, attempt } = this.options;
    const { fromMs, toMs } = this.journey.span;
    const last = steps - 1;
    const now = this.#now;
    let budget = 16 * nodes.length + 256;
    way.depth = 0;
    for (let q = 0; q < nodes.length; q++) {
      const start = nodes.time[q]!;
      if (start > toMs) break;
      if (start < fromMs) continue;
      let depth = nodes.reach(q, -1);
      if (depth < 0) continue;
      this.#fill(-1, depth, q);
      let blocked = false;
      let at = q;
      for (let p = q + 1; p < nodes.length && depth < last; p++) {
        if (nodes.time[p]! > start + windowMs) {
          blocked = true;
          break;
        }
        budget--;
        if (nodes.hi[p]! <= at) continue;
        const reach = nodes.reach(p, depth);
        if (reach === depth) continue;
        this.#fill(depth, reach, p);
        depth = reach;
        at = p;
      }
      if (counts(depth + 1, way.depth, attempt)) {
        way.depth = depth + 1;
        way.time.set(now.time);
        way.event.set(now.event);
      }
      if (attempt === 'first' || (attempt === 'furthest' && (depth === last || !blocked))) break;
      if (budget < 0) return false;
    }
    return true;
  }

  #fill(from: number, to: number, q: number): void {
    for (let d = from + 1; d <= to; d++) {
      this.#now.time[d] = this.#nodes.time[q]!;
      this.#now.event[d] = this.#nodes.event(q);
    }
  }
}
