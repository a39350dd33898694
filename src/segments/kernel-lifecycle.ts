import { emptyBitmap, setBit, type Bitmap } from '#log/bitmap.ts';
import type { Shard } from '#log/shard.ts';
import { BLOCK } from './kernel-did.ts';
import type { LifecycleState } from './spec.ts';

export interface LifecycleOptions {
  asOfMs: number;
  silentMs: number;
  /** At least as long. */
  churnedMs: number;
}

/**
 * Everybody's state at an instant, in one of five bitmaps; who comes only later is in none.
 * Times so long ago are included: who did something exactly `silentMs` ago is not silent yet.
 */
export function* lifecyclePeople(
  { personStart, time }: Shard,
  { asOfMs, silentMs, churnedMs }: LifecycleOptions,
): Generator<void, Record<LifecycleState, Bitmap>> {
  const people = personStart.length - 1;
  const bits = () => emptyBitmap(people);
  const states = { new: bits(), active: bits(), silent: bits(), churned: bits(), resurrected: bits() };
  let nextBreath = BLOCK;
  for (let p = 0; p < people; p++) {
    const from = personStart[p]!;
    const to = personStart[p + 1]!;
    let last = to - 1;
    while (last >= from && time[last]! > asOfMs) last--;
    if (last >= from) setBit(states[stateOf(time, from, last, asOfMs - silentMs, asOfMs - churnedMs, churnedMs)], p);
    if (to >= nextBreath) {
      nextBreath = to + BLOCK;
      yield;
    }
  }
  return states;
}

function stateOf(
  time: Float64Array,
  from: number,
  last: number,
  silentMs: number,
  churnedMs: number,
  longestMs: number,
): LifecycleState {
  if (time[last]! < churnedMs) return 'churned';
  if (time[last]! < silentMs) return 'silent';
  if (time[from]! >= silentMs) return 'new';
  let back = last;
  while (time[back - 1]! >= silentMs) back--;
  return time[back]! - time[back - 1]! > longestMs ? 'resurrected' : 'active';
}
