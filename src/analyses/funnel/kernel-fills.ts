import type { Nodes } from './kernel-nodes.ts';
import { requiredBefore } from './kernel-required.ts';
import type { FunnelOptions } from './switches.ts';

/** Which steps a node may fill in one go. */
export class Fills {
  readonly #before: Int32Array;
  readonly #optional: boolean[];
  readonly #skips: boolean;

  constructor(
    readonly nodes: Nodes,
    options: FunnelOptions,
  ) {
    const { steps, optional } = options;
    this.#before = requiredBefore(steps, optional);
    this.#optional = Array.from({ length: steps }, (_, k) => optional.includes(k));
    this.#skips = optional.length > 0;
  }

  /**
   * Shows every step that a way which stands at `depth` can get to by node q, with all that it fills on the way: as
   * many as can be, of equals the first.
   */
  each(q: number, depth: number, show: (to: number, filled: number[]) => void): void {
    const { nodes } = this;
    if (!this.#skips) {
      const reach = nodes.reach(q, depth);
      const filled: number[] = [];
      for (let k = depth + 1; k <= reach; k++) {
        filled.push(k);
        show(k, filled);
      }
      return;
    }
    for (let k = depth + 1; k < this.#optional.length; k++) {
      const filled = nodes.has(q, k) ? this.#fill(q, depth, k) : null;
      if (filled) show(k, filled);
      // what lies behind a step that cannot be skipped needs it, too
      else if (!this.#optional[k]) break;
    }
  }

  #fill(q: number, depth: number, to: number): number[] | null {
    const { nodes } = this;
    if (nodes.fillsOne(q)) return this.#before[to]! <= depth ? [to] : null;
    const needed: number[] = [];
    const welcome: number[] = [];
    for (let k = depth + 1; k < to; k++) (this.#optional[k] ? welcome : needed).push(k);
    needed.push(to);
    return nodes.among(q, needed, welcome);
  }
}
