/** A period as a look at the wall gives it. */
interface Period {
  startMs: number;
  endMs: number;
}

export interface OracleEvent {
  timeMs: number;
  /** NaN = none. */
  number: number;
}

export type OracleMeasure = 'events' | 'days' | 'sum';

/** The values of one unit: one for each period in which it did it, or one for all its events. */
export const valuesOf = (
  events: readonly OracleEvent[],
  measure: OracleMeasure,
  periods: readonly Period[],
  days: readonly Period[],
): { value: number; endMs: number }[] =>
  periods.flatMap((period) => {
    const inside = events.filter((event) => isIn(event, period) && !(measure === 'sum' && Number.isNaN(event.number)));
    if (inside.length === 0) return [];
    const value = {
      events: inside.length,
      days: days.filter((day) => inside.some((event) => isIn(event, day))).length,
      sum: inside.reduce((sum, { number }) => sum + number, 0),
    }[measure];
    return [{ value, endMs: period.endMs }];
  });

const isIn = ({ timeMs }: OracleEvent, { startMs, endMs }: Period): boolean => timeMs >= startMs && timeMs < endMs;

/** Half the mean difference of two values, by their mean. */
export function giniOf(values: readonly number[]): number {
  const total = values.reduce((sum, value) => sum + value, 0);
  const differences = values.flatMap((one) => values.map((other) => Math.abs(one - other)));
  return differences.reduce((sum, each) => sum + each, 0) / (2 * values.length * total);
}

/** Between the two neighbours in order. */
export function percentileOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return low + (high - low) * (at - Math.floor(at));
}
