import { bucketsOf, type BucketRule } from '#vocabulary/calendar-buckets.ts';
import type { Span } from '#vocabulary/calendar.ts';
import { durationMs } from '#vocabulary/duration.ts';

/** A line has at most so many points. */
export const MOST_POINTS = 10_000;

const DAY_MS = 86_400_000;
const SHORT_MS = { minute: 60_000, hour: 3_600_000 };

/** Whether a span has more buckets than can be drawn, told without cutting it. */
export const tooMany = ({ interval }: BucketRule, { fromMs, toMs }: Span): boolean =>
  (toMs - fromMs) / durationMs({ n: 1, unit: interval }) > MOST_POINTS;

/**
 * First instants of the buckets that touch a span with both ends, and the end of the last; nothing where there are too
 * many or none. Zones are slow to ask, so a day of 24 hours is cut without them.
 */
export function edgesOf(rule: BucketRule, span: Span): Float64Array {
  const { fromMs, toMs } = span;
  if (!(fromMs <= toMs) || tooMany(rule, span)) return new Float64Array();
  const { interval } = rule;
  if (interval !== 'minute' && interval !== 'hour') return edges(bucketsOf(rule, span));
  const stepMs = SHORT_MS[interval];
  const all: number[] = [];
  let endMs = fromMs;
  for (const day of bucketsOf({ ...rule, interval: 'day' }, span)) {
    endMs = day.endMs;
    if (interval === 'minute' || day.endMs - day.startMs === DAY_MS)
      for (let startMs = day.startMs; startMs < endMs; startMs += stepMs) all.push(startMs);
    else
      for (const { startMs } of bucketsOf(rule, { fromMs: day.startMs, toMs: endMs - 1 }))
        if (startMs >= day.startMs) all.push(startMs);
  }
  all.push(endMs);
  let first = 0;
  while (all[first + 1]! <= fromMs) first++;
  let last = all.length - 1;
  while (all[last - 1]! > toMs) last--;
  return Float64Array.from(all.slice(first, last + 1));
}

const edges = (buckets: readonly { startMs: number; endMs: number }[]): Float64Array =>
  Float64Array.from([...buckets.map(({ startMs }) => startMs), buckets.at(-1)!.endMs]);

/** Finds the bucket of an instant inside of some edges by one look into a table. */
export class BucketFinder {
  readonly #edges: Float64Array;
  /** Bucket at the start of each slot; no slot is longer than a bucket. */
  readonly #slots: Uint32Array;
  readonly #perMs: number;

  constructor(of: Float64Array) {
    this.#edges = of;
    let leastMs = Infinity;
    for (let b = 0; b + 1 < of.length; b++) leastMs = Math.min(leastMs, of[b + 1]! - of[b]!);
    this.#perMs = 1 / leastMs;
    this.#slots = new Uint32Array(of.length < 2 ? 0 : Math.ceil((of.at(-1)! - of[0]!) * this.#perMs) + 1);
    let bucket = 0;
    for (let slot = 0; slot < this.#slots.length; slot++) {
      const startMs = of[0]! + slot * leastMs;
      while (bucket + 2 < of.length && of[bucket + 1]! <= startMs) bucket++;
      this.#slots[slot] = bucket;
    }
  }

  at(timeMs: number): number {
    const edges = this.#edges;
    const bucket = this.#slots[((timeMs - edges[0]!) * this.#perMs) | 0]!;
    if (timeMs < edges[bucket]!) return bucket - 1;
    return timeMs >= edges[bucket + 1]! ? bucket + 1 : bucket;
  }
}

/** The bucket of an instant between some edges without a comparison: that of slot `(timeMs − originMs) × perMs`, cut off. */
export interface Slots {
  originMs: number;
  perMs: number;
  bucket: Uint16Array;
}

/** Half a microsecond as doubles can say it: slots begin that much early, so that no rounding leaves an edge behind. */
const EARLY_MS = 2 ** -11;
/** Up to here doubles tell microseconds apart, and a product of a span so long is right to less than `EARLY_MS`. */
const LATEST_MS = 2 ** 42;
const LONGEST_MS = 2 ** 40;
const MOST_SLOTS = 1 << 17;

/** Slots as long as divide all buckets; null where they would be too many, or not exact for times to the microsecond. */
export function slotsOf(edges: Float64Array): Slots | null {
  if (edges.length < 2) return null;
  const [startMs, endMs] = [edges[0]!, edges.at(-1)!];
  if (Math.max(-startMs, endMs) > LATEST_MS || endMs - startMs > LONGEST_MS) return null;
  let slotMs = 0;
  for (let b = 0; b + 1 < edges.length; b++) slotMs = divisor(slotMs, edges[b + 1]! - edges[b]!);
  const slots = (endMs - startMs) / slotMs;
  if (!Number.isInteger(slotMs) || slots > MOST_SLOTS) return null;
  const bucket = new Uint16Array(slots);
  for (let b = 0; b + 1 < edges.length; b++)
    bucket.fill(b, (edges[b]! - startMs) / slotMs, (edges[b + 1]! - startMs) / slotMs);
  return { originMs: startMs - EARLY_MS, perMs: 1 / slotMs, bucket };
}

/** The greatest that divides both. */
function divisor(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b];
  return a;
}
