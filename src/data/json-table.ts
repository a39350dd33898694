import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';
import { headOf, type Bytes, type Content, type Head } from './content.ts';
import { CsvWriter, writtenShape } from './csv-write.ts';
import { sniffEncoding, type SniffedEncoding } from './encoding.ts';
import { FoundColumns } from './found-columns.ts';
import { flattenJson, NotJson } from './json-flat.ts';
import { JsonItems, type JsonItem, type JsonLayout } from './json-items.ts';
import { textChunks, type Rewrite } from './rewrite.ts';
import { inUtf8, slicesOf, typedColumns, type CsvSample } from './table-sample.ts';

const HEAD_BYTES = 2 * 1_048_576;
const SAMPLE_ROWS = 600;
const SLICE_ROWS = 200;
const NO_LIST = 'A list of objects, or one object a line, can be read: export it so, or as CSV.';

type Row = (string | null)[];

/** The list of a visit's actions, as Matomo writes them: each is a row of its own, with all that is said of the visit. */
const ACTIONS = 'actionDetails';

/** One object as a row, or as the rows of its actions, or why it is none. */
function rowsOfItem({ text, cut }: JsonItem, columns: FoundColumns): Row[] | string {
  if (text === null) return 'it is longer than 16 MB, or not in UTF-8';
  if (cut) return 'the file ends within it';
  if (!/^\s*\{/.test(text)) return 'it is no object';
  try {
    const values = flattened(text);
    const actions = values.find(([path, value]) => path === ACTIONS && /^\[\s*\{/.test(value ?? ''));
    if (!actions) return [placed(values, columns)];
    const visit = values.filter((value) => value !== actions);
    return itemsOfList(actions[1]!).map((action) => {
      const own = flattened(action).map(([path, value]): Value => [`${ACTIONS}.${path}`, value]);
      return placed([...visit, ...own], columns);
    });
  } catch (error) {
    if (error instanceof NotJson) return error.message;
    throw error;
  }
}

type Value = [path: string, value: string | null];

function flattened(text: string): Value[] {
  const values: Value[] = [];
  flattenJson(text, (path, value) => values.push([path, value]));
  return values;
}

function placed(values: readonly Value[], columns: FoundColumns): Row {
  const row: Row = [];
  for (const [path, value] of values) row[columns.place(path)] = value;
  return row;
}

function itemsOfList(json: string): string[] {
  const items = new JsonItems('values');
  return [...items.items(new TextEncoder().encode(json)), ...items.end()].map(({ text }) => text ?? '');
}

/** What is in a file of JSON: objects, one a line or in a list, their nested objects flattened into columns `a.b`. */
export async function sampleJson(content: Content): Promise<Outcome<CsvSample>> {
  const { name: file } = content;
  const read = await headOf(content, HEAD_BYTES);
  if (!read.ok) return read;
  const slices = content.plain ? await slicesOf(content.plain) : [];
  const sniffed = sniffEncoding([read.value], file);
  if (!sniffed.ok) return sniffed;
  const head = sniffed.value.clean ? read.value : { ...read.value, bytes: inUtf8(read.value, sniffed.value.encoding) };
  const layout = layoutOf(head);

  const columns = new FoundColumns();
  const fromHead = rowsOf(head, layout, columns);
  if (fromHead.length === 0) return fail(problem('data/json', file, `${file} holds no list of objects.`, NO_LIST));
  if (fromHead.length === 1 && head.whole && isWrapper(fromHead[0]!, head))
    return fail(problem('data/json', file, `${file} is one object and no list of them.`, NO_LIST));
  const rows = thinned(fromHead, SAMPLE_ROWS);
  if (layout === 'lines' && sniffed.value.clean)
    for (const slice of slices) {
      const bytes = slice.bytes.subarray(slice.bytes.indexOf(10) + 1);
      rows.push(...rowsOf({ bytes, whole: slice.whole }, layout, columns).slice(0, SLICE_ROWS));
    }
  const { names } = columns;
  if (names.length === 0) return fail(problem('data/empty', file, `The objects of ${file} are empty.`));
  const sample = rows.map((row) => names.map((_, i) => row[i] || null));
  return ok({
    shape: writtenShape(names),
    gzip: false,
    encoding: sniffed.value.encoding,
    delimiter: ',',
    sample: { columns: typedColumns(names, sample), rows: sample },
    rewrite: rewriteJson(content, sniffed.value, layout, columns),
  });
}

/** One object a line where the first line is one. */
function layoutOf({ bytes, whole }: Head): JsonLayout {
  const items = new JsonItems('lines');
  const first = items.items(bytes).next().value ?? (whole ? items.end().next().value : undefined);
  if (!first || /^\s*\[/.test(first.text ?? '')) return 'values';
  return typeof rowsOfItem(first, new FoundColumns()) === 'string' ? 'values' : 'lines';
}

function rowsOf({ bytes, whole }: Head, layout: JsonLayout, columns: FoundColumns): Row[] {
  const items = new JsonItems(layout);
  const all = [...items.items(bytes), ...(whole ? items.end() : [])];
  return all.flatMap((item) => {
    const rows = rowsOfItem(item, columns);
    return typeof rows === 'string' ? [] : rows;
  });
}

/** An object that is the whole file and holds the list, or is spread over lines, is no row. */
const isWrapper = (row: Row, { bytes }: Head): boolean => {
  const text = new TextDecoder().decode(bytes).trim();
  return text.startsWith('{') && (text.includes('\n') || row.some((value) => /^\[\s*\{/.test(value ?? '')));
};

function thinned(rows: Row[], most: number): Row[] {
  const first = rows.slice(0, most / 2);
  const rest = rows.slice(first.length);
  const step = Math.max(1, Math.ceil(rest.length / (most / 2)));
  return [...first, ...rest.filter((_, i) => i % step === 0)];
}

const rewriteJson = (content: Content, sniffed: SniffedEncoding, layout: JsonLayout, sampled: FoundColumns): Rewrite =>
  async function* (notes) {
    const columns = sampled.copy();
    const known = columns.names.length;
    const writer = new CsvWriter();
    const items = new JsonItems(layout);
    const write = function* (found: Iterable<JsonItem>): Generator<Bytes, void> {
      for (const item of found) {
        const rows = rowsOfItem(item, columns);
        if (typeof rows === 'string') {
          notes.drop(`line ${item.line}: ${rows}`);
          continue;
        }
        for (const row of rows) {
          if (row.length < known) row.length = known;
          const part = writer.add(row);
          if (part) yield part;
        }
      }
    };
    for await (const chunk of textChunks(content, sniffed, notes)) yield* write(items.items(chunk));
    yield* write(items.end());
    yield writer.rest();
    notes.lateColumns.push(...columns.names.slice(known));
  };
