import type { TableSample } from '#data/mapping.ts';
import type { Scan, ScannedRows } from '#data/scanned-rows.ts';
import type { OnProgress, TableInspection } from '#engine/protocol.ts';
import type { Breath } from './breath.ts';
import type { Target } from './table.ts';

/** The type a column has in the table `events`. Text keeps what the file says: an id with leading zeros stays one. */
export type StoredType = 'VARCHAR' | 'BIGINT' | 'DOUBLE' | 'BOOLEAN' | 'TIMESTAMP';

export interface SourceColumn {
  name: string;
  stored: StoredType;
}

export interface BrokenRows {
  rows: number;
  /** Up to five of them, with the number of the line and what is wrong. */
  examples: string[];
}

export const NONE_BROKEN: BrokenRows = { rows: 0, examples: [] };

/** One table of a file, or one list of events, that can be read twice: its three columns for the log, then whole for the table. */
export interface Source {
  inspection: TableInspection;
  sample: TableSample;
  columns: SourceColumn[];
  /** Some columns of every row, in the order of the file; a column that the file lacks is empty. */
  scan(scan: Scan, breath: Breath, onProgress: OnProgress): AsyncGenerator<ScannedRows, void>;
  /** Appends every row to a table of the database, which may have further columns. */
  load(target: Target, breath: Breath, onProgress: OnProgress): Promise<void>;
  /** Rows that could not be parted into fields and are in neither; known after `scan`. */
  broken(): BrokenRows;
  /** Whether a scan that failed may be tried once more, reading more leniently from then on. */
  relax(error: unknown): boolean;
  /** Lets the file go. */
  close(): Promise<void>;
}
