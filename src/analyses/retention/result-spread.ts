import { designEffect } from '#statistics/clustered.ts';
import type { Entries } from './kernel-entries.ts';
import type { Rows } from './result-rows.ts';

/** By column, how many times as many units one would need if each were in one cohort: a unit's cohorts are alike. */
export function pooledSpread(
  { person, periodMs, group, bits }: Entries,
  rows: Rows,
  stride: number,
  counts: (group: number) => boolean,
): number[] {
  const rowOf = Int32Array.from(periodMs, (startMs) => rows.rowOf.get(startMs)!);
  return Array.from({ length: rows.columns }, (_, k) => {
    const open = rows.starts.map((_, row) => rows.isOpen(row, k));
    const all = { clusters: 0, trials: 0, having: 0, trialsSquared: 0, havingSquared: 0, product: 0 };
    let [cohorts, back] = [0, 0];
    const close = (): void => {
      if (cohorts === 0) return;
      all.clusters++;
      all.trials += cohorts;
      all.having += back;
      all.trialsSquared += cohorts * cohorts;
      all.havingSquared += back * back;
      all.product += cohorts * back;
      cohorts = back = 0;
    };
    for (let i = 0; i < person.length; i++) {
      if (i > 0 && person[i] !== person[i - 1]) close();
      if (open[rowOf[i]!] || !counts(group[i]!)) continue;
      cohorts++;
      if ((bits[i * stride + (k >> 3)]! & (1 << (k & 7))) !== 0) back++;
    }
    close();
    return designEffect(all);
  });
}
