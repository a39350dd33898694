import { STATES, type State } from './stretches.ts';

/** A period as a look at the wall gives it. */
interface Period {
  name: string;
  startMs: number;
  endMs: number;
}

/** Where a unit with activity at these times, ascending, stands in each period; null before its first activity. */
export function statesOf(times: readonly number[], periods: readonly Period[]): (State | null)[] {
  const isActive = periods.map(({ startMs, endMs }) => times.some((t) => t >= startMs && t < endMs));
  return periods.map(({ startMs, endMs }, i) => {
    const firstMs = times[0] ?? Infinity;
    if (firstMs >= endMs) return null;
    if (isActive[i]) return firstMs >= startMs ? 'new' : isActive[i - 1] ? 'returning' : 'resurrecting';
    return isActive[i - 1] ? 'dormant' : 'inactive';
  });
}

export interface Expected {
  intervals: {
    start: string;
    new: string[];
    returning: string[];
    resurrecting: string[];
    dormant: string[];
    open: boolean;
  }[];
  /** Who moved from one state to another, once for each time. */
  moves: Map<string, string[]>;
}

/** `periods` begin long before the range: of these only `rows` are shown. */
export function expected(
  units: ReadonlyMap<string, readonly number[]>,
  periods: readonly Period[],
  rows: readonly Period[],
  lastMs: number,
): Expected {
  const states = new Map([...units].map(([unit, times]) => [unit, statesOf(times, periods)]));
  const placeOf = new Map(periods.map((period, i) => [period, i]));
  const stateIn = (unit: string, row: Period | undefined): State | null =>
    row && row.startMs <= lastMs ? states.get(unit)![placeOf.get(row)!]! : null;
  const who = (row: Period, state: State): string[] => [...units.keys()].filter((unit) => stateIn(unit, row) === state);
  const moves = new Map<string, string[]>();
  for (const from of STATES)
    for (const to of STATES)
      moves.set(
        `${from} ${to}`,
        rows.flatMap((row, i) =>
          row.endMs > lastMs
            ? []
            : [...units.keys()].filter((unit) => stateIn(unit, rows[i - 1]) === from && stateIn(unit, row) === to),
        ),
      );
  return {
    intervals: rows.map((row) => ({
      start: row.name,
      new: who(row, 'new'),
      returning: who(row, 'returning'),
      resurrecting: who(row, 'resurrecting'),
      dormant: who(row, 'dormant'),
      open: row.endMs > lastMs,
    })),
    moves,
  };
}
