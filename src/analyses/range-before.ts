import { offsetMs, startOfDay, type Span } from '#vocabulary/calendar.ts';

const DAY_MS = 86_400_000;
/** Times are kept to the microsecond. */
const LEAST_MS = 0.001;

/**
 * The range that ends where one begins: of whole local days as many, else as long. Null where an end is open.
 */
export function rangeBefore({ fromMs, toMs }: Span, zone: string): Span | null {
  if (!Number.isFinite(fromMs) || !Number.isFinite(toMs)) return null;
  const before = fromMs - LEAST_MS;
  const first = midnightAt(zone, fromMs);
  const next = midnightAt(zone, toMs + LEAST_MS);
  if (first === null || next === null) return { fromMs: fromMs - (toMs - fromMs), toMs: before };
  return { fromMs: startOfDay(zone, first - (next - first)), toMs: before };
}

/** The wall-clock midnight of the local day that begins at an instant; null where none does. */
function midnightAt(zone: string, instantMs: number): number | null {
  const instant = Math.round(instantMs * 1000) / 1000;
  const midnight = Math.floor((instant + offsetMs(zone, instant)) / DAY_MS) * DAY_MS;
  return Math.abs(startOfDay(zone, midnight) - instant) < LEAST_MS ? midnight : null;
}
