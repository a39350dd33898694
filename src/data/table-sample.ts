import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';
import { columnType } from './column-type.ts';
import { sniffCsv, type CsvShape } from './csv-sniff.ts';
import { tokenize } from './csv-tokens.ts';
import { detectFormat, refuseContent } from './format.ts';
import type { TableSample } from './mapping.ts';

export interface CsvSample {
  shape: CsvShape;
  gzip: boolean;
  sample: TableSample;
}

const HEAD_BYTES = 1_048_576;
/** A first line longer than this is no row of a table. */
const LONGEST_HEAD_BYTES = 8 * HEAD_BYTES;
const SLICE_BYTES = 131_072;
const HEAD_ROWS = 600;
const SLICE_ROWS = 200;
/** Bounds the memory of a sample of very many columns. */
const MAX_CELLS = 400_000;

interface Head {
  bytes: Uint8Array;
  /** Whether these bytes are the whole file. */
  whole: boolean;
}

/**
 * What a CSV is and about a thousand of its rows from its head, middle and tail; of a gzip only from its head, as it cannot
 * be entered elsewhere. Reads at most a few megabytes, however large the file.
 */
export async function sampleCsv(blob: Blob, file: string): Promise<Outcome<CsvSample>> {
  try {
    return await readSample(blob, file);
  } catch (error) {
    // a file moved or changed on disk since it was chosen is a DOMException of the browser
    return fail(
      problem(
        'data/unreadable',
        file,
        `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
        'Choose the file again.',
      ),
    );
  }
}

async function readSample(blob: Blob, file: string): Promise<Outcome<CsvSample>> {
  const format = await detectFormat(blob, file);
  if (!format.ok) return format;
  if (format.value.format !== 'csv')
    return fail(problem('data/format', file, `${file} is no CSV.`, 'Add it as what it is.'));
  const { gzip } = format.value;
  const sniffed = await sniffHead(blob, file, gzip);
  if (!sniffed.ok) return sniffed;
  const { head, shape } = sniffed.value;

  const most = Math.max(20, Math.floor(MAX_CELLS / shape.columns.length));
  const rows = headRows(head, shape, Math.min(most, HEAD_ROWS));
  if (!gzip && !head.whole) {
    for (const at of [Math.floor(blob.size / 2), blob.size - SLICE_BYTES]) {
      if (at < head.bytes.length) continue;
      const bytes = new Uint8Array(await blob.slice(at, at + SLICE_BYTES).arrayBuffer());
      rows.push(...sliceRows(bytes, shape, Math.min(most, SLICE_ROWS), at + bytes.length >= blob.size));
    }
  }
  if (rows.length === 0)
    return fail(
      problem('data/headerOnly', file, `${file} names its columns but has no rows.`, 'Choose a file that has rows.'),
    );
  const columns = shape.columns.map((name, i) => ({
    name,
    type: columnType(
      rows.map((row) => row[i] ?? null),
      name,
    ),
  }));
  return ok({ shape, gzip, sample: { columns, rows } });
}

/** The head of the file and its shape, taking more of it where the first line is longer than it. */
async function sniffHead(blob: Blob, file: string, gzip: boolean): Promise<Outcome<{ head: Head; shape: CsvShape }>> {
  for (let bytes = HEAD_BYTES; ; bytes *= LONGEST_HEAD_BYTES / HEAD_BYTES) {
    const read = gzip ? await inflateHead(blob, file, bytes) : ok(await plainHead(blob, bytes));
    if (!read.ok) return read;
    const head = read.value;
    const refused = gzip ? refuseContent(head.bytes, file) : null;
    if (refused) return refused;
    const shape = sniffCsv(head.bytes, file, head.whole);
    if (shape.ok) return ok({ head, shape: shape.value });
    if (shape.problems[0]?.code !== 'data/longLine' || bytes >= LONGEST_HEAD_BYTES) return shape;
  }
}

async function plainHead(blob: Blob, bytes: number): Promise<Head> {
  return { bytes: new Uint8Array(await blob.slice(0, bytes).arrayBuffer()), whole: blob.size <= bytes };
}

async function inflateHead(blob: Blob, file: string, limit: number): Promise<Outcome<Head>> {
  const reader = blob.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const bytes = new Uint8Array(limit);
  let filled = 0;
  try {
    while (filled < limit) {
      const { done, value } = await reader.read();
      if (done) return ok({ bytes: bytes.subarray(0, filled), whole: true });
      bytes.set(value.subarray(0, limit - filled), filled);
      filled += value.length;
    }
  } catch {
    // how DecompressionStream says that the stream is cut short or corrupt; its words differ between browsers
    return fail(
      problem('data/damaged', file, `${file} begins as gzip but cannot be unpacked.`, 'Copy or export it again.'),
    );
  }
  await reader.cancel();
  return ok({ bytes, whole: false });
}

const orMissing = (value: string | undefined): string | null => (value === undefined || value === '' ? null : value);

/** Rows spread evenly over the head, each as wide as the table. */
function headRows(head: Head, shape: CsvShape, most: number): (string | null)[][] {
  const text = new TextDecoder().decode(head.bytes.subarray(shape.dataStart), { stream: !head.whole });
  const { rows, closed, open } = tokenize(text, shape);
  const full = head.whole || (closed && !open) ? rows : rows.slice(0, -1);
  // the first rows as they stand, for the preview, and the rest of the head by every nth
  const first = full.slice(0, Math.ceil(most / 2));
  const rest = full.slice(first.length);
  const step = Math.max(1, Math.ceil(rest.length / Math.max(1, most - first.length)));
  return [...first, ...rest.filter((_, i) => i % step === 0)].map((row) =>
    shape.columns.map((_, i) => orMissing(row[i])),
  );
}

/**
 * Rows of a slice from the middle or the end: what stands before the first line break belongs to a row begun earlier.
 * A line break may also lie inside quotes, so a start is taken only if the rows after it have the table's width, and the
 * first of them is left out: what ends inside quotes may have that width by chance.
 */
function sliceRows(bytes: Uint8Array, shape: CsvShape, most: number, atEnd: boolean): (string | null)[][] {
  const text = new TextDecoder().decode(bytes);
  const breakSign = shape.newline === '\r' ? '\r' : '\n';
  const fits = (row: string[]) => row.length === shape.columns.length;
  let start = 0;
  for (let attempt = 0; attempt < 20; attempt += 1) {
    start = text.indexOf(breakSign, start) + 1;
    if (start === 0) return [];
    const { rows } = tokenize(text, shape, start, 5);
    if (rows.length > 0 && rows.every(fits)) break;
  }
  const { rows, closed, open } = tokenize(text, shape, start, most + 2);
  const full = atEnd && !open ? rows : closed && !open ? rows : rows.slice(0, -1);
  return full
    .slice(1)
    .filter(fits)
    .slice(0, most)
    .map((row) => row.map(orMissing));
}
