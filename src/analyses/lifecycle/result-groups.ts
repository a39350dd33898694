import type { Breakdown } from '../breakdown.ts';
import { rankGroups } from '../breakdown-groups.ts';
import type { LifecyclePartial } from './kernel.ts';

/** The groups listed, by who was ever active up to the range's end: each of these is in some state in it. */
export function rankedGroups({ keys, group }: LifecyclePartial, breakdown: Breakdown) {
  const size = new Uint32Array(keys.length);
  for (const each of group) size[each]!++;
  return rankGroups(keys, size, breakdown);
}
