import { gunzipped, headOf, type Content } from './content.ts';
import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';

const HEAD_BYTES = 4096;

export type FileFormat = 'csv' | 'json' | 'parquet' | 'zip';

const bytesAt = (bytes: Uint8Array, at: number, signature: string): boolean =>
  [...signature].every((sign, i) => bytes[at + i] === sign.charCodeAt(0));

const TABLE_HINT = 'Export it as CSV or Parquet.';
const ARCHIVE_HINT = 'Unpack it and add the file inside.';

/** Signatures of formats that are known and not read: code, words, what to do. */
const REFUSED: [signature: string, code: string, what: string, hint: string][] = [
  ['\xd0\xcf\x11\xe0', 'data/excel', 'an old Excel workbook', 'Save it as .xlsx or CSV.'],
  ['%PDF', 'data/format', 'a PDF', TABLE_HINT],
  ['ARROW1', 'data/format', 'an Arrow file', TABLE_HINT],
  ['SQLite format 3', 'data/format', 'an SQLite database', TABLE_HINT],
  ['ORC', 'data/format', 'an ORC file', TABLE_HINT],
  ['Obj\x01', 'data/format', 'an Avro file', TABLE_HINT],
  ['\x28\xb5\x2f\xfd', 'data/archive', 'packed with Zstandard', ARCHIVE_HINT],
  ['BZh', 'data/archive', 'packed with bzip2', ARCHIVE_HINT],
  ['\xfd7zXZ', 'data/archive', 'packed with xz', ARCHIVE_HINT],
  ['7z\xbc\xaf', 'data/archive', 'a 7-Zip archive', ARCHIVE_HINT],
  ['Rar!', 'data/archive', 'a RAR archive', ARCHIVE_HINT],
];

/**
 * The format of a file by its content; names lie. `head` = its first bytes, a few kilobytes of them, `tail` = its last four,
 * null where it is packed. Anything without a known signature is taken for the text of a CSV.
 */
export function formatOf(head: Uint8Array, tail: Uint8Array | null, file: string): Outcome<FileFormat> {
  if (tail && bytesAt(head, 0, 'PAR1')) {
    if (bytesAt(tail, 0, 'PAR1') && head.length > 11) return ok('parquet');
    return fail(
      problem('data/damaged', file, `${file} begins as Parquet but its end is missing.`, 'Copy or export it again.'),
    );
  }
  if (tail && (bytesAt(head, 0, 'PK\x03\x04') || bytesAt(head, 0, 'PK\x05\x06'))) return ok('zip');
  return refuseContent(head, file) ?? ok(isJson(head) ? 'json' : 'csv');
}

function isJson(head: Uint8Array): boolean {
  const wide = head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff && 'utf-16be';
  const text = new TextDecoder(wide || 'utf-8').decode(head.subarray(0, 512)).trimStart();
  return /^(?:\{\s*(?:"|\}|$)|\[\s*(?:\{|\[|"|\]|\d|$))/.test(text);
}

/** Why content that is no table in text is refused; null where it may be one. */
function refuseContent(head: Uint8Array, file: string): Outcome<never> | null {
  const refuse = (code: string, what: string, hint: string) => fail(problem(code, file, `${file} is ${what}.`, hint));
  if (bytesAt(head, 0, 'PK\x03\x04')) return refuse('data/archive', 'an archive in another', ARCHIVE_HINT);
  if (bytesAt(head, 257, 'ustar')) return refuse('data/archive', 'a tar archive', ARCHIVE_HINT);
  if (bytesAt(head, 8, 'DUCK')) return refuse('data/format', 'a DuckDB database', TABLE_HINT);
  if (bytesAt(head, 0, 'PAR1')) return refuse('data/format', 'Parquet that is packed', ARCHIVE_HINT);
  for (const [signature, code, what, hint] of REFUSED) if (bytesAt(head, 0, signature)) return refuse(code, what, hint);
  const text = new TextDecoder('utf-8').decode(head.subarray(0, 512)).trimStart();
  if (/^(?:<!doctype html|<html|<\?xml|<log\b)/i.test(text))
    return refuse('data/format', /^<\?xml|^<log/i.test(text) ? 'XML' : 'a web page', TABLE_HINT);
  return null;
}

/** Reads just enough of a file to tell its format, and that of what is inside a gzip. */
export async function detectFormat(given: Content): Promise<Outcome<{ format: FileFormat; content: Content }>> {
  const { name } = given;
  let content = given;
  let head = await headOf(content, HEAD_BYTES);
  if (head.ok && head.value.bytes[0] === 0x1f && head.value.bytes[1] === 0x8b) {
    content = gunzipped(content);
    head = await headOf(content, HEAD_BYTES);
  }
  if (!head.ok) return head;
  const { bytes } = head.value;
  if (bytes.length === 0) return fail(problem('data/empty', name, `${name} is empty.`, 'Choose a file that has rows.'));
  const { plain } = content;
  const tail = plain && new Uint8Array(await plain.slice(Math.max(0, plain.size - 4)).arrayBuffer());
  const format = formatOf(bytes, tail, name);
  return format.ok ? ok({ format: format.value, content }) : format;
}
