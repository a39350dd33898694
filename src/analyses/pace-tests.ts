import type { Followed } from '#statistics/kaplan-meier.ts';
import { logRank, type LogRank } from '#statistics/log-rank.ts';

/** Whether it happens at the same pace. Absent where a unit is followed twice, or it happens to nobody beside others. */
export interface PaceTests {
  /** This range and the one before. */
  previous?: LogRank;
  segments?: LogRank;
  breakdown?: LogRank;
}

export interface FollowedUnits extends Followed {
  /** Index in the whole log of each that is followed. */
  person: Uint32Array;
}

/** `compared`: this range and the one before, or segments. */
export function paceTests(
  compared: readonly FollowedUnits[],
  groups: readonly FollowedUnits[],
  withPrevious: boolean,
): PaceTests {
  const [beside, breakdown] = [compared, groups].map((followed) =>
    areApart(followed) ? logRank([...followed]) : null,
  );
  return { ...(beside && { [withPrevious ? 'previous' : 'segments']: beside }), ...(breakdown && { breakdown }) };
}

/** Whether nobody is followed twice. */
function areApart(groups: readonly FollowedUnits[]): boolean {
  const most = groups.reduce((last, { person }) => Math.max(last, person.at(-1) ?? 0), 0);
  const known = new Uint8Array(most + 1);
  return groups.every(({ person }) =>
    person.every((each) => {
      const isNew = known[each] === 0;
      known[each] = 1;
      return isNew;
    }),
  );
}
