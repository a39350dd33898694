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
  const active = (entry: number): number => (entry < end ? periods - 1 - back[entry]! : periods);
  let entry = starts[i]!;
  let known = earlier[i] === 1;
  let wasActive = false;
  if (active(entry) < 0) {
    known = wasActive = true;
    entry++;
  }
  for (let at = 0; at < periods;) {
    const next = active(entry);
    if (next > at) {
      if (known && wasActive) stretches.take(DORMANT, at, at);
      const away = wasActive ? at + 1 : at;
      if (known && away < next) stretches.take(INACTIVE, away, next - 1);
      wasActive = false;
      at = next;
      continue;
    }
    if (!wasActive) {
      stretches.take(known ? RESURRECTING : NEW, at, at);
      known = wasActive = true;
      at++;
      entry++;
    }
    const from = at;
    while (active(entry) === at && at < periods) {
      at++;
      entry++;
    }
    if (at > from) stretches.take(RETURNING, from, at - 1);
  }
}
