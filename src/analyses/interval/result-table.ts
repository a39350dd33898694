import { Floats } from '#log/numbers.ts';
import { medianOf } from '#statistics/kaplan-meier.ts';
import { filled, joined } from '../active-periods.ts';
import { quantileOfSorted } from '../quantiles.ts';
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

/** Seconds of the beginnings of a state, ascending, and of how many units they are. */
function ofState({ person, seconds, state }: Waits, wanted: number): { sorted: Float64Array; units: number } {
  const found = new Floats();
  let units = 0;
  let last = -1;
  for (let row = 0; row < person.length; row++) {
    if (state[row] !== wanted) continue;
    found.push(seconds[row]!);
    if (person[row] !== last) units++;
    last = person[row]!;
  }
  return { sorted: filled(found).sort(), units };
}

export function timesOf(waits: Waits): Times {
  const pairs = ofState(waits, PAIR);
  const open = ofState(waits, OPEN);
  const unmatched = ofState(waits, UNMATCHED);
  const { sorted } = pairs;
  const n = sorted.length;
  const at = (share: number): number => (n === 0 ? 0 : quantileOfSorted(sorted, share));
  return {
    pairs: n,
    active: pairs.units,
    averageSeconds: n === 0 ? 0 : sorted.reduce((sum, seconds) => sum + seconds, 0) / n,
    minSeconds: at(0),
    p10Seconds: at(0.1),
    p25Seconds: at(0.25),
    medianSeconds: at(0.5),
    p75Seconds: at(0.75),
    p90Seconds: at(0.9),
    maxSeconds: at(1),
    open: open.sorted.length,
    openUnits: open.units,
    unmatched: unmatched.sorted.length,
    unmatchedUnits: unmatched.units,
    estimatedMedianSeconds: medianOf(sorted, joined(open.sorted, unmatched.sorted).sort()),
  };
}

/** `bins` hold every pair. */
export function binned(waits: Waits, bins: readonly Edges[]): Bin[] {
  const { person, seconds, state } = waits;
  const counts = bins.map((edges): Bin => ({ ...edges, units: 0, count: 0, unitsUpTo: 0 }));
  const last = new Float64Array(bins.length).fill(-1);
  let soonest = Infinity;
  for (let row = 0; row < person.length; row++) {
    if (state[row] === PAIR) {
      const at = binOf(bins, seconds[row]!);
      const bin = counts[at]!;
      bin.count++;
      soonest = Math.min(soonest, at);
      if (last[at] !== person[row]) bin.units++;
      last[at] = person[row]!;
    }
    if (person[row + 1] === person[row] || soonest === Infinity) continue;
    counts[soonest]!.unitsUpTo++;
    soonest = Infinity;
  }
  let upTo = 0;
  return counts.map((bin) => ({ ...bin, unitsUpTo: (upTo += bin.unitsUpTo) }));
}
