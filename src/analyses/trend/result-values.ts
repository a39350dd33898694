import { PER_CELL, type Cells } from './kernel-cells.ts';
import type { Counts } from './kernel.ts';
import type { Tally } from './kernel-tally.ts';
import { countsOfCells, countsOfRows, sessionsOfRows, type Layout } from './result-counts.ts';
import { valuesOfCounts, valuesOfNumbers, valuesOfSessions, type Values } from './result-measure.ts';
import { measured } from './spec-series.ts';
import type { TrendSpec } from './spec.ts';
import { sharedTallies } from './switches.ts';

/** Of each series its lines; series that count the same events share a pass. */
export function* valuesOf(
  { series, cumulative = false }: TrendSpec,
  counts: Counts,
  layout: Layout,
): Generator<void, Values[][]> {
  const { tallyOf } = sharedTallies(series);
  const known: Cells[] = [];
  const found: Values[][] = [];
  for (const [i, one] of series.entries()) {
    const tally = tallyOf[i]!;
    const how = measured(one);
    if ('property' in how) found.push(yield* valuesOfNumbers(how.of, rowsOf(counts, tally), layout, cumulative));
    else if (how.count === 'sessions' && 'tallies' in counts)
      found.push(valuesOfSessions(yield* sessionsOfRows(rowsOf(counts, tally), layout), layout, cumulative));
    else {
      known[tally] ??= yield* lineCounts(counts, tally, layout);
      found.push(valuesOfCounts(how.count, known[tally], layout, cumulative));
    }
  }
  return found;
}

function* lineCounts(counts: Counts, tally: number, layout: Layout): Generator<void, Cells> {
  if (!('cells' in counts)) return yield* countsOfRows(counts.tallies[tally]!, layout);
  const { cells, others, edges } = counts;
  return countsOfCells(cells[tally]!, others && others[tally]!, edges.length - 1, layout);
}

function rowsOf(counts: Counts, tally: number): Tally {
  if (!('tallies' in counts)) throw new Error('Sessions and numbers are told by person.');
  return counts.tallies[tally]!;
}

/** Whether nothing was counted. */
export const hasNothing = (counts: Counts): boolean =>
  'cells' in counts
    ? counts.cells.every((cells) => cells.every((n, at) => at % PER_CELL > 0 || n === 0))
    : counts.tallies.every(({ bucket }) => bucket.length === 0);
