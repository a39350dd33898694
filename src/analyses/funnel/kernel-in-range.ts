import { hasBit } from '#log/bitmap.ts';
import { takesInAll, type KernelInput } from '#log/shard.ts';

/** Tells which people have an event in the range. */
export class InRange {
  readonly #input: KernelInput;
  /** Without `where` and with a range that takes in everything, every person with an event is in it. */
  readonly #whole: boolean;

  constructor(input: KernelInput) {
    this.#input = input;
    this.#whole = input.exists === null && takesInAll(input, input.span);
  }

  /** Counted from the shard's first person. */
  has(person: number): boolean {
    const { shard, exists, span } = this.#input;
    let from = shard.personStart[person]!;
    const to = shard.personStart[person + 1]!;
    if (this.#whole) return to > from;
    if (to > from && (shard.time[from]! > span.toMs || shard.time[to - 1]! < span.fromMs)) return false;
    if (shard.time[from]! < span.fromMs) {
      let high = to;
      while (from < high) {
        const mid = (from + high) >>> 1;
        if (shard.time[mid]! < span.fromMs) from = mid + 1;
        else high = mid;
      }
    }
    for (let i = from; i < to && shard.time[i]! <= span.toMs; i++) if (!exists || hasBit(exists, i)) return true;
    return false;
  }
}
