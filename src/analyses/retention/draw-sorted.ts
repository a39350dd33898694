import type { DrawnRow } from './draw-cells.ts';

export interface Sorting {
  /** A column after the cohort, by its number. */
  by: 'start' | 'size' | number;
  falling: boolean;
}

/** Rows in an order; those without the cell stand last either way, equal ones as they came. */
export function sorted(rows: readonly DrawnRow[], sorting: Sorting | null): readonly DrawnRow[] {
  if (!sorting) return rows;
  const { by, falling } = sorting;
  const sign = falling ? -1 : 1;
  if (by === 'start') return falling ? rows.toReversed() : rows;
  const value = (row: DrawnRow): number | null =>
    by === 'size' ? row.units : (row.cells.find(({ period }) => period === by)?.value ?? null);
  return rows.toSorted((one, other) => {
    const [a, b] = [value(one), value(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * (a - b);
  });
}
