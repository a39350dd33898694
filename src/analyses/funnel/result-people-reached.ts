import { requiredBefore } from './kernel-required.ts';
import { filledIn, type Ways } from './kernel-rows.ts';
import { peopleOfRows } from './result-chosen.ts';
import type { FunnelSpec } from './spec.ts';
import { optionalSteps } from './switches.ts';

/** Who reached a step, or of those who reached the last required one before who did not; of the rows that `keep` leaves. */
export function peopleReached(
  rows: Ways,
  firstPerson: number,
  spec: FunnelSpec,
  { step, dropped }: { step: number; dropped: boolean },
  keep: ((row: number) => boolean) | null = null,
): Uint32Array {
  const reached = filledIn(rows, step);
  const last = requiredBefore(spec.steps.length, optionalSteps(spec))[step]!;
  const before = dropped && last >= 0 ? filledIn(rows, last) : null;
  return peopleOfRows(rows, firstPerson, (row) => {
    if (keep && !keep(row)) return false;
    return dropped ? before !== null && before[row] === 1 && reached[row] === 0 : reached[row] === 1;
  });
}
