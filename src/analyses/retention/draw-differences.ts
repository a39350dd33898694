import { count, percent, points } from '#charts/formats.ts';
import type { Pointer } from '#engine/protocol.ts';
import { proportionInterval, shareOf } from '#statistics/proportions.ts';
import type { TableLook } from './draw-cells.ts';
import type { Difference } from './result-difference.ts';
import type { Series } from './draw-series.ts';
import type { RetentionSpec } from './spec.ts';

export interface DifferenceRow {
  name: string;
  /** `81 of 570`. */
  of: string;
  share: string;
  interval: string;
  /** `+3.2 points`, and from where to where with 95 % confidence; null where there is nobody to compare with. */
  points: string | null;
  between: string | null;
  /** `p < 0.001`; null where it cannot be told. */
  p: string | null;
  /** Whether the difference is larger than chance would make it. */
  sure: boolean;
  pointer: Pointer;
}

export interface Differences {
  /** What the rows are beside. */
  beside: string;
  /** By column, from the first after the cohort; one without rows is left out. */
  columns: { period: number; name: string; rows: DifferenceRow[] }[];
}

const SURE = 0.05;

/** Whether groups, segments or ranges differ at a period; null where that is not tested. */
export function drawDifferences({ compare }: RetentionSpec, series: Series[], look: TableLook): Differences | null {
  const [all] = series as [Series, ...Series[]];
  // the range before is what this range is held against
  const tested = series.flatMap(({ difference, ...each }) =>
    difference ? [{ ...(each.of === 'before' ? all : each), difference }] : [],
  );
  const columns = look.columns.slice(1).flatMap((name, i) => {
    const rows = tested.flatMap((each) => rowOf(each, i + 1));
    return rows.length > 0 ? [{ period: i + 1, name, rows }] : [];
  });
  if (columns.length === 0) return null;
  return { beside: compare && 'previous' in compare ? 'the range before' : 'everybody else', columns };
}

function rowOf(
  { name, table, difference, pointer }: Series & { difference: (Difference | null)[] },
  k: number,
): DifferenceRow[] {
  const mean = table.mean[k]!;
  const found = difference[k] ?? null;
  if (mean.cohorts === 0) return [];
  const of = { having: found?.of[0] ?? mean.count, people: found?.of[1] ?? mean.size };
  const [low, high] = proportionInterval(of);
  return [
    {
      name,
      of: `${count(of.having)} of ${count(of.people)}`,
      share: percent(shareOf(of)),
      interval: `${percent(low)} – ${percent(high)}`,
      points: found && `${points(found.rate)} points`,
      between: found && `${points(found.low)} to ${points(found.high)}`,
      p: found && found.p !== null ? (found.p < 0.001 ? 'p < 0.001' : `p = ${found.p.toFixed(3)}`) : null,
      sure: found !== null && found.p !== null && found.p < SURE,
      pointer: { ...pointer, period: k },
    },
  ];
}
