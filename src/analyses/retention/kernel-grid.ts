const MINUTE_MS = 60_000;
/** A day where no clock changes, else what the clocks of today's zones change by. */
const STEPS_MS = [24 * 60, 60, 30, 15].map((minutes) => minutes * MINUTE_MS);
/** Steps of a grid: decades of quarters of an hour. */
const MOST_STEPS = 1 << 21;

/** So far from the grid's beginning `stepsPerMs` tells the steps apart: 34 years. */
const LONGEST_MS = 2 ** 40;

/** Which period an instant lies in, by one look into a table of equal steps. */
export class PeriodGrid {
  /**
   * Steps in a millisecond, too many by less than one in 2 ** 50.6: an instant at an edge never falls before it, and one a
   * microsecond earlier never upon it, being farther off in parts of 2 ** 40 ms than that. A division takes far longer.
   */
  readonly stepsPerMs: number;

  constructor(
    readonly fromMs: number,
    stepMs: number,
    /** Of each step. */
    readonly periods: Int32Array,
  ) {
    this.stepsPerMs = (1 + 2 ** -51) / stepMs;
  }

  /** An instant at an edge is in the later period. */
  periodOf(timeMs: number): number {
    return this.periods[((timeMs - this.fromMs) * this.stepsPerMs) | 0]!;
  }
}

/** `starts`: first instants of the periods, and the end of the last. Null where they lie on no grid of few enough steps. */
export function gridOf(starts: Float64Array): PeriodGrid | null {
  const fromMs = starts[0]!;
  const stepMs = STEPS_MS.find((step) => starts.every((start) => (start - fromMs) % step === 0));
  if (stepMs === undefined) return null;
  const steps = (starts.at(-1)! - fromMs) / stepMs;
  if (steps > MOST_STEPS || starts.at(-1)! - fromMs > LONGEST_MS) return null;
  const periods = new Int32Array(steps);
  for (let period = 0; period + 1 < starts.length; period++)
    periods.fill(period, (starts[period]! - fromMs) / stepMs, (starts[period + 1]! - fromMs) / stepMs);
  return new PeriodGrid(fromMs, stepMs, periods);
}
