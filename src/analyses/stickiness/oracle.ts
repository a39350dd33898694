/** A period as a look at the wall gives it. */
interface Period {
  name: string;
  startMs: number;
  endMs: number;
}

/** In how many of the intervals a unit was active, by how many of its events of the range lie in each. */
export const activeIntervals = (
  times: readonly number[],
  intervals: readonly Period[],
  makesActive: (events: number) => boolean,
): number =>
  intervals
    .map(({ startMs, endMs }) => times.filter((t) => t >= startMs && t < endMs).length)
    .filter((events) => events > 0 && makesActive(events)).length;

/** Who of the units was active on one or more of the `span` days that end with `day`. */
export function activeWithin(
  units: ReadonlyMap<string, readonly number[]>,
  days: readonly Period[],
  day: Period,
  span: number,
): string[] {
  const at = days.indexOf(day);
  const window = days.slice(Math.max(0, at - span + 1), at + 1);
  return [...units]
    .filter(([, times]) => window.some(({ startMs, endMs }) => times.some((t) => t >= startMs && t < endMs)))
    .map(([unit]) => unit)
    .sort();
}
