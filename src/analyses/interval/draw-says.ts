import { count, many, people, seconds } from '#charts/formats.ts';
import type { Stretch } from '../draw-linked.ts';
import { paceSaid } from '../draw-pace.ts';
import type { PaceTests } from '../pace-tests.ts';
import type { Words } from './draw-words.ts';
import type { DrawnSeries } from './draw.ts';
import type { IntervalTable } from './result-table.ts';

/** How long it takes, and what those who have not ended make of it. */
export function sentence(table: IntervalTable, words: Words): Stretch[] {
  const { pairs, active, open, unmatched, estimatedMedianSeconds: half } = table;
  const begun = pairs + open + unmatched;
  if (begun === 0) return [`Nobody did ${words.from} in the range.`];
  const { counted, all, from, to, next, way } = words;
  if (pairs === 0) return [`None of ${all ? many(begun, from) : people(begun, counted)} was followed by ${next}.`];
  const went = all
    ? `${many(pairs, 'pair')} ${way}, of ${people(active, counted)}`
    : `${count(active)} of ${people(begun, counted)} who did ${from} did ${from === to ? 'it again' : `${to} later`}`;
  return [
    `${went}: half within `,
    { strong: seconds(table.medianSeconds) },
    ', nine in ten within ',
    { strong: seconds(table.p90Seconds) },
    '.',
    ...(open + unmatched === 0
      ? []
      : half === null
        ? [` Those without ${next} counted as long as they were followed, fewer than half get there.`]
        : [
            ` Those without ${next} counted as long as they were followed, half get there within `,
            { strong: seconds(half) },
            '.',
          ]),
  ];
}

const WHY_NOT = 'somebody begins in two of them or several times, or nobody gets there while others are still followed';

/** Whether series get there at the same pace, or that it is not tested. */
export function paceOf(
  series: readonly DrawnSeries[],
  tests: PaceTests | undefined,
  { counted, way }: Words,
): string[] {
  if (!tests) return [];
  const of = (...sorts: DrawnSeries['sort'][]): { units: number }[] =>
    series
      .filter(({ sort }) => sorts.includes(sort))
      .map(({ times: { pairs, open, unmatched } }) => ({ units: pairs + open + unmatched }));
  const get = `get ${way}`;
  const said = [
    ...paceSaid('This range and the one before', get, of('all', 'previous'), tests.previous, counted),
    ...paceSaid('The segments', get, of('segment'), tests.segments, counted),
    ...paceSaid('The groups', get, of('value'), tests.breakdown, counted),
  ];
  const several = of('previous').length > 0 || of('segment').length > 1 || of('value').length > 1;
  return said.length === 0 && several ? [`Whether they ${get} at the same pace is not tested: ${WHY_NOT}.`] : said;
}
