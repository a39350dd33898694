import { quantile } from '../quantiles.ts';

/** The waits of several things, each of which is known to have so many; they are added in any order. */
export class Waits {
  readonly #starts: Float64Array;
  readonly #next: Float64Array;
  readonly #list: Uint32Array | Float64Array;

  /** `like`: a list whose numbers fit. */
  constructor(counts: ArrayLike<number>, like: Uint32Array | Float64Array) {
    this.#starts = new Float64Array(counts.length + 1);
    for (let id = 0; id < counts.length; id++) this.#starts[id + 1] = this.#starts[id]! + counts[id]!;
    this.#next = this.#starts.slice(0, counts.length);
    const total = this.#starts[counts.length]!;
    this.#list = like instanceof Uint32Array ? new Uint32Array(total) : new Float64Array(total);
  }

  add(id: number, waitUs: number): void {
    this.#list[this.#next[id]!++] = waitUs;
  }

  averageSeconds(id: number): number {
    const list = this.#of(id);
    let sum = 0;
    for (let i = 0; i < list.length; i++) sum += list[i]!;
    return list.length === 0 ? 0 : sum / list.length / 1e6;
  }

  medianSeconds(id: number): number {
    const list = this.#of(id);
    return list.length === 0 ? 0 : quantile(list, 0.5, 0) / 1e6;
  }

  #of(id: number): Uint32Array | Float64Array {
    return this.#list.subarray(this.#starts[id]!, this.#next[id]!);
  }
}
