import { gunzipped, headOf, type Content } from './content.ts';
import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';

const HEAD_BYTES = 4096;

export type FileFormat = 'csv' | 'json' | 'xes' | 'parquet' | 'arrow' | 'zip';

const bytesAt = (bytes: Uint8Array, at: number, signature: string): boolean =>
  [...signature].every((sign, i) => bytes[at + i] === sign.charCodeAt(0));

const TABLE_HINT = 'Export it as CSV or Parquet.';
const ARCHIVE_HINT = 'Unpack it and add the file inside.';

/** Signatures of formats that are known and not read: code, words, what to do. */
const REFUSED: [signature: string, code: string, what: string, hint: string][] = [
  ['\xd0\xcf\x11\xe0', 'data/excel', 'an old Excel workbook', 'Save it as .xlsx or CSV.'],
  ['%PDF', 'data/format', 'a PDF', TABLE_HINT],
  [
    'FEA1',
    'data/format',
    'Feather of version 1',
    'Read it with pandas and write it anew: to_feather writes version 2.',
  ],
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
 * The format of a file by its content; names lie. `head` = its first bytes, a few kilobytes of them, `tail` = its last six,
 * null where it is packed. Anything without a known signature is taken for the text of a CSV.
 */
export function formatOf(head: Uint8Array, tail: Uint8Array | null, file: string): Outcome<FileFormat> {
  const cutShort = (format: string) =>
    fail(
      problem('data/damaged', file, `${file} begins as ${format} but its end is missing.`, 'Copy or export it again.'),
    );
  if (bytesAt(head, 0, 'PAR1')) {
    const ends = !tail || bytesAt(tail, tail.length - 4, 'PAR1');
    return ends && head.length > 11 ? ok('parquet') : cutShort('Parquet');
  }
  if (bytesAt(head, 0, 'ARROW1\0\0')) return !tail || bytesAt(tail, 0, 'ARROW1') ? ok('arrow') : cutShort('Arrow');
  if (isArrowStream(head)) return ok('arrow');
  if (bytesAt(head, 0, 'PK\x03\x04') || bytesAt(head, 0, 'PK\x05\x06')) return ok('zip');
  if (isXes(head)) return ok('xes');
  return refuseContent(head, file) ?? ok(isJson(head) ? 'json' : 'csv');
}

/** Four bytes of ones, then the length of the schema, which fills whole words. */
function isArrowStream(head: Uint8Array): boolean {
  if (head.length < 8 || !bytesAt(head, 0, '\xff\xff\xff\xff')) return false;
  const length = new DataView(head.buffer, head.byteOffset).getInt32(4, true);
  return length > 0 && length % 8 === 0 && length < 1 << 26;
}

const startOf = (head: Uint8Array): string => {
  const wide = head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff && 'utf-16be';
  return new TextDecoder(wide || 'utf-8').decode(head).trimStart();
};

/** XML whose first element is a log. */
function isXes(head: Uint8Array): boolean {
  const [first] =
    /<[A-Za-z][^\s/>]*/.exec(
      startOf(head).replace(/<!--[\s\S]*?(?:-->|$)|<\?[\s\S]*?\?>|<![^>[]*(?:\[[\s\S]*?\]\s*)?>/g, ''),
    ) ?? [];
  return first === '<log' && startOf(head).startsWith('<');
}

function isJson(head: Uint8Array): boolean {
  const text = startOf(head.subarray(0, 512));
  return /^(?:\{\s*(?:"|\}|$)|\[\s*(?:\{|\[|"|\]|\d|$))/.test(text);
}

/** Why content that is no table in text is refused; null where it may be one. */
function refuseContent(head: Uint8Array, file: string): Outcome<never> | null {
  const refuse = (code: string, what: string, hint: string) => fail(problem(code, file, `${file} is ${what}.`, hint));
  if (bytesAt(head, 257, 'ustar')) return refuse('data/archive', 'a tar archive', ARCHIVE_HINT);
  if (bytesAt(head, 8, 'DUCK')) return refuse('data/format', 'a DuckDB database', TABLE_HINT);
  for (const [signature, code, what, hint] of REFUSED) if (bytesAt(head, 0, signature)) return refuse(code, what, hint);
  const text = new TextDecoder('utf-8').decode(head.subarray(0, 512)).trimStart();
  if (/^(?:<!doctype html|<html|<\?xml|<!doctype|<!--)/i.test(text))
    return refuse(
      'data/format',
      /^<(?:!doctype )?html/i.test(text) ? 'a web page' : 'XML that is no event log',
      TABLE_HINT,
    );
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
  const tail = plain && new Uint8Array(await plain.slice(Math.max(0, plain.size - 6)).arrayBuffer());
  const format = formatOf(bytes, tail, name);
  return format.ok ? ok({ format: format.value, content }) : format;
}
