import type { Dictionary } from './dictionary.ts';
import { hasValue, type CodedColumn, type TextColumn } from './text-column.ts';

/** A row without a text, as a dictionary's reader says it. */
export const NO_TEXT = -1;
const UNSEEN = -2;

/** Code of a row's text in a dictionary, NO_TEXT where it is missing. Of a coded column each different text is looked up once. */
export function coder(dictionary: Dictionary, column: TextColumn | CodedColumn): (row: number) => number {
  if ('codes' in column) {
    const { codes, values } = column;
    const { bytes, starts, ends } = values;
    const known = new Int32Array(values.rows).fill(UNSEEN);
    return (row) => {
      if (!hasValue(column, row)) return NO_TEXT;
      const code = codes[row]!;
      if (known[code] === UNSEEN) known[code] = dictionary.code(bytes, starts[code]!, ends[code]!);
      return known[code]!;
    };
  }
  return dictionary.reader(column);
}
