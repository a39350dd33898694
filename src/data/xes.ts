import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';
import { headOf, type Bytes, type Content } from './content.ts';
import { CsvWriter, writtenShape } from './csv-write.ts';
import { FoundColumns } from './found-columns.ts';
import { chunksOf, Notes, type Rewrite } from './rewrite.ts';
import { typedColumns, type CsvSample } from './table-sample.ts';
import { XesRows, type XesRow } from './xes-rows.ts';
import { XmlTags } from './xml-tags.ts';

const SAMPLE_ROWS = 1_000;
const PROLOG_BYTES = 512;

/** An event log of process mining: a row for each event, with the attributes of its trace. */
export async function sampleXes(content: Content): Promise<Outcome<CsvSample>> {
  const { name: file } = content;
  const head = await headOf(content, PROLOG_BYTES);
  if (!head.ok) return head;
  const encoding = encodingOf(head.value.bytes);
  if (encoding === null)
    return fail(problem('data/encoding', file, `${file} names an encoding that is not known.`, 'Save it in UTF-8.'));
  const columns = new FoundColumns();
  const rows: XesRow[] = [];
  for await (const row of rowsOf(content, encoding, columns, new Notes())) if (rows.push(row) >= SAMPLE_ROWS) break;
  const { names } = columns;
  if (rows.length === 0 || names.length === 0)
    return fail(
      problem('data/headerOnly', file, `${file} is an event log without events.`, 'Choose one that has events.'),
    );
  const sample = rows.map((row) => names.map((_, i) => row[i] || null));
  return ok({
    shape: writtenShape(names),
    gzip: false,
    encoding,
    delimiter: ',',
    sample: { columns: typedColumns(names, sample), rows: sample },
    rewrite: rewriteXes(content, encoding, columns),
  });
}

/** As its byte order mark or its first line says; null where no reader knows it. */
function encodingOf(head: Bytes): string | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const said = /^\s*<\?xml[^>]*encoding\s*=\s*["']([^"']+)/.exec(new TextDecoder().decode(head))?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(said).encoding;
  } catch {
    // a RangeError is how TextDecoder says that it does not know an encoding
    return null;
  }
}

const rewriteXes = (content: Content, encoding: string, sampled: FoundColumns): Rewrite =>
  async function* (notes) {
    const columns = sampled.copy();
    const known = columns.names.length;
    const writer = new CsvWriter();
    for await (const row of rowsOf(content, encoding, columns, notes)) {
      if (row.length < known) row.length = known;
      const part = writer.add(row);
      if (part) yield part;
    }
    yield writer.rest();
    notes.lateColumns.push(...columns.names.slice(known));
  };

async function* rowsOf(
  content: Content,
  encoding: string,
  columns: FoundColumns,
  notes: Notes,
): AsyncGenerator<XesRow, void> {
  const decoder = new TextDecoder(encoding);
  const tags = new XmlTags();
  const events = new XesRows(columns);
  for await (const chunk of chunksOf(content, notes))
    for (const tag of tags.tags(decoder.decode(chunk, { stream: true }))) yield* events.rows(tag);
  for (const tag of tags.tags(decoder.decode(), true)) yield* events.rows(tag);
  yield* events.end();
  if (!events.whole) notes.drop('the file ends before its last event does');
}
