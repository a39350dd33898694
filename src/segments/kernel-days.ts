import { offsetMs } from '#vocabulary/calendar.ts';

const DAY_MS = 86_400_000;
/** Clocks change on a whole minute: in St John’s, until 2011, at one past midnight. */
const SLOT_MS = 60_000;

/**
 * Tells the local day of many instants as a number. Days of UTC that begin and end with the same offset need no further
 * look; in the others the offset is looked up once for each minute.
 */
export function dayReader(zone: string): (instantMs: number) => number {
  if (zone === 'UTC') return (instantMs) => Math.floor(instantMs / DAY_MS);
  const offsets = new Map<number, number | null>();
  const slots = new Map<number, number>();
  let lastDay = NaN;
  let lastOffset: number | null = null;
  return (instantMs) => {
    const day = Math.floor(instantMs / DAY_MS);
    if (day !== lastDay) {
      lastDay = day;
      lastOffset = remembered(offsets, day, () => {
        const offset = offsetMs(zone, day * DAY_MS);
        return offset === offsetMs(zone, (day + 1) * DAY_MS) ? offset : null;
      });
    }
    if (lastOffset !== null) return Math.floor((instantMs + lastOffset) / DAY_MS);
    const slot = Math.floor(instantMs / SLOT_MS);
    return Math.floor((instantMs + remembered(slots, slot, () => offsetMs(zone, slot * SLOT_MS))) / DAY_MS);
  };
}

function remembered<V>(map: Map<number, V>, key: number, find: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const found = find();
  map.set(key, found);
  return found;
}
