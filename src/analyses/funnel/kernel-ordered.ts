import { Chain } from './kernel-chain.ts';
import { firstPlaceAfter, type Journey } from './kernel-journey.ts';
import { counts, noWay, type Way } from './kernel-way.ts';
import { Nodes } from './kernel-nodes.ts';
import type { Ties } from './spec.ts';
import type { FunnelOptions } from './switches.ts';

/** Ordered funnels whose ties, if any, are of one instant and whose steps are held together by time alone. */
export class Ordered {
  readonly #nodes: Nodes;
  readonly #now: Way;
  readonly #chain: Chain;
  /** First node from q on that has step d, at q * steps + d. */
  #next = new Int32Array(0);

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
    this.#build(ties, reuse);
    if (this.#local || !this.#walk(way)) this.#chain.solve(way);
  }

  /** Shows every attempt, in order of their start, until one is enough. */
  each(ties: Ties, reuse: boolean, enough: (way: Way) => boolean): void {
    this.#build(ties, reuse);
    const { windowMs, windowEvents } = this.options;
    if (this.#local && (windowMs !== Infinity || windowEvents !== Infinity)) this.#chain.each(this.#now, enough);
    else this.#leap(ties === 'apart', enough);
  }

  #build(ties: Ties, reuse: boolean): void {
    const grouped = ties === 'together' && this.journey.tied;
    this.#nodes.build(grouped, reuse ? 'run' : grouped ? 'matching' : 'one', ties === 'apart');
  }

  /** Steps are held together by more than the window from the entry. */
  get #local(): boolean {
    return this.options.windowFrom === 'previous' || this.options.windowEvents !== Infinity;
  }

  /** Attempt after attempt by the next node of each step, so that many attempts in one window cost no more than few. */
  #leap(apart: boolean, enough: (way: Way) => boolean): void {
    const nodes = this.#nodes;
    const { steps, windowMs } = this.options;
    const n = nodes.length;
    if (this.#next.length < (n + 1) * steps) this.#next = new Int32Array(2 * (n + 1) * steps);
    const next = this.#next.fill(n, n * steps, (n + 1) * steps);
    for (let q = n - 1; q >= 0; q--)
      for (let d = 0; d < steps; d++) next[q * steps + d] = nodes.reach(q, d - 1) >= d ? q : next[(q + 1) * steps + d]!;
    for (let q = next[0]!; q < n; q = next[(q + 1) * steps]!) {
      if (!this.#chain.opens(q)) continue;
      const limit = nodes.time[q]! + windowMs;
      let depth = nodes.reach(q, -1);
      this.#fill(-1, depth, q);
      for (let p = q; depth + 1 < steps;) {
        const from = apart ? firstPlaceAfter(nodes.time, n, nodes.time[p]!) : p + 1;
        p = next[from * steps + depth + 1]!;
        if (p === n || nodes.time[p]! > limit) break;
        const reach = nodes.reach(p, depth);
        this.#fill(depth, reach, p);
        depth = reach;
      }
      this.#now.depth = depth + 1;
      if (enough(this.#now)) break;
    }
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
