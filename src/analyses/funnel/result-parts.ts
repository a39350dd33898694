import type { WayRows, Ways } from './kernel-rows.ts';

/** The ways of each slot that reached a step, in one pass over them all. `slots`: of each row, −1 = of none. */
export function partsOf({ person, depth, times }: Ways, slots: Int32Array, count: number): WayRows[] {
  const rows = new Uint32Array(count);
  const long = times.map(() => new Uint32Array(count));
  for (let row = 0; row < depth.length; row++) {
    const slot = slots[row]!;
    const reached = depth[row]!;
    if (slot < 0 || reached === 0) continue;
    rows[slot]!++;
    for (let k = 0; k < reached; k++) long[k]![slot]!++;
  }
  const parts = Array.from({ length: count }, (_, slot) => ({
    person: new Uint32Array(rows[slot]!),
    depth: new Uint8Array(rows[slot]!),
    times: long.map((of) => new Float64Array(of[slot]!)),
  }));
  rows.fill(0);
  for (const of of long) of.fill(0);
  const next = new Uint32Array(times.length);
  for (let row = 0; row < depth.length; row++) {
    const reached = depth[row]!;
    if (reached === 0) continue;
    const slot = slots[row]!;
    const part = parts[slot];
    if (part) {
      part.person[rows[slot]!] = person ? person[row]! : row;
      part.depth[rows[slot]!++] = reached;
      for (let k = 0; k < reached; k++) part.times[k]![long[k]![slot]!++] = times[k]![next[k]!]!;
    }
    for (let k = 0; k < reached; k++) next[k]!++;
  }
  return parts;
}
