import { offsetMs } from '#vocabulary/calendar.ts';

const HOUR_MS = 3_600_000;

/** Tells the hour on a zone's wall clock, 0..23. Zones are slow to ask, so an hour of UTC without a change is asked once. */
export function localHours(zone: string): (instantMs: number) => number {
  /** Offset throughout each hour of UTC; null where the clocks change in it. */
  const known = new Map<number, number | null>();
  return (instantMs) => {
    const utcHour = Math.floor(instantMs / HOUR_MS);
    let offset = known.get(utcHour);
    if (offset === undefined) {
      const before = offsetMs(zone, utcHour * HOUR_MS);
      offset = before === offsetMs(zone, (utcHour + 1) * HOUR_MS - 1) ? before : null;
      known.set(utcHour, offset);
    }
    const localHour = Math.floor((instantMs + (offset ?? offsetMs(zone, instantMs))) / HOUR_MS);
    return ((localHour % 24) + 24) % 24;
  };
}
