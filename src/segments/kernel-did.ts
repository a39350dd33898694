import { emptyBitmap, hasBit, setBit, type Bitmap } from '#log/bitmap.ts';
import type { EventLog } from '#log/event-log.ts';
import type { ResolvedMatch } from '#log/shard.ts';
import type { Window } from './kernel-window.ts';
import type { Amount, Did } from './spec.ts';

/** Events between two breaths. */
export const BLOCK = 1 << 18;

export interface DidOptions {
  match: ResolvedMatch;
  window: Window;
  /** Both ends included. */
  least: number;
  most: number;
  /** The local day of an instant, where days are counted in place of events. */
  dayOf: ((instantMs: number) => number) | null;
}

export const bounds = ({ times = { op: 'gte', value: 1 } }: Did): { least: number; most: number } => {
  const { op, value } = times as Amount<'gte' | 'lte' | 'is' | 'between'>;
  if (Array.isArray(value)) return { least: value[0], most: value[1] };
  return { least: op === 'lte' ? 0 : value, most: op === 'gte' ? Infinity : value };
};

/** Who did it so many times. */
export function* didPeople(log: EventLog, options: DidOptions): Generator<void, Bitmap> {
  const { personStart, event, time } = log;
  const { match, window, least, most, dayOf } = options;
  const { fromMs, toMs, lifeMs } = window;
  const codes = match.codes ?? new Uint8Array(log.names.length).fill(1);
  const { mask } = match;
  const people = personStart.length - 1;
  const out = emptyBitmap(people);
  // counting may stop once the answer is certain
  const enough = most === Infinity ? least : most + 1;
  let nextBreath = BLOCK;
  for (let p = 0; p < people; p++) {
    const from = personStart[p]!;
    const to = personStart[p + 1]!;
    const edge = lifeMs === Infinity ? toMs : Math.min(toMs, time[from]! + lifeMs);
    let count = 0;
    let day = NaN;
    for (let i = from; i < to && count < enough; i++) {
      if (codes[event[i]!] === 0 || time[i]! < fromMs) continue;
      if (time[i]! > edge) break;
      if (mask !== null && !hasBit(mask, i)) continue;
      if (dayOf === null) count++;
      else {
        const now = dayOf(time[i]!);
        if (now !== day) count++;
        day = now;
      }
    }
    if (count >= least && count <= most) setBit(out, p);
    if (to >= nextBreath) {
      nextBreath = to + BLOCK;
      yield;
    }
  }
  return out;
}
