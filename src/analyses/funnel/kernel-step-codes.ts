import type { KernelInput } from '#log/shard.ts';

/**
 * The step of each code counted from 1, 0 = none; null where a name is in two steps. A step of any event leaves no name
 * to another.
 */
export function stepOfCodes({ shard, matches }: KernelInput, steps: number): Uint8Array | null {
  const stepOf = new Uint8Array(shard.event instanceof Uint8Array ? 256 : 65536);
  for (let k = 0; k < steps; k++) {
    const { codes } = matches[k]!;
    if (!codes) {
      if (steps > 1) return null;
      stepOf.fill(1);
      continue;
    }
    for (let c = 0; c < codes.length; c++) {
      if (codes[c] !== 1) continue;
      if (stepOf[c] !== 0) return null;
      stepOf[c] = k + 1;
    }
  }
  return stepOf;
}
