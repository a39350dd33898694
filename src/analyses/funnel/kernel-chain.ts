import type { Way } from './kernel-journey.ts';
import type { Nodes } from './kernel-nodes.ts';
import type { FunnelOptions } from './switches.ts';

/** Extremes over a window of nodes that only moves on, one for each depth. */
class Sliding {
  readonly #node: Int32Array;
  readonly #value: Float64Array;
  readonly #head: Int32Array;
  readonly #tail: Int32Array;

  constructor(
    readonly nodes: number,
    steps: number,
  ) {
    this.#node = new Int32Array(nodes * steps);
    this.#value = new Float64Array(nodes * steps);
    this.#head = new Int32Array(steps);
    this.#tail = new Int32Array(steps);
  }

  /** A node comes in at the far end; the larger value wins. */
  enter(depth: number, node: number, value: number): void {
    const base = depth * this.nodes;
    let tail = this.#tail[depth]!;
    while (tail > this.#head[depth]! && this.#value[base + tail - 1]! <= value) tail--;
    this.#node[base + tail] = node;
    this.#value[base + tail] = value;
    this.#tail[depth] = tail + 1;
  }

  /** The largest value among nodes that have not gone; −Infinity where there is none. */
  best(depth: number, gone: (node: number) => boolean): number {
    const base = depth * this.nodes;
    let head = this.#head[depth]!;
    const tail = this.#tail[depth]!;
    while (head < tail && gone(this.#node[base + head]!)) head++;
    this.#head[depth] = head;
    return head < tail ? this.#value[base + head]! : -Infinity;
  }
}

/**
 * The attempt that counts where a step may have to wait for a later event so that the next stays in reach
 * (`windowFrom: previous`, `windowEvents`), and wherever attempts are many: two passes over nodes × steps.
 * Forward: the latest start that can stand at a node with a depth. Backward from the deepest: the earliest end.
 */
export function bestChain(nodes: Nodes, options: FunnelOptions, way: Way): void {
  const { steps, attempt } = options;
  const { fromMs, toMs } = nodes.journey.span;
  const n = nodes.length;
  const windowMs = options.windowFrom === 'entry' ? options.windowMs : Infinity;
  const lo = earliestBefore(nodes, options);
  const opens = (q: number) => nodes.time[q]! >= fromMs && nodes.time[q]! <= toMs && nodes.reach(q, -1) >= 0;
  way.depth = 0;
  let only = -1;
  if (attempt === 'first') {
    only = 0;
    while (only < n && !opens(only)) only++;
  }

  let deepest = -1;
  const start = new Float64Array(n * steps).fill(-Infinity);
  const before = new Sliding(n, steps);
  for (let q = 0, entered = 0; q < n; q++) {
    for (; entered < nodes.hi[q]!; entered++)
      for (let d = 0; d < steps - 1; d++) {
        const value = start[entered * steps + d]!;
        if (value > -Infinity) before.enter(d, entered, value);
      }
    const t = nodes.time[q]!;
    const stand = (from: number, to: number, value: number) => {
      for (let d = from; d <= to; d++) start[q * steps + d] = Math.max(start[q * steps + d]!, value);
      if (to >= from) deepest = Math.max(deepest, to);
    };
    for (let d = 0; d < steps - 1; d++) {
      const latest = before.best(d, (p) => p < lo[q]!);
      if (latest > -Infinity && t <= latest + windowMs) stand(d + 1, nodes.reach(q, d), latest);
    }
    if ((only < 0 || q === only) && opens(q)) stand(0, nodes.reach(q, -1), t);
  }
  if (deepest < 0) return;

  // ends are kept negative, so that the earliest is the largest
  const end = new Float64Array(n * steps).fill(-Infinity);
  const into = new Float64Array(n * steps).fill(-Infinity);
  const after = new Sliding(n, steps);
  for (let p = n - 1, entered = n - 1; p >= 0; p--) {
    for (; entered >= 0 && nodes.hi[entered]! > p; entered--)
      for (let d = 0; d < deepest; d++) {
        const value = into[entered * steps + d]!;
        if (value > -Infinity) after.enter(d, entered, value);
      }
    end[p * steps + deepest] = -nodes.time[p]!;
    for (let d = 0; d < deepest; d++) end[p * steps + d] = after.best(d, (q) => lo[q]! > p);
    for (let d = 0; d < deepest; d++)
      for (let to = Math.min(nodes.reach(p, d), deepest); to > d; to--)
        into[p * steps + d] = Math.max(into[p * steps + d]!, end[p * steps + to]!);
  }

  /** The most steps node q can fill from `depth` on so that the deepest is still reached in time; −1 = none. */
  const fills = (q: number, depth: number, limit: number): number => {
    for (let to = Math.min(nodes.reach(q, depth), deepest); to > depth; to--) {
      const value = end[q * steps + to]!;
      if (value > -Infinity && value >= -limit) return to;
    }
    return -1;
  };
  let chosen = -1;
  for (let q = 0; q < n && (chosen < 0 || attempt === 'latest'); q++)
    if ((only < 0 || q === only) && opens(q) && fills(q, -1, nodes.time[q]! + windowMs) >= 0) chosen = q;
  const limit = nodes.time[chosen]! + windowMs;
  for (let q = chosen, depth = -1, at = -1; depth < deepest; q++) {
    if (at >= 0 && (nodes.hi[q]! <= at || lo[q]! > at)) continue;
    const to = fills(q, depth, limit);
    for (let d = depth + 1; d <= to; d++) {
      way.time[d] = nodes.time[q]!;
      way.event[d] = nodes.event(q);
    }
    if (to > depth) [depth, at] = [to, q];
  }
  way.depth = deepest + 1;
}

/** The first node from which node q can still be reached by the window from the previous step and by places. */
function earliestBefore(nodes: Nodes, options: FunnelOptions): Int32Array {
  const lo = new Int32Array(nodes.length);
  const windowMs = options.windowFrom === 'previous' ? options.windowMs : Infinity;
  const place = (q: number) => nodes.journey.place[nodes.first[q]!]!;
  for (let q = 0, p = 0; q < nodes.length; q++) {
    while (nodes.time[q]! > nodes.time[p]! + windowMs || place(q) - place(p) - 1 > options.windowEvents) p++;
    lo[q] = p;
  }
  return lo;
}
