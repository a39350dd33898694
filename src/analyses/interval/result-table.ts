import { medianFollowed } from '#statistics/kaplan-meier.ts';
import { quantile } from '../quantiles.ts';
import { rowsWhere, unitsOf } from '../rows.ts';
import { binOf, type Edges } from '../value-bins.ts';
import { OPEN, PAIR, UNMATCHED, type Waits } from './kernel-waits.ts';

export interface Bin extends Edges {
  /** Units with a pair in it; a unit may have pairs in several bins. */
  units: number;
  /** Pairs. */
  count: number;
  /** Units with a pair in it or in one before. */
  unitsUpTo: number;
}

/** How long pairs took; every time is 0 where there are none. */
export interface Times {
  pairs: number;
  /** Units that have one or more. */
  active: number;
  averageSeconds: number;
  minSeconds: number;
  p10Seconds: number;
  p25Seconds: number;
  medianSeconds: number;
  p75Seconds: number;
  p90Seconds: number;
  maxSeconds: number;
  /** Beginnings without a pair when the log ends, which may still have one, and of how many units. */
  open: number;
  openUnits: number;
  /** Beginnings whose cap has passed. */
  unmatched: number;
  unmatchedUnits: number;
  /**
   * By when half of all that begin have their pair, those without followed as long as they could be (Kaplan–Meier); null
   * where it does not come to half.
   */
  estimatedMedianSeconds: number | null;
}

/** Pairs that begin in one period. */
export interface PeriodTimes extends Times {
  /** LocalDate, or LocalHour of hours. */
  start: string;
  /** Whether it, and the cap of all that begins in it, has passed when the log ends. */
  closed: boolean;
}

export interface IntervalTable extends Times {
  /** The same for all that is compared, in order; empty where there are no pairs. */
  bins: Bin[];
  /** Every period of the range, where they are asked for. */
  byPeriod?: PeriodTimes[];
}

const SHARES = { min: 0, p10: 0.1, p25: 0.25, median: 0.5, p75: 0.75, p90: 0.9, max: 1 } as const;

export const inState = (waits: Waits, state: number): Waits => rowsWhere(waits, (row) => waits.state[row] === state);

export function timesOf(waits: Waits): Times {
  const [pairs, open, unmatched] = [PAIR, OPEN, UNMATCHED].map((state) => inState(waits, state)) as [
    Waits,
    Waits,
    Waits,
  ];
  const sorted = pairs.seconds.slice().sort();
  const n = sorted.length;
  const at = (share: keyof typeof SHARES): number => (n === 0 ? 0 : quantile(sorted, SHARES[share], 0));
  return {
    pairs: n,
    active: unitsOf(pairs).length,
    averageSeconds: n === 0 ? 0 : sorted.reduce((sum, seconds) => sum + seconds, 0) / n,
    minSeconds: at('min'),
    p10Seconds: at('p10'),
    p25Seconds: at('p25'),
    medianSeconds: at('median'),
    p75Seconds: at('p75'),
    p90Seconds: at('p90'),
    maxSeconds: at('max'),
    open: open.person.length,
    openUnits: unitsOf(open).length,
    unmatched: unmatched.person.length,
    unmatchedUnits: unitsOf(unmatched).length,
    estimatedMedianSeconds: medianFollowed({
      times: waits.seconds,
      happened: waits.state.map((state) => Number(state === PAIR)),
    }),
  };
}

/** `bins` hold every pair. */
export function binned(waits: Waits, bins: readonly Edges[]): Bin[] {
  const { person, seconds } = inState(waits, PAIR);
  const counts = bins.map((edges): Bin => ({ ...edges, units: 0, count: 0, unitsUpTo: 0 }));
  const last = new Float64Array(bins.length).fill(-1);
  let soonest = Infinity;
  for (let row = 0; row < person.length; row++) {
    const at = binOf(bins, seconds[row]!);
    const bin = counts[at]!;
    bin.count++;
    soonest = Math.min(soonest, at);
    if (last[at] !== person[row]) {
      last[at] = person[row]!;
      bin.units++;
    }
    if (person[row + 1] === person[row]) continue;
    counts[soonest]!.unitsUpTo++;
    soonest = Infinity;
  }
  let upTo = 0;
  return counts.map((bin) => ({ ...bin, unitsUpTo: (upTo += bin.unitsUpTo) }));
}
