import type { ActivePeriods } from '../active-periods.ts';

/** Where a unit may stand in a period; `inactive`: it was active once, but neither in this period nor in the one before. */
export const STATES = ['new', 'returning', 'resurrecting', 'dormant', 'inactive'] as const;
export type State = (typeof STATES)[number];

const NEW = 0;
const RETURNING = 1;
const RESURRECTING = 2;
const DORMANT = 3;
const INACTIVE = 4;

/** Is told periods [from, to] in which a unit is in one state, by its place in `STATES`. */
export interface Stretches {
  take(state: number, from: number, to: number): void;
}

/**
 * A unit's states from its first activity on, in order and without a gap, in periods 0 to below `periods`; −1 is the
 * one before these. `i` is its place in the list.
 */
export function eachStretch(
  { starts, back, earlier }: ActivePeriods & { earlier: Uint8Array },
  i: number,
  periods: number,
  stretches: Stretches,
): void {
  const end = starts[i + 1]!;
  const last = periods - 1;
  let known = earlier[i] === 1;
  let wasActive = false;
  /** The first period that nothing was said of. */
  let next = 0;
  for (let entry = starts[i]!; entry < end;) {
    const from = last - back[entry++]!;
    if (from < 0) {
      known = wasActive = true;
      continue;
    }
    if (from > next) {
      if (known) tellAway(next, from, wasActive, stretches);
      wasActive = false;
    }
    next = from + 1;
    while (entry < end && last - back[entry]! === next) {
      next++;
      entry++;
    }
    if (!wasActive) stretches.take(known ? RESURRECTING : NEW, from, from);
    const returning = wasActive ? from : from + 1;
    if (returning < next) stretches.take(RETURNING, returning, next - 1);
    known = wasActive = true;
  }
  if (known && next < periods) tellAway(next, periods, wasActive, stretches);
}

/** Periods [from, to) without activity. */
function tellAway(from: number, to: number, wasActive: boolean, stretches: Stretches): void {
  if (wasActive) stretches.take(DORMANT, from, from);
  const first = wasActive ? from + 1 : from;
  if (first < to) stretches.take(INACTIVE, first, to - 1);
}
