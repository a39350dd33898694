import { hasBit } from '#log/bitmap.ts';
import type { KernelInput } from '#log/shard.ts';

/** The first of [low, high) at an instant or after; `high` where there is none. Times ascend. */
export function firstFrom(time: Float64Array, low: number, high: number, instantMs: number): number {
  if (low < high && time[low]! >= instantMs) return low;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (time[middle]! < instantMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a person of the shard has an event that exists in [fromMs, toMs). */
export function hasEvent({ shard, exists }: KernelInput, person: number, fromMs: number, toMs: number): boolean {
  const { personStart, time } = shard;
  const to = personStart[person + 1]!;
  let e = firstFrom(time, personStart[person]!, to, fromMs);
  while (exists && e < to && time[e]! < toMs && !hasBit(exists, e)) e++;
  return e < to && time[e]! < toMs;
}
