import { gzipContent, plainContent } from '#data/content.ts';
import { detectFormat } from '#data/format.ts';
import { sampleJson } from '#data/json-table.ts';
import type { Mapping, TableSample } from '#data/mapping.ts';
import type { FileInspection, InputFile, OnProgress } from '#engine/protocol.ts';
import type { EventBatch } from '#log/log-builder.ts';
import { readable, sampleText } from '#data/table-sample.ts';
import { ok, type Outcome } from '#vocabulary/problem.ts';
import type { Breath } from './breath.ts';
import { CsvSource } from './csv-source.ts';
import type { Database } from './database.ts';
import { openParquetSource } from './parquet-source.ts';
import { RewrittenSource } from './rewritten-source.ts';

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

/** One file, or one list of events, that can be read twice: its three columns for the log, then whole for the table. */
export interface Source {
  inspection: FileInspection;
  sample: TableSample;
  columns: SourceColumn[];
  /** Who, what and when of every row, in the order of the file. */
  scan(mapping: Mapping, breath: Breath, onProgress: OnProgress): AsyncGenerator<EventBatch, void>;
  /** Appends every row to the table `events`, which has these columns and maybe others. */
  load(columns: SourceColumn[], breath: Breath, onProgress: OnProgress): Promise<void>;
  /** Rows that could not be parted into fields and are in neither; known after `scan`. */
  broken(): BrokenRows;
  /** Whether a scan that failed may be tried once more, reading more leniently from then on. */
  relax(error: unknown): boolean;
  /** Lets the file go. */
  close(): Promise<void>;
}

export async function openSource(file: InputFile, database: () => Promise<Database>): Promise<Outcome<Source>> {
  const { name, blob } = file;
  const found = await readable(name, () => detectFormat(blob, name));
  if (!found.ok) return found;
  const { format, gzip } = found.value;
  if (format === 'parquet') return openParquetSource(file, database);
  const content = gzip ? gzipContent(name, blob) : plainContent(name, blob);
  const sampled = await readable(name, () => (format === 'json' ? sampleJson(content) : sampleText(content, gzip)));
  if (!sampled.ok) return sampled;
  const { shape, sample, encoding, rewrite } = sampled.value;
  if (!rewrite) return ok(new CsvSource(file, sampled.value, database));
  const inspection: FileInspection = {
    name,
    bytes: blob.size,
    format: format === 'json' ? 'events' : 'csv',
    ...(format === 'csv' && { delimiter: shape.delimiter }),
    encoding,
    columns: sample.columns,
  };
  return ok(new RewrittenSource({ inspection, csv: { shape, sample }, rewrite }, database));
}
