import { describe, expect, test } from 'vitest';
import { textAt } from '#log/text-column.ts';
import { random } from '../../tests/support/random.ts';
import { CsvScanner, NotPlain } from './csv-scanner.ts';
import type { CsvShape } from './csv-sniff.ts';
import { tokenize } from './csv-tokens.ts';

const shapeOf = (width: number, delimiter = ',', newline: CsvShape['newline'] = '\n'): CsvShape => ({
  delimiter,
  underNames: [],
  quote: '"',
  newline,
  header: false,
  skipLines: 0,
  columns: Array.from({ length: width }, (_, i) => `c${i}`),
  dataStart: 0,
});

/** Every wanted column of every row, the text fed in pieces of a size. */
function scan(text: string | Uint8Array, shape: CsvShape, columns: number[], piece: number): (string | null)[][] {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const scanner = new CsvScanner(shape, columns);
  const rows: (string | null)[][] = [];
  for (let at = 0; at === 0 || at < bytes.length; at += piece) {
    const found = scanner.chunk(bytes.slice(at, at + piece), at + piece >= bytes.length);
    for (let row = 0; row < found[0]!.rows; row++) rows.push(found.map((column) => textAt(column, row)));
  }
  return rows;
}

describe('the scanner of plain CSV', () => {
  test('finds what the tokenizer finds, however the bytes are cut', () => {
    for (let seed = 1; seed <= 400; seed++) {
      const { int, pick } = random(seed);
      const width = 2 + int(4);
      const newline = pick(['\n', '\r\n'] as const);
      const delimiter = pick([',', ';', '\t']);
      const fields = ['', 'a', 'ab c', 'é漢', '"x"', '"a""b"', '""', `"p${delimiter}q"`, '"two\nlines"', '12.5', "o'"];
      const rows = Array.from({ length: int(12) }, () =>
        Array.from({ length: width - (int(6) === 0 ? int(width) : 0) }, () => pick(fields)),
      );
      const lines = rows
        .filter((row) => row.length > 1 || !['', '""'].includes(row[0]!))
        .map((row) => row.join(delimiter));
      const text = lines.join(newline) + (int(2) === 0 ? newline : '');
      const shape = shapeOf(width, delimiter, newline);
      const columns = Array.from({ length: 1 + int(3) }, () => int(width + 1) - 1).filter(
        (column, i, all) => column < 0 || all.indexOf(column) === i,
      );
      const expected = tokenize(text, shape).rows.map((row) =>
        columns.map((column) => (column < 0 ? null : row[column] || null)),
      );
      for (const piece of [1, 3, 7, 1000])
        expect(scan(text, shape, columns, piece), JSON.stringify({ seed, text, columns, piece })).toEqual(expected);
    }
  });

  test('leaves to the other reader what is not plain', () => {
    const bad = Uint8Array.from([0x61, 0x2c, 0xff, 0x0a]);
    const refused: [string | Uint8Array, CsvShape?][] = [
      ['1,2,3\n'],
      ['1,"2"x\n'],
      ['1,"2\n'],
      ['1,2\r\n3,4\n'],
      [bad],
      ['1,2\n', shapeOf(2, '§')],
      ['1,2\r3,4', shapeOf(2, ',', '\r')],
    ];
    for (const [text, shape = shapeOf(2)] of refused)
      expect(() => scan(text, shape, [0, 1], 3), String(text)).toThrow(NotPlain);
  });

  test('bounds a record that does not end', () => {
    expect(() => scan('x'.repeat(5 << 20), shapeOf(2), [0], 1 << 20)).toThrow(NotPlain);
  });
});
