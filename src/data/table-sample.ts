import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';
import { alignedText, alignedToCsv, isAligned } from './aligned.ts';
import { columnType } from './column-type.ts';
import { headOf, plainContent, type Bytes, type Content, type Head } from './content.ts';
import { sniffCsv, type CsvShape } from './csv-sniff.ts';
import { tokenize } from './csv-tokens.ts';
import { sniffEncoding, type Encoding, type SniffedEncoding } from './encoding.ts';
import { detectFormat } from './format.ts';
import type { ColumnSample, TableSample } from './mapping.ts';
import { rewriteText, type Rewrite } from './rewrite.ts';

/** A table in text: what its head, middle and tail hold, and the CSV in UTF-8 as which it is read. */
export interface CsvSample {
  /** Of the CSV that is read: the file itself or what `rewrite` makes of it. */
  shape: CsvShape;
  /** Whether the file is read as it is, and is wrapped in gzip. */
  gzip: boolean;
  encoding: string;
  /** What parts the fields in the file, ' ' for any number of blanks. */
  delimiter: string;
  sample: TableSample;
  /** Null where the file is read as it is. */
  rewrite: Rewrite | null;
}

const HEAD_BYTES = 1_048_576;
/** A first line longer than this is no row of a table. */
const LONGEST_HEAD_BYTES = 8 * HEAD_BYTES;
const SLICE_BYTES = 131_072;
const HEAD_ROWS = 600;
const SLICE_ROWS = 200;
/** Bounds the memory of a sample of very many columns. */
const MAX_CELLS = 400_000;

/**
 * What a CSV is and about a thousand of its rows from its head, middle and tail; of one that is packed or not in UTF-8 only
 * from its head, as it cannot be entered elsewhere. Reads at most a few megabytes, however large the file.
 */
export function sampleCsv(blob: Blob, file: string): Promise<Outcome<CsvSample>> {
  return readable(file, async () => {
    const found = await detectFormat(plainContent(file, blob));
    if (!found.ok) return found;
    if (found.value.format === 'csv') return sampleText(found.value.content);
    return fail(problem('data/format', file, `${file} is no CSV.`, 'Add it as what it is.'));
  });
}

/** What `read` finds, or the problem that the file cannot be read at all. */
export async function readable<T>(file: string, read: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await read();
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

/** The same of text that was found to be a CSV. One in UTF-8 is read as it is, also in gzip. */
export async function sampleText(content: Content): Promise<Outcome<CsvSample>> {
  const { name: file, plain } = content;
  const slices = plain ? await slicesOf(plain) : [];
  const sniffed = await sniffHead(content, slices);
  if (!sniffed.ok) return sniffed;
  const { head, shape, encoding, clean, aligned } = sniffed.value;

  const most = Math.max(20, Math.floor(MAX_CELLS / shape.columns.length));
  const rows = headRows(head, shape, Math.min(most, HEAD_ROWS));
  if (clean && !aligned)
    for (const { bytes, whole } of slices) rows.push(...sliceRows(bytes, shape, Math.min(most, SLICE_ROWS), whole));
  if (rows.length === 0)
    return fail(
      problem('data/headerOnly', file, `${file} names its columns but has no rows.`, 'Choose a file that has rows.'),
    );
  const gzip = content.gzip !== null;
  const { underNames, dataStart } = shape;
  const plainHeader = underNames.length === 0;
  const asIs = clean && !aligned && plainHeader && (gzip || plain !== null);
  const made = aligned ? alignedToCsv : plainHeader ? undefined : behind(dataStart);
  return ok({
    shape: plainHeader ? shape : { ...shape, header: false, skipLines: 0, dataStart: 0 },
    gzip: asIs && gzip,
    encoding,
    sample: { columns: typedColumns(shape.columns, rows), rows, ...(!plainHeader && { underNames }) },
    delimiter: aligned ? ' ' : shape.delimiter,
    rewrite: asIs ? null : rewriteText(content, { encoding, clean }, made),
  });
}

/** What stands behind the first bytes: a reader of CSV knows headers of one row alone. */
const behind = (first: number) =>
  async function* (chunks: AsyncIterable<Bytes>): AsyncGenerator<Bytes, void> {
    let skip = first;
    for await (const chunk of chunks) {
      if (skip < chunk.length) yield chunk.subarray(skip);
      skip = Math.max(0, skip - chunk.length);
    }
  };

export const typedColumns = (names: readonly string[], rows: readonly (string | null)[][]): ColumnSample[] =>
  names.map((name, i) => ({
    name,
    type: columnType(
      rows.map((row) => row[i] ?? null),
      name,
    ),
  }));

/** Slices of the middle and the end of a file that is larger than its head; `whole` = up to the end. */
export async function slicesOf(blob: Blob): Promise<Head[]> {
  const starts = [Math.floor(blob.size / 2), blob.size - SLICE_BYTES].filter((at) => at >= HEAD_BYTES);
  return Promise.all(
    starts.map(async (at) => {
      const bytes = new Uint8Array(await blob.slice(at, at + SLICE_BYTES).arrayBuffer());
      return { bytes, whole: at + bytes.length >= blob.size };
    }),
  );
}

interface SniffedHead extends SniffedEncoding {
  head: Head;
  shape: CsvShape;
  /** Parted by runs of blanks; head and shape are those of the CSV made of it. */
  aligned: boolean;
}

/** The head of the file in UTF-8 and its shape, taking more of it where the first line is longer than it. */
async function sniffHead(content: Content, slices: readonly Head[]): Promise<Outcome<SniffedHead>> {
  const { name: file } = content;
  for (let limit = HEAD_BYTES; ; limit *= LONGEST_HEAD_BYTES / HEAD_BYTES) {
    const read = await headOf(content, limit);
    if (!read.ok) return read;
    // a slice begins within a character; behind a line break none can be cut
    const rest = slices.map(({ bytes }) => ({ bytes: bytes.subarray(bytes.indexOf(10) + 1), whole: false }));
    const sniffed = sniffEncoding([read.value, ...rest], file);
    if (!sniffed.ok) return sniffed;
    const { encoding, clean } = sniffed.value;
    const text = clean ? read.value : { ...read.value, bytes: inUtf8(read.value, encoding) };
    const words = new TextDecoder().decode(text.bytes, { stream: !text.whole });
    const aligned = isAligned(words, text.whole);
    const lines = text.whole ? words : words.slice(0, words.lastIndexOf('\n') + 1);
    const head = aligned ? { whole: text.whole, bytes: alignedText(lines) } : text;
    const shape = sniffCsv(head.bytes, file, head.whole);
    if (shape.ok) return ok({ head, shape: shape.value, encoding, clean, aligned });
    if (shape.problems[0]?.code !== 'data/longLine' || limit >= LONGEST_HEAD_BYTES) return shape;
  }
}

export const inUtf8 = ({ bytes, whole }: Head, encoding: Encoding): Bytes =>
  new TextEncoder().encode(new TextDecoder(encoding).decode(bytes, { stream: !whole }));

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
