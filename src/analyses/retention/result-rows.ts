import { bucketText, endOfBucket, startOfBucket } from '#vocabulary/calendar-buckets.ts';
import { durationMs } from '#vocabulary/duration.ts';
import type { Entries } from './kernel-entries.ts';
import { MOST_ROWS } from './spec.ts';
import type { RetentionOptions } from './switches.ts';

/** The cohorts' periods, and which of their cells are still open. */
export interface Rows {
  columns: number;
  starts: string[];
  /** By first instant. */
  rowOf: Map<number, number>;
  isOpen: (row: number, column: number) => boolean;
}

/** Every whole period of the range; where it has no end, of the log. Null where there are too many. */
export function rowsOf(
  options: RetentionOptions,
  entries: Entries | null,
  facts: { firstMs: number; lastMs: number },
): Rows | null {
  const { buckets, widths, rollingMs, lateReturns } = options;
  const fromMs = Number.isFinite(options.fromMs) ? options.fromMs : startOfBucket(buckets, facts.firstMs);
  const toMs = Number.isFinite(options.toMs) ? options.toMs : facts.lastMs + 0.001;
  const periodMs = durationMs({ n: 1, unit: buckets.interval });
  if ((toMs - fromMs) / periodMs > MOST_ROWS) return null;
  /** First instants; past the rows as far as the log goes. */
  const instants: number[] = [];
  let rows = 0;
  const width = widths.reduce((a, b) => a + b, 0);
  for (let startMs = fromMs; startMs < toMs || (instants.length <= rows + width && startMs <= facts.lastMs);) {
    if (startMs < toMs) rows++;
    instants.push(startMs);
    startMs = endOfBucket(buckets, startMs);
  }
  const rowOf = new Map(instants.slice(0, rows).map((startMs, row) => [startMs, row]));
  const ends = widths.map((_, k) => widths.slice(0, k + 1).reduce((a, b) => a + b, 0));
  const latestMs = new Float64Array(rows).fill(-Infinity);
  if (rollingMs !== null && entries)
    for (let i = 0; i < entries.person.length; i++) {
      const row = rowOf.get(entries.periodMs[i]!)!;
      latestMs[row] = Math.max(latestMs[row]!, entries.atMs[i]!);
    }
  const startsAt = (row: number): number => instants[row] ?? Infinity;
  const lastRowEndsMs = rows === 0 ? fromMs : endOfBucket(buckets, instants[rows - 1]!);
  /** First instant after a cell, for each unit of its row. */
  const closes = (row: number, column: number): number => {
    const after = row + ends[column]!;
    if (rollingMs === null) return after === rows ? lastRowEndsMs : startsAt(after);
    const rowEndsMs = row + 1 === rows ? lastRowEndsMs : startsAt(row + 1);
    return Math.max(rowEndsMs, latestMs[row]! + ends[column]! * rollingMs);
  };
  return {
    columns: widths.length,
    starts: instants.slice(0, rows).map((startMs) => bucketText(buckets, startMs)),
    rowOf,
    isOpen: (row, column) => {
      const closesMs = closes(row, column);
      return closesMs > facts.lastMs || (!lateReturns && closesMs > lastRowEndsMs);
    },
  };
}
