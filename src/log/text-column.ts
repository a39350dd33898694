/** A column of text as it lies in memory: row i is bytes[starts[i], ends[i]). */
export interface TextColumn {
  rows: number;
  starts: Int32Array;
  ends: Int32Array;
  bytes: Uint8Array;
  /** One bit per row, least significant first, set = has a value. Null = every row has one. */
  valid: Uint8Array | null;
  /** Index of the first row's bit in `valid`. */
  validFrom: number;
}

/** The same where a file writes each different text once: row i is values[codes[i]]. */
export interface CodedColumn {
  rows: number;
  codes: Uint8Array | Uint16Array | Uint32Array | Int8Array | Int16Array | Int32Array;
  values: TextColumn;
  valid: Uint8Array | null;
  validFrom: number;
}

/** Whether a row's bit says that it has a value. */
const isValid = ({ valid, validFrom }: Pick<TextColumn, 'valid' | 'validFrom'>, row: number): boolean => {
  if (valid === null) return true;
  const bit = validFrom + row;
  return ((valid[bit >>> 3]! >>> (bit & 7)) & 1) === 1;
};

export const hasText = (column: TextColumn, row: number): boolean => {
  if (column.starts[row] === column.ends[row]) return false; // an empty text is a missing value
  return isValid(column, row);
};

export const hasValue = (column: TextColumn | CodedColumn, row: number): boolean =>
  'codes' in column ? isValid(column, row) && hasText(column.values, column.codes[row]!) : hasText(column, row);

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const textAt = (column: TextColumn, row: number): string | null =>
  hasText(column, row) ? decoder.decode(column.bytes.subarray(column.starts[row]!, column.ends[row]!)) : null;

/** The slow way in, for columns that are not text in the file. */
export function textColumn(values: readonly (string | null)[]): TextColumn {
  const offsets = new Int32Array(values.length + 1);
  const parts = values.map((value) => encoder.encode(value ?? ''));
  parts.forEach((part, i) => (offsets[i + 1] = offsets[i]! + part.length));
  const bytes = new Uint8Array(offsets[values.length]!);
  parts.forEach((part, i) => bytes.set(part, offsets[i]));
  return { rows: values.length, starts: offsets, ends: offsets.subarray(1), bytes, valid: null, validFrom: 0 };
}
