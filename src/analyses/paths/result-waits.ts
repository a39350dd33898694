import { quantile } from '../quantiles.ts';

type Micros = Uint32Array | Float64Array;

/** The waits of several things, each of which is known to have so many; they are added in any order. */
export class Waits {
  /** things + 1 entries: once all are added, those of thing i are list[first[i], first[i + 1]). */
  readonly first: Float64Array;
  readonly list: Micros;
  readonly #next: Float64Array;

  /** `like`: a list whose numbers fit. */
  constructor(counts: ArrayLike<number>, like: Micros) {
    this.first = new Float64Array(counts.length + 1);
    for (let id = 0; id < counts.length; id++) this.first[id + 1] = this.first[id]! + counts[id]!;
    this.#next = this.first.slice(0, counts.length);
    const total = this.first[counts.length]!;
    this.list = like instanceof Uint32Array ? new Uint32Array(total) : new Float64Array(total);
  }

  add(id: number, waitUs: number): void {
    this.list[this.#next[id]!++] = waitUs;
  }

  averageSeconds(id: number): number {
    return averageSeconds(this.#of(id));
  }

  medianSeconds(id: number): number {
    return medianSeconds(this.#of(id));
  }

  #of(id: number): Micros {
    return this.list.subarray(this.first[id]!, this.#next[id]!);
  }
}

/** Of microseconds, 0 of none. */
export function averageSeconds(list: Micros): number {
  let sum = 0;
  for (let i = 0; i < list.length; i++) sum += list[i]!;
  return list.length === 0 ? 0 : sum / list.length / 1e6;
}

/** Of microseconds, 0 of none; they are reordered. */
export const medianSeconds = (list: Micros): number => (list.length === 0 ? 0 : quantile(list, 0.5, 0) / 1e6);
