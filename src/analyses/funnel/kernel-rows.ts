import type { Way } from './kernel-way.ts';

/** Ways in rows: one for each person, or several. */
export interface Ways {
  /** Whose each is, index in the whole log; null = people are the rows, in their order. */
  person: Uint32Array | null;
  /** The last step reached, counted from 1; 0 = none. */
  depth: Uint8Array;
  /**
   * When the event was that filled column k: one number, in order of rows, for each that got to it or further, NaN
   * where the step was skipped. With grace it may lie before that of the column before.
   */
  times: Float64Array[];
}

/** Ways that are not one to a person. */
export type WayRows = Ways & { person: Uint32Array };

export class Rows {
  readonly #person: number[] = [];
  readonly #group: number[] = [];
  readonly #depth: number[] = [];
  readonly #times: number[][];
  readonly #filled: number[][];

  constructor(steps: number) {
    this.#times = Array.from({ length: steps }, () => []);
    this.#filled = Array.from({ length: steps }, () => []);
  }

  push(person: number, group: number, way: Way, eventTimes: Float64Array): void {
    this.#person.push(person);
    this.#group.push(group);
    this.#depth.push(way.depth);
    for (let k = 0; k < way.depth; k++) {
      this.#times[k]!.push(way.event[k]! < 0 ? NaN : eventTimes[way.event[k]!]!);
      this.#filled[k]!.push(way.step[k]!);
    }
  }

  /** `filled`: which step each column's event filled. */
  done(): { group: Uint32Array; ways: WayRows; filled: Uint8Array[] } {
    return {
      group: Uint32Array.from(this.#group),
      ways: {
        person: Uint32Array.from(this.#person),
        depth: Uint8Array.from(this.#depth),
        times: this.#times.map((list) => Float64Array.from(list)),
      },
      filled: this.#filled.map((list) => Uint8Array.from(list)),
    };
  }
}

/** Which rows got to a step and did not skip it. */
export function filledIn({ depth, times }: Ways, step: number): Uint8Array {
  const list = times[step]!;
  const filled = new Uint8Array(depth.length);
  for (let row = 0, n = 0; row < depth.length; row++)
    if (depth[row]! > step && !Number.isNaN(list[n++]!)) filled[row] = 1;
  return filled;
}

/**
 * Seconds from one column to a later one, of all of the rows kept that got to both, in their order. An event that lies
 * before the latest so far counts at that one's time.
 */
export function secondsBetween(
  { depth, times }: Ways,
  from: number,
  to: number,
  keep: ((row: number) => boolean) | null = null,
): Float64Array {
  const next = new Int32Array(times.length);
  const seconds = new Float64Array(times[to]!.length);
  let n = 0;
  for (let row = 0; row < depth.length; row++) {
    const reached = depth[row]!;
    let latest = -Infinity;
    let begun = NaN;
    let ended = NaN;
    for (let k = 0; k < reached; k++) {
      const time = times[k]![next[k]!++]!;
      if (Number.isNaN(time)) continue;
      latest = Math.max(latest, time);
      if (k === from) begun = latest;
      if (k === to) ended = latest;
    }
    const took = ended - begun;
    if (!Number.isNaN(took) && (!keep || keep(row))) seconds[n++] = took / 1000;
  }
  return seconds.subarray(0, n);
}

/**
 * Seconds from the last required step before, by step, of all rows that reached it; none for the first.
 * `before`: that step of each, −1 = none.
 */
export function secondsOf({ depth, times }: Ways, before: Int32Array): Float64Array[] {
  const seconds = times.map((list, k) => new Float64Array(k === 0 ? 0 : list.length));
  const next = new Int32Array(times.length);
  const kept = new Int32Array(times.length);
  const at = new Float64Array(times.length);
  for (let row = 0; row < depth.length; row++) {
    const reached = depth[row]!;
    if (reached < 2) {
      next[0]! += reached;
      continue;
    }
    let latest = -Infinity;
    for (let k = 0; k < reached; k++) {
      const time = times[k]![next[k]!++]!;
      if (Number.isNaN(time)) continue;
      at[k] = latest = Math.max(latest, time);
      if (k > 0) seconds[k]![kept[k]!++] = (latest - at[before[k]!]!) / 1000;
    }
  }
  return seconds.map((list, k) => list.subarray(0, kept[k]));
}
