const MINUTE_MS = 60_000;
/** A day where no clock changes, else what the clocks of today's zones change by. */
const STEPS_MS = [24 * 60, 60, 30, 15].map((minutes) => minutes * MINUTE_MS);
/** Steps of a grid: decades of quarters of an hour. */
const MOST_STEPS = 1 << 21;

/** Which period an instant lies in, by one look into a table of equal steps. */
export class PeriodGrid {
  constructor(
    readonly fromMs: number,
    readonly stepMs: number,
    /** Of each step. */
    readonly periods: Int32Array,
  ) {}

  /** A multiple of the step divides without a rest, so an instant at the edge is in the later period. */
  periodOf(timeMs: number): number {
    return this.periods[((timeMs - this.fromMs) / this.stepMs) | 0]!;
  }
}

/** `starts`: first instants of the periods, and the end of the last. Null where they lie on no grid of few enough steps. */
export function gridOf(starts: Float64Array): PeriodGrid | null {
  const fromMs = starts[0]!;
  const stepMs = STEPS_MS.find((step) => starts.every((start) => (start - fromMs) % step === 0));
  if (stepMs === undefined) return null;
  const steps = (starts.at(-1)! - fromMs) / stepMs;
  if (steps > MOST_STEPS) return null;
  const periods = new Int32Array(steps);
  for (let period = 0; period + 1 < starts.length; period++)
    periods.fill(period, (starts[period]! - fromMs) / stepMs, (starts[period + 1]! - fromMs) / stepMs);
  return new PeriodGrid(fromMs, stepMs, periods);
}
