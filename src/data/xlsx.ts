import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';
import type { Bytes, Content } from './content.ts';
import { columnNames, hasHeader } from './csv-header.ts';
import { CsvWriter, writtenShape } from './csv-write.ts';
import { chunksOf, Notes } from './rewrite.ts';
import { typedColumns, type CsvSample } from './table-sample.ts';
import { cellsOf, dateStyles, sharedTexts, tagsOf, type Workbook } from './xlsx-cells.ts';

export interface SheetSample extends CsvSample {
  sheet: string;
}

export interface SheetsOfWorkbook {
  /** Those that hold a table, in their order. */
  sheets: SheetSample[];
  /** Names of those that hold none, and of those that the workbook hides. */
  without: string[];
}

const SAMPLE_ROWS = 1_000;
const MOST_TEXT = 400 * 1_048_576;

/** The sheets of a workbook. `parts` = the files in it. */
export async function sampleXlsx(name: string, parts: readonly Content[]): Promise<Outcome<SheetsOfWorkbook>> {
  const text = async (path: string): Promise<string> => {
    const part = parts.find((content) => content.name.toLowerCase() === path.toLowerCase());
    if (!part) return '';
    const decoder = new TextDecoder();
    let whole = '';
    for await (const chunk of chunksOf(part, new Notes())) {
      whole += decoder.decode(chunk, { stream: true });
      if (whole.length > MOST_TEXT) throw new Error(`its ${path} is larger than ${MOST_TEXT / 1_048_576} MB`);
    }
    return whole;
  };
  const book = await text('xl/workbook.xml');
  const targets = new Map(
    tagsOf(await text('xl/_rels/workbook.xml.rels'), 'Relationship').map((tag) => [tag['Id'], tag['Target'] ?? '']),
  );
  const workbook: Workbook = {
    texts: sharedTexts(await text('xl/sharedStrings.xml')),
    dates: dateStyles(await text('xl/styles.xml')),
    from1904: tagsOf(book, 'workbookPr').some((tag) => /^(?:1|true)$/.test(tag['date1904'] ?? '')),
  };
  const sheets = tagsOf(book, 'sheet').flatMap((tag) => {
    const target = targets.get(tag['r:id'] ?? '') ?? '';
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    const content = parts.find((part) => part.name.toLowerCase() === path.toLowerCase());
    return content ? [{ name: tag['name'] ?? path, content, hidden: /hidden/i.test(tag['state'] ?? '') }] : [];
  });
  if (sheets.length === 0)
    return fail(problem('data/damaged', name, `${name} is a workbook without a sheet.`, 'Save it again as .xlsx.'));
  const found: SheetsOfWorkbook = { sheets: [], without: [] };
  for (const { name: sheet, content, hidden } of sheets) {
    const sample = hidden && sheets.some((other) => !other.hidden) ? null : await sampleSheet(content, workbook);
    if (sample) found.sheets.push({ ...sample, sheet });
    else found.without.push(sheet);
  }
  if (found.sheets.length > 0) return ok(found);
  return fail(
    problem(
      'data/headerOnly',
      name,
      `No sheet of ${name} holds a table.`,
      'Choose a workbook that has rows in columns.',
    ),
  );
}

/** Null where it holds no table: one row or column, or lines of text. */
async function sampleSheet(content: Content, workbook: Workbook): Promise<CsvSample | null> {
  const rows: string[][] = [];
  for await (const row of rowsOf(content, workbook, new Notes())) if (rows.push(row) >= SAMPLE_ROWS) break;
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const several = rows.filter((row) => row.filter((cell) => cell !== '').length > 1).length;
  if (rows.length < 2 || width < 2 || several < rows.length / 2) return null;
  const header = hasHeader(rows);
  const names = columnNames(header ? rows[0]! : [], width);
  const sample = rows.slice(header ? 1 : 0).map((row) => names.map((_, i) => row[i] || null));
  return {
    shape: writtenShape(names),
    gzip: false,
    encoding: 'utf-8',
    delimiter: ',',
    sample: { columns: typedColumns(names, sample), rows: sample },
    rewrite: (notes) => rewriteSheet(content, workbook, width, header, notes),
  };
}

async function* rewriteSheet(
  content: Content,
  workbook: Workbook,
  width: number,
  header: boolean,
  notes: Notes,
): AsyncGenerator<Bytes, void> {
  const writer = new CsvWriter();
  let first = header;
  let widest = width;
  for await (const row of rowsOf(content, workbook, notes)) {
    if (first) {
      first = false;
      continue;
    }
    widest = Math.max(widest, row.length);
    while (row.length < width) row.push('');
    const part = writer.add(row);
    if (part) yield part;
  }
  yield writer.rest();
  notes.lateColumns.push(...Array.from({ length: widest - width }, (_, i) => `column ${width + i + 1}`));
}

/** Rows with something in them, as text, as the bytes of the sheet come. */
async function* rowsOf(content: Content, workbook: Workbook, notes: Notes): AsyncGenerator<string[], void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of chunksOf(content, notes)) {
    text += decoder.decode(chunk, { stream: true });
    let at = 0;
    for (let end = text.indexOf('</row>'); end >= 0; end = text.indexOf('</row>', at)) {
      const row = cellsOf(text.slice(at, end), workbook);
      at = end + 6;
      if (row.some((cell) => cell !== '')) yield row;
    }
    text = text.slice(at);
    if (text.length > MOST_TEXT / 16) throw new Error('a row of its sheet does not end');
  }
}
