import { plainContent, type Content } from '#data/content.ts';
import { detectFormat } from '#data/format.ts';
import { sampleJson } from '#data/json-table.ts';
import type { TableSample } from '#data/mapping.ts';
import type { Scan, ScannedRows } from '#data/scanned-rows.ts';
import type { TableInspection, InputFile, OnProgress } from '#engine/protocol.ts';
import { readable, sampleText } from '#data/table-sample.ts';
import { sampleXlsx } from '#data/xlsx.ts';
import { zipContents } from '#data/zip.ts';
import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';
import type { Breath } from './breath.ts';
import { CsvSource } from './csv-source.ts';
import type { Database } from './database.ts';
import { JoinedSource } from './joined-source.ts';
import { openParquetSource } from './parquet-source.ts';
import { RewrittenSource } from './rewritten-source.ts';
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

/** One file, or one list of events, that can be read twice: its three columns for the log, then whole for the table. */
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

export function openSource(file: InputFile, database: () => Promise<Database>): Promise<Outcome<Source>> {
  return readable(file.name, () => openContent(plainContent(file.name, file.blob), file, database));
}

/** `file` = the file that the content is, null of one in an archive. */
async function openContent(
  given: Content,
  file: InputFile | null,
  database: () => Promise<Database>,
): Promise<Outcome<Source>> {
  const found = await detectFormat(given);
  if (!found.ok) return found;
  const { format, content } = found.value;
  const { name, size, plain, gzip } = content;
  const whole = file ?? { name, blob: plain ?? gzip ?? new Blob() };
  if (format === 'parquet') return openParquetSource(whole, database);
  if (format === 'zip') return openZip(content, file, database);
  const sampled = await (format === 'json' ? sampleJson(content) : sampleText(content));
  if (!sampled.ok) return sampled;
  const { shape, sample, encoding, delimiter, rewrite } = sampled.value;
  if (!rewrite) return ok(new CsvSource(whole, sampled.value, database));
  const inspection: TableInspection = {
    name,
    bytes: size,
    format: format === 'json' ? 'json' : 'csv',
    ...(format === 'csv' && { delimiter }),
    encoding,
    columns: sample.columns,
  };
  return ok(new RewrittenSource({ inspection, csv: { shape, sample }, rewrite }, database));
}

/** Every table in an archive, as one source. */
async function openZip(
  { name, plain }: Content,
  file: InputFile | null,
  database: () => Promise<Database>,
): Promise<Outcome<Source>> {
  if (!file || !plain)
    return fail(
      problem('data/archive', name, `${name} is an archive in another.`, 'Unpack it and add the files inside.'),
    );
  const inside = await zipContents(plain, name);
  if (!inside.ok) return inside;
  if (inside.value.some((content) => content.name === 'xl/workbook.xml'))
    return openXlsx(name, plain.size, inside.value, database);
  const opened = await Promise.all(tablesAmong(inside.value).map((content) => openContent(content, null, database)));
  const problems = opened.flatMap((outcome) => (outcome.ok ? [] : outcome.problems));
  if (problems.length > 0) return { ok: false, problems };
  const sources = opened.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  return ok(sources.length === 1 ? sources[0]! : new JoinedSource(name, plain.size, sources));
}

async function openXlsx(
  name: string,
  bytes: number,
  parts: Content[],
  database: () => Promise<Database>,
): Promise<Outcome<Source>> {
  const sampled = await sampleXlsx(name, parts);
  if (!sampled.ok) return sampled;
  const { shape, sample, rewrite, sheet, otherSheets } = sampled.value;
  const others = otherSheets.length > 0 ? `, not ${otherSheets.map((other) => `“${other}”`).join(', ')}` : '';
  const inspection: TableInspection = {
    name: `${name}: sheet “${sheet}”${others}`,
    bytes,
    format: 'excel',
    columns: sample.columns,
  };
  return ok(new RewrittenSource({ inspection, csv: { shape, sample }, rewrite: rewrite! }, database));
}

/** What is beside the tables in an archive is for people: a text is a table only where nothing else is. */
function tablesAmong(contents: Content[]): Content[] {
  const called = (pattern: RegExp) => contents.filter(({ name }) => pattern.test(name));
  const tables = called(/\.(?:csv|tsv|tab|json|jsonl|ndjson|parquet)(?:\.gz)?$/i);
  const texts = tables.length > 0 ? tables : called(/\.(?:txt|log|dat|gz)$/i);
  return texts.length > 0 ? texts : contents;
}
