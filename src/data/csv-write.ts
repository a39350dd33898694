import type { Bytes } from './content.ts';
import type { CsvShape } from './csv-sniff.ts';

/** How every CSV is that is written here. */
export const writtenShape = (columns: string[]): CsvShape => ({
  delimiter: ',',
  quote: '"',
  newline: '\n',
  header: false,
  skipLines: 0,
  dataStart: 0,
  columns,
  underNames: [],
});

const PART_SIGNS = 1 << 20;

/** Rows as CSV in UTF-8, in parts of about a megabyte. */
export class CsvWriter {
  #lines: string[] = [];
  #signs = 0;
  readonly #encoder = new TextEncoder();

  /** A part where one is full. Missing cells at the end of a row may be left out. */
  add(row: readonly (string | null | undefined)[]): Bytes | null {
    let line = '';
    for (let i = 0; i < row.length; i++) {
      const cell = row[i] ?? '';
      if (i > 0) line += ',';
      line += /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
    }
    // a line without any sign would be no row
    this.#lines.push(line === '' ? '""' : line);
    this.#signs += line.length + 1;
    return this.#signs < PART_SIGNS ? null : this.rest();
  }

  rest(): Bytes {
    const bytes = this.#encoder.encode(this.#lines.length === 0 ? '' : `${this.#lines.join('\n')}\n`);
    this.#lines = [];
    this.#signs = 0;
    return bytes;
  }
}
