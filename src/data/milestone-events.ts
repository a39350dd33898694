import type { EventBatch } from '#log/log-builder.ts';
import { hasValue, textColumn } from '#log/text-column.ts';
import { asTexts, cellsOf, cellText } from './made-columns.ts';
import type { ScannedColumn } from './scanned-rows.ts';
import type { Milestone } from './setup.ts';

/** What the events of a table have beside their names and times. */
export type BatchOfRows = Omit<EventBatch, 'events' | 'row' | 'event' | 'time'>;

/** Each filled date of a row is an event; a row without any is one event without a time. */
export function eachMilestone(
  milestones: readonly Milestone[],
  dates: readonly ScannedColumn[],
  batch: BatchOfRows,
): EventBatch {
  const row: number[] = [];
  const which: number[] = [];
  for (let r = 0; r < batch.tableRows; r++) {
    const before = row.length;
    dates.forEach((date, m) => {
      if (!isFilled(date, r)) return;
      row.push(r);
      which.push(m);
    });
    if (row.length > before) continue;
    row.push(r);
    which.push(0);
  }
  const rows = Uint32Array.from(row);
  const texts = dates.map(asTexts);
  const allTyped = dates.every((date) => date instanceof Float64Array);
  return {
    ...batch,
    events: rows.length,
    row: rows,
    ids: batch.ids.map(({ kind, column }) => ({ kind, column: cellsOf(column, rows) })),
    event: {
      rows: rows.length,
      codes: Uint32Array.from(which),
      values: textColumn(milestones.map(({ event }) => event)),
      valid: null,
      validFrom: 0,
    },
    time: allTyped
      ? Float64Array.from(rows, (r, i) => (dates[which[i]!] as Float64Array)[r]!)
      : textColumn(Array.from(rows, (r, i) => cellText(texts[which[i]!]!, r))),
    oneEventPer: batch.oneEventPer && cellsOf(batch.oneEventPer, rows),
    once: batch.once && cellsOf(batch.once, rows),
  };
}

const isFilled = (date: ScannedColumn, row: number): boolean =>
  date instanceof Float64Array ? !Number.isNaN(date[row]!) : hasValue(date, row);
