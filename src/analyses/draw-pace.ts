import { chance, count, many, PEOPLE } from '#charts/formats.ts';
import type { LogRank } from '#statistics/log-rank.ts';
import type { Counted } from '#vocabulary/result.ts';

/** A test of fewer on one side is said with care. */
const FEW = 30;
/** So many sizes are named; of more the least and the largest. */
const MOST_NAMED = 6;
const SURE = 0.05;

/**
 * What a log-rank test says: `The groups (n = 31, 9 people) do not convert at the same pace: log-rank p 0.020, χ² 5.4 with 1
 * degree of freedom.` Nothing where there is none. Those of nobody are not among them.
 */
export function paceSaid(
  who: string,
  does: string,
  among: readonly ({ units: number } | undefined)[],
  test: LogRank | undefined,
  counts: Counted = PEOPLE,
): string[] {
  if (!test) return [];
  const { p, chiSquare, degrees } = test;
  const some = among.flatMap((each) => each?.units || []);
  const bases =
    some.length <= MOST_NAMED
      ? some.map(count).join(', ')
      : `${count(Math.min(...some))} to ${count(Math.max(...some))}`;
  const verdict = `${p < SURE ? 'do not' : 'may well'} ${does} at the same pace`;
  const few = some.some((n) => n < FEW) ? ` Some of them are of fewer than ${FEW}, so take it with care.` : '';
  return [
    `${who} (n = ${bases} ${counts.many}) ${verdict}: log-rank p ${chance(p)}, χ² ${chiSquare.toFixed(1)} with ${many(degrees, 'degree')} of freedom.${few}`,
  ];
}
