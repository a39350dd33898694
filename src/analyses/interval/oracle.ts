export interface OracleEvent {
  timeMs: number;
  isFrom: boolean;
  isTo: boolean;
  inRange: boolean;
  /** What both must share; null = none. */
  value: string | null;
}

export interface OracleWait {
  /** Place of the event that begins. */
  begun: number;
  /** Null without a pair. */
  seconds: number | null;
  open: boolean;
}

/** What came of each beginning of a unit, whose events are in their order. */
export function waitsOf(
  events: readonly OracleEvent[],
  { all, same, capMs }: { all: boolean; same: boolean; capMs: number },
  lastMs: number,
): OracleWait[] {
  const values = same ? [...new Set(events.map(({ value }) => value))].filter((value) => value !== null) : [null];
  const waits: OracleWait[] = [];
  for (const value of values) {
    const places = [...events.keys()].filter((e) => !same || events[e]!.value === value);
    for (let free = 0; ;) {
      const begun = places.find((e) => e >= free && events[e]!.isFrom && events[e]!.inRange);
      if (begun === undefined) break;
      const closesMs = events[begun]!.timeMs + capMs;
      const end = places.find((e) => e > begun && events[e]!.isTo && events[e]!.timeMs <= closesMs);
      const seconds = end === undefined ? null : (events[end]!.timeMs - events[begun]!.timeMs) / 1000;
      waits.push({ begun, seconds, open: end === undefined && lastMs < closesMs });
      free = end ?? places.find((e) => events[e]!.timeMs > closesMs) ?? Infinity;
    }
  }
  waits.sort((one, other) => one.begun - other.begun);
  return all ? waits : waits.slice(0, 1);
}

/** Between the two neighbours in order. */
export function percentileOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return low + (high - low) * (at - Math.floor(at));
}

/** The first time by which half have it, each share of those who were still followed. */
export function halfBy(followed: readonly { seconds: number; happened: boolean }[]): number | null {
  const times = [...new Set(followed.map(({ seconds }) => seconds))].sort((a, b) => a - b);
  let without = 1;
  for (const time of times) {
    const still = followed.filter(({ seconds }) => seconds >= time);
    without *= 1 - still.filter(({ seconds, happened }) => happened && seconds === time).length / still.length;
    if (without <= 0.5 + 1e-12) return time;
  }
  return null;
}
