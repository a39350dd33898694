import { offsetMs } from '#vocabulary/calendar.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Days that are searched for changes of the clocks: a log with a stray year 9999 must not take minutes. */
const MOST_DAYS = 20_000;

/** The clocks of a zone between two instants. */
export class LocalTime {
  /** Instants of changes, and the offset from each on. */
  readonly changes: { atMs: number; byMs: number }[] = [];
  readonly #from: number[] = [-Infinity];
  readonly #offset: number[];
  #last = 0;

  constructor(zone: string, firstMs: number, lastMs: number) {
    let offset = offsetMs(zone, firstMs);
    this.#offset = [offset];
    const end = zone === 'UTC' ? firstMs : Math.min(lastMs, firstMs + MOST_DAYS * DAY_MS);
    for (let ms = firstMs; ms < end; ms += DAY_MS) {
      const next = Math.min(end, ms + DAY_MS);
      const after = offsetMs(zone, next);
      if (after === offset) continue;
      let [low, high] = [ms, next];
      while (high - low > MINUTE_MS) {
        const middle = (low + high) / 2;
        if (offsetMs(zone, middle) === offset) low = middle;
        else high = middle;
      }
      const atMs = Math.round(high / MINUTE_MS) * MINUTE_MS;
      this.changes.push({ atMs, byMs: after - offset });
      this.#from.push(atMs);
      this.#offset.push(after);
      offset = after;
    }
  }

  /** The wall clock at an instant, as if it stood in UTC. */
  of(ms: number): number {
    const from = this.#from;
    let i = this.#last;
    while (ms < from[i]!) i--;
    while (i + 1 < from.length && ms >= from[i + 1]!) i++;
    this.#last = i;
    return ms + this.#offset[i]!;
  }
}
