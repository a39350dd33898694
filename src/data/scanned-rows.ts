import type { CodedColumn, TextColumn } from '#log/text-column.ts';

/** Times of a file that has a type for them: milliseconds since the epoch in UTC, NaN where there is none. */
export type ScannedColumn = TextColumn | CodedColumn | Float64Array;

/** What to read of a table. */
export interface Scan {
  columns: string[];
  /** Those of the columns that are wanted as instants where the file has a type for them. */
  times: string[];
  /** IANA zone in which such a time without a zone is read. */
  zone: string;
}

/** Some rows of a table, in its order; the columns are those asked for, in that order, good until the next rows. */
export interface ScannedRows {
  rows: number;
  columns: ScannedColumn[];
}
