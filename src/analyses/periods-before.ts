import { startOfBucket, type BucketRule } from '#vocabulary/calendar-buckets.ts';
import type { Span } from '#vocabulary/calendar.ts';
import { durationMs } from '#vocabulary/duration.ts';

/** Times are kept to the microsecond. */
const LEAST_MS = 0.001;

/** As many whole periods, right before those of [fromMs, toMs); null where an end is open or there are more than `most`. */
export function periodsBefore(buckets: BucketRule, { fromMs, toMs }: Span, most: number): Span | null {
  const longMs = durationMs({ n: 1, unit: buckets.interval });
  if (!Number.isFinite(toMs - fromMs) || (toMs - fromMs) / longMs > most) return null;
  const before = (startMs: number): number => startOfBucket(buckets, startMs - LEAST_MS);
  let firstMs = fromMs;
  for (let startMs = toMs; startMs > fromMs; startMs = before(startMs)) firstMs = before(firstMs);
  return { fromMs: firstMs, toMs: fromMs };
}
