import type { Way } from './kernel-way.ts';
import type { Nodes } from './kernel-nodes.ts';
import type { FunnelOptions } from './switches.ts';

/** The largest value at each depth over a window that only moves on: an entry leaves for good once its key is too low. */
class Sliding {
  #key = new Float64Array(0);
  #value = new Float64Array(0);
  #room = 0;
  readonly #head: Int32Array;
  readonly #tail: Int32Array;

  constructor(readonly steps: number) {
    this.#head = new Int32Array(steps);
    this.#tail = new Int32Array(steps);
  }

  clear(entries: number): void {
    if (this.#room < entries) {
      this.#room = 2 * entries;
      this.#key = new Float64Array(this.#room * this.steps);
      this.#value = new Float64Array(this.#room * this.steps);
    }
    this.#head.fill(0);
    this.#tail.fill(0);
  }

  enter(depth: number, key: number, value: number): void {
    const base = depth * this.#room;
    let tail = this.#tail[depth]!;
    while (tail > this.#head[depth]! && this.#value[base + tail - 1]! <= value) tail--;
    this.#key[base + tail] = key;
    this.#value[base + tail] = value;
    this.#tail[depth] = tail + 1;
  }

  /** −Infinity where nothing is left. */
  best(depth: number, leastKey: number): number {
    const base = depth * this.#room;
    const tail = this.#tail[depth]!;
    let head = this.#head[depth]!;
    while (head < tail && this.#key[base + head]! < leastKey) head++;
    this.#head[depth] = head;
    return head < tail ? this.#value[base + head]! : -Infinity;
  }
}

/**
 * The attempt that counts where a step may have to wait for a later event so that the next stays in reach
 * (`windowFrom: previous`, `windowEvents`), and wherever attempts are many: two passes over nodes × steps.
 * Forward: the latest start that can stand at a node with a depth. Backward from the deepest: the earliest end.
 */
export class Chain {
  readonly #sliding: Sliding;
  /** First node from which a node can be reached, by the window from the previous step and by places. */
  #lo = new Int32Array(0);
  /** Latest start of a way that stands at node q with depth d, at q * steps + d. */
  #start = new Float64Array(0);
  /** Earliest end from there, and from before the node is used; negative, so that the earliest is the largest. */
  #end = new Float64Array(0);
  #into = new Float64Array(0);
  /** The only node where an attempt may open, −1 = any. */
  #only = -1;
  /** Nodes [#from, #to) are looked at: of a single attempt only those it can come to. */
  #from = 0;
  #to = 0;
  #deepest = -1;

  constructor(
    readonly nodes: Nodes,
    readonly options: FunnelOptions,
  ) {
    this.#sliding = new Sliding(options.steps);
  }

  solve(way: Way): void {
    const { nodes, options } = this;
    this.#room();
    way.depth = 0;
    this.#only = -1;
    this.#from = 0;
    if (options.attempt === 'first') {
      this.#only = 0;
      while (this.#only < nodes.length && !this.opens(this.#only)) this.#only++;
    }
    this.#reachBack();
    this.#forward();
    if (this.#deepest < 0) return;
    this.#backward();
    this.#write(way);
  }

  /** Shows every attempt, in order of their start, until one is enough. */
  each(now: Way, enough: (way: Way) => boolean): void {
    const { nodes } = this;
    this.#room();
    this.#reachBack();
    for (let q = 0; q < nodes.length; q++) {
      if (!this.opens(q)) continue;
      this.#only = this.#from = q;
      this.#forward();
      this.#backward();
      this.#write(now);
      if (enough(now)) break;
    }
  }

  #room(): void {
    const { length } = this.nodes;
    const size = length * this.options.steps;
    if (this.#start.length >= size) return;
    this.#lo = new Int32Array(2 * length);
    this.#start = new Float64Array(2 * size);
    this.#end = new Float64Array(2 * size);
    this.#into = new Float64Array(2 * size);
  }

  get #windowMs(): number {
    return this.options.windowFrom === 'entry' ? this.options.windowMs : Infinity;
  }

  opens(q: number): boolean {
    const { nodes } = this;
    const { fromMs, toMs } = nodes.journey.span;
    const t = nodes.time[q]!;
    return t >= fromMs && t <= toMs && nodes.reach(q, -1) >= 0;
  }

  #reachBack(): void {
    const { nodes, options } = this;
    const windowMs = options.windowFrom === 'previous' ? options.windowMs : Infinity;
    const { place } = nodes.journey;
    for (let q = 0, p = 0; q < nodes.length; q++) {
      const here = place[nodes.first[q]!]! - 1 - options.windowEvents;
      while (nodes.time[q]! > nodes.time[p]! + windowMs || place[nodes.first[p]!]! < here) p++;
      this.#lo[q] = p;
    }
  }

  #forward(): void {
    const { nodes } = this;
    const { steps } = this.options;
    const windowMs = this.#windowMs;
    const start = this.#start;
    const before = this.#sliding;
    before.clear(nodes.length);
    this.#deepest = -1;
    let stood = this.#only;
    this.#to = nodes.length;
    for (let q = this.#from, entered = q; q < nodes.length; q++) {
      if (this.#only >= 0 && q > this.#only) {
        if (this.#lo[q]! > stood || nodes.time[q]! > nodes.time[this.#only]! + windowMs) {
          this.#to = q;
          break;
        }
      }
      start.fill(-Infinity, q * steps, (q + 1) * steps);
      for (; entered < nodes.hi[q]!; entered++)
        for (let d = 0; d < steps - 1; d++) {
          const value = start[entered * steps + d]!;
          if (value > -Infinity) before.enter(d, entered, value);
        }
      const t = nodes.time[q]!;
      for (let d = 0; d < steps - 1; d++) {
        const reach = nodes.reach(q, d);
        if (reach === d) continue;
        const latest = before.best(d, this.#lo[q]!);
        if (latest === -Infinity || t > latest + windowMs) continue;
        this.#stand(q, d + 1, reach, latest);
        stood = q;
      }
      if ((this.#only < 0 || q === this.#only) && this.opens(q)) this.#stand(q, 0, nodes.reach(q, -1), t);
    }
  }

  #stand(q: number, from: number, to: number, start: number): void {
    const base = q * this.options.steps;
    for (let d = from; d <= to; d++) if (start > this.#start[base + d]!) this.#start[base + d] = start;
    if (to > this.#deepest) this.#deepest = to;
  }

  #backward(): void {
    const { nodes } = this;
    const { steps } = this.options;
    const deepest = this.#deepest;
    const end = this.#end.fill(-Infinity, this.#from * steps, this.#to * steps);
    const into = this.#into.fill(-Infinity, this.#from * steps, this.#to * steps);
    const after = this.#sliding;
    after.clear(nodes.length);
    for (let p = this.#to - 1, entered = p; p >= this.#from; p--) {
      for (; entered >= 0 && nodes.hi[entered]! > p; entered--)
        for (let d = 0; d < deepest; d++) {
          const value = into[entered * steps + d]!;
          if (value > -Infinity) after.enter(d, -this.#lo[entered]!, value);
        }
      const base = p * steps;
      end[base + deepest] = -nodes.time[p]!;
      for (let d = 0; d < deepest; d++) end[base + d] = after.best(d, -p);
      for (let d = 0; d < deepest; d++)
        for (let to = Math.min(nodes.reach(p, d), deepest); to > d; to--)
          if (end[base + to]! > into[base + d]!) into[base + d] = end[base + to]!;
    }
  }

  /** From the start that counts, each step as early as the deepest still allows. */
  #write(way: Way): void {
    const { nodes } = this;
    const windowMs = this.#windowMs;
    const latest = this.options.attempt === 'latest';
    let chosen = -1;
    for (let q = this.#from; q < this.#to && (chosen < 0 || latest); q++)
      if ((this.#only < 0 || q === this.#only) && this.opens(q) && this.#fills(q, -1, nodes.time[q]! + windowMs) >= 0)
        chosen = q;
    const limit = nodes.time[chosen]! + windowMs;
    for (let q = chosen, depth = -1, at = -1; depth < this.#deepest; q++) {
      if (at >= 0 && (nodes.hi[q]! <= at || this.#lo[q]! > at)) continue;
      const to = this.#fills(q, depth, limit);
      for (let d = depth + 1; d <= to; d++) {
        way.time[d] = nodes.time[q]!;
        way.event[d] = nodes.event(q);
      }
      if (to > depth) [depth, at] = [to, q];
    }
    way.depth = this.#deepest + 1;
  }

  /** How deep node q can lead from `depth` so that the deepest is still reached in time; −1 = it cannot. */
  #fills(q: number, depth: number, limit: number): number {
    const base = q * this.options.steps;
    for (let to = Math.min(this.nodes.reach(q, depth), this.#deepest); to > depth; to--) {
      const value = this.#end[base + to]!;
      if (value > -Infinity && value >= -limit) return to;
    }
    return -1;
  }
}
