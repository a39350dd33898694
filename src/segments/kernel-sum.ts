import { emptyBitmap, hasBit, setBit, type Bitmap } from '#log/bitmap.ts';
import type { EventLog } from '#log/event-log.ts';
import type { ResolvedMatch } from '#log/shard.ts';
import { BLOCK } from './kernel-did.ts';
import type { Window } from './kernel-window.ts';
import type { Amount, Sum } from './spec.ts';

export interface SumOptions {
  match: ResolvedMatch;
  window: Window;
  /** By row of the table; NaN = no number. */
  amounts: Float64Array;
  amount: Amount<Sum['op']>;
}

/** Whose total is so large. Rows that are one event have been added up in the row that stands for it. */
export function* sumPeople(log: EventLog, options: SumOptions): Generator<void, Bitmap> {
  const { personStart, event, time, row } = log;
  const { match, window, amounts, amount } = options;
  const { fromMs, toMs, lifeMs } = window;
  const { codes, mask } = match;
  const people = personStart.length - 1;
  const out = emptyBitmap(people);
  let nextBreath = BLOCK;
  for (let p = 0; p < people; p++) {
    const from = personStart[p]!;
    const to = personStart[p + 1]!;
    const edge = lifeMs === Infinity ? toMs : Math.min(toMs, time[from]! + lifeMs);
    let sum = 0;
    for (let i = from; i < to; i++) {
      if ((codes !== null && codes[event[i]!] === 0) || time[i]! < fromMs) continue;
      if (time[i]! > edge) break;
      if (mask !== null && !hasBit(mask, i)) continue;
      const value = amounts[row[i]!]!;
      if (value === value) sum += value;
    }
    if (holds(sum, amount)) setBit(out, p);
    if (to >= nextBreath) {
      nextBreath = to + BLOCK;
      yield;
    }
  }
  return out;
}

/** A billionth is what adding up decimal fractions may be off. */
const NEAR = 1e-9;

/** Negative, 0 where they count as the same, or positive. */
const compared = (sum: number, value: number): number =>
  Math.abs(sum - value) <= NEAR * Math.max(1, Math.abs(value)) ? 0 : sum - value;

function holds(sum: number, { op, value }: Amount<Sum['op']>): boolean {
  if (Array.isArray(value)) return compared(sum, value[0]) >= 0 && compared(sum, value[1]) <= 0;
  const side = compared(sum, value);
  switch (op) {
    case 'gt':
      return side > 0;
    case 'gte':
      return side >= 0;
    case 'lt':
      return side < 0;
    case 'lte':
      return side <= 0;
    default:
      return side === 0;
  }
}
