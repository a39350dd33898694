import { fail, ok, problem, type Outcome, type Problem } from '#vocabulary/problem.ts';
import { columnNames, hasHeader } from './csv-header.ts';
import { knownColumns, rowsUnderNames } from './header-kinds.ts';
import { tokenize, type CsvDialect } from './csv-tokens.ts';

export interface CsvShape extends CsvDialect {
  /** Whether the first row names the columns. */
  header: boolean;
  /** One name a column, no two alike in any case of letters. */
  columns: string[];
  /** Lines before the header or the first row that are no part of the table: 1 where a `sep=` line stands. */
  skipLines: number;
  /** Where the first row of data begins, past byte order mark, `sep=` line and header. */
  dataStart: number;
  /** Rows of the header under the names of the columns, which are no data. */
  underNames: string[][];
}

const COMMON = [',', ';', '\t', '|'];
/** Signs that stand inside times, numbers, names, paths and addresses part columns in no export. */
const RARE = /[~^!*%&$:\u0001\u001e\u001f§¦]/g;
const TRIAL_CHARS = 65_536;
const TRIAL_ROWS = 200;

/**
 * Reads off the beginning of a CSV how it is written. `whole` = the bytes are the whole file; otherwise the last row may
 * be cut short and is not judged. Refuses what is no text in UTF-8, and what has no line break in the bytes given.
 */
export function sniffCsv(head: Uint8Array, file: string, whole: boolean): Outcome<CsvShape> {
  const wrong = refuseBytes(head, file);
  if (wrong) return fail(wrong);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(head, { stream: !whole });
  } catch {
    // a TypeError is how TextDecoder says that the bytes are not in its encoding
    return fail(
      problem('data/encoding', file, `${file} is not written in UTF-8.`, 'Save it as “CSV UTF-8” and add it again.'),
    );
  }
  const bom = text.startsWith('\uFEFF') ? 1 : 0;
  if (text.slice(bom).trim() === '')
    return fail(problem('data/empty', file, `${file} is empty.`, 'Choose a file that has rows.'));
  const newline = lineBreak(text);
  if (!whole && !text.includes(newline === '\r' ? '\r' : '\n'))
    return fail(
      problem(
        'data/longLine',
        file,
        `The first line of ${file} does not end within ${Math.round(head.length / 1e6) || 1} MB.`,
        'Look whether it is a CSV with one row a line.',
      ),
    );

  const said = /^sep=([^\r\n])\r?\n/i.exec(text.slice(bom, bom + 8));
  const start = bom + (said?.[0].length ?? 0);
  const body = text.slice(start, start + Math.max(TRIAL_CHARS, text.indexOf('\n') * 8));
  const dialect = said ? { delimiter: said[1]!, quote: '"' as const, newline } : chooseDialect(body, newline, whole);
  const trial = tokenize(body, dialect, 0, TRIAL_ROWS);
  const rows = trial.closed || whole || trial.rows.length < 2 ? trial.rows : trial.rows.slice(0, -1);
  const header = hasHeader(rows);
  const width = Math.max(rows[0]?.length ?? 0, commonWidth(rows.slice(1)).width);
  const under = header ? rowsUnderNames(rows) : 0;
  const top = header ? tokenize(text, dialect, start, 1 + under) : { rows: [], next: start };
  return ok({
    ...dialect,
    header,
    skipLines: said ? 1 : 0,
    columns: columnNames(header ? rows[0]! : (knownColumns(rows) ?? []), width),
    dataStart: new TextEncoder().encode(text.slice(0, top.next)).length,
    underNames: top.rows.slice(1),
  });
}

function refuseBytes(head: Uint8Array, file: string): Problem | null {
  if (head.length === 0) return problem('data/empty', file, `${file} is empty.`, 'Choose a file that has rows.');
  const nul = head.indexOf(0);
  if (nul >= 0)
    return problem(
      'data/binary',
      file,
      `${file} holds a NUL byte at position ${nul + 1}: it is no text, or it is damaged.`,
      'Export it again as CSV or Parquet.',
    );
  return null;
}

function lineBreak(text: string): CsvDialect['newline'] {
  const feed = text.indexOf('\n');
  if (feed < 0) return text.includes('\r') ? '\r' : '\n';
  return text[feed - 1] === '\r' ? '\r\n' : '\n';
}

/** How many fields most rows have, and the share of rows that have so many. */
function commonWidth(rows: readonly string[][]): { width: number; share: number } {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let [width, most] = [0, 0];
  for (const [fields, count] of counts)
    if (count > most || (count === most && fields > width)) [width, most] = [fields, count];
  return { width, share: rows.length === 0 ? 0 : most / rows.length };
}

function chooseDialect(text: string, newline: CsvDialect['newline'], whole: boolean): CsvDialect {
  const quote = chooseQuote(text);
  const rare = [...new Set(text.slice(0, 4096).match(RARE) ?? [])];
  let best = { delimiter: ',', score: 0, width: 1 };
  for (const delimiter of [...COMMON, ...rare]) {
    const { rows, closed, open } = tokenize(text, { delimiter, quote, newline }, 0, TRIAL_ROWS);
    const full = (closed && !open) || whole || rows.length < 2 ? rows : rows.slice(0, -1);
    const { width, share } = commonWidth(full);
    if (width < 2) continue;
    const headed = full[0]!.length === width;
    if (!COMMON.includes(delimiter) && !(headed && share === 1 && full.length > 1 && isNames(full[0]!))) continue;
    const score = share * (headed ? 1 : 0.5) * (COMMON.includes(delimiter) ? 1 : 0.4);
    const decimalComma = delimiter === ';' && best.delimiter === ',' && /\d,\d/.test(text);
    if (score > best.score || (score === best.score && (width > best.width || decimalComma)))
      best = { delimiter, score, width };
  }
  return { delimiter: best.delimiter, quote, newline };
}

const isNames = (row: readonly string[]): boolean => row.every((field) => /^\s*\p{L}/u.test(field));

/** `'` where fields are wrapped in it and none in `"`; none where a field opens with a `"` that nothing closes. */
function chooseQuote(text: string): CsvDialect['quote'] {
  const double = /(?:^|[^\p{L}\p{N}\s"])"/mu.test(text);
  if (!double) return (text.match(/(?:^|[,;\t|])'[^'\n]*'(?=[,;\t|\r\n]|$)/gm) ?? []).length > 2 ? "'" : '"';
  const lines = text.split(/\r\n|\r|\n/, TRIAL_ROWS);
  const opened = lines.filter((line) => /(?:^|[,;\t|])"/.test(line));
  const unclosed = opened.filter((line) => !/"(?:[,;\t|]|$)/.test(line) && (line.match(/"/g) ?? []).length % 2 === 1);
  // a text over several lines also leaves a quote unclosed on its first, but another line closes it
  const closing = lines.filter((line) => !/(?:^|[,;\t|])"/.test(line) && /"(?:[,;\t|]|$)/.test(line));
  return opened.length > 0 && unclosed.length === opened.length && closing.length === 0 ? '' : '"';
}
