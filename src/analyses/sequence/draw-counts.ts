import type { Columns } from '#charts/columns.ts';
import { many, people, percent } from '#charts/formats.ts';
import type { Counted } from '#vocabulary/result.ts';
import type { Linked } from '../draw-linked.ts';
import type { Series } from '../draw-series.ts';
import type { SequenceTable } from './result-table.ts';

/** More bars are put together. */
export const MOST_BARS = 20;
const HEIGHT = 220;

export interface DrawnCount {
  /** `3`; of the last, where there would be more, `20+`. */
  name: string;
  exactly: Linked;
  orMore: Linked;
  /** Of those who did it. */
  exactShare: string;
  orMoreShare: string;
}

export const mostMatches = ({ distribution }: SequenceTable): number => distribution.at(-1)?.matches ?? 0;

/** Up to the most matches that anybody has in what stands beside each other; nothing where nobody here has one. */
export function drawCounts(
  { name, table: { distribution, matched }, pointer }: Series<SequenceTable>,
  most: number,
  counted: Counted,
): DrawnCount[] {
  if (matched === 0) return [];
  const share = (n: number): string => percent(n / matched);
  const from = (k: number): number =>
    distribution.reduce((sum, { matches, units }) => sum + (matches >= k ? units : 0), 0);
  const link = (n: number, k: number, atLeast: boolean): Linked => ({
    n,
    pointer: { ...pointer, matches: k, ...(atLeast && { atLeast }) },
    heading: `${people(n, counted)} did this ${many(k, 'time', 'times')}${atLeast ? ' or more' : ''}`,
    note: `${pointer ? `${name}: ` : ''}${share(n)} of ${people(matched, counted)} who did it`,
  });
  return Array.from({ length: Math.min(most, MOST_BARS) }, (_, i) => {
    const k = i + 1;
    const orMore = from(k);
    const rest = k === MOST_BARS && most > MOST_BARS;
    const exactly = rest ? orMore : orMore - from(k + 1);
    return {
      name: rest ? `${k}+` : String(k),
      exactly: link(exactly, k, rest),
      orMore: link(orMore, k, true),
      exactShare: share(exactly),
      orMoreShare: share(orMore),
    };
  });
}

export const columnsOf = (counts: readonly DrawnCount[], colour: string, counted: Counted): Columns => ({
  columns: counts.map(({ name, exactly, exactShare }) => ({
    name,
    open: false,
    parts: [{ value: exactly.n, colour, says: `${exactly.heading}, ${exactShare} of those who did it` }],
  })),
  height: HEIGHT,
  unit: counted,
  label: `How many ${counted.many} did this so many times`,
});
