import { hasValue, textAt, textColumn, type CodedColumn, type TextColumn } from '#log/text-column.ts';
import type { ScannedColumn } from './scanned-rows.ts';

/** A text for every row. */
export const constantColumn = (text: string, rows: number): CodedColumn => ({
  rows,
  codes: new Uint8Array(rows),
  values: textColumn([text]),
  valid: null,
  validFrom: 0,
});

/** A column as text: times that the file has a type for as ISO 8601 in UTC. */
export function asTexts(column: ScannedColumn): TextColumn | CodedColumn {
  if (!(column instanceof Float64Array)) return column;
  return textColumn(Array.from(column, (ms) => (Number.isNaN(ms) ? null : new Date(ms).toISOString())));
}

export function cellText(column: TextColumn | CodedColumn, row: number): string | null {
  if (!('codes' in column)) return textAt(column, row);
  return hasValue(column, row) ? textAt(column.values, column.codes[row]!) : null;
}

/** The texts of several columns one after the other, missing ones left out. */
export const joinedTexts = (columns: (TextColumn | CodedColumn)[], between: string, rows: number): TextColumn =>
  textColumn(
    Array.from({ length: rows }, (_, row) => {
      const texts = columns.map((column) => cellText(column, row)).filter((text) => text !== null);
      return texts.length === 0 ? null : texts.join(between);
    }),
  );

/** The text of the first of several columns that is filled. */
export const firstFilled = (columns: (TextColumn | CodedColumn)[], rows: number): TextColumn =>
  textColumn(
    Array.from({ length: rows }, (_, row) => {
      for (const column of columns) if (hasValue(column, row)) return cellText(column, row);
      return null;
    }),
  );

/** The cells of some rows, which may be there several times. */
export function cellsOf(column: TextColumn | CodedColumn, rows: Uint32Array): TextColumn | CodedColumn {
  const valid = new Uint8Array((rows.length + 7) >>> 3);
  rows.forEach((row, i) => {
    if (hasValue(column, row)) valid[i >>> 3]! |= 1 << (i & 7);
  });
  const common = { rows: rows.length, valid, validFrom: 0 };
  if ('codes' in column)
    return { ...common, codes: Uint32Array.from(rows, (row) => column.codes[row]!), values: column.values };
  const { starts, ends, bytes } = column;
  return {
    ...common,
    bytes,
    starts: Int32Array.from(rows, (row) => starts[row]!),
    ends: Int32Array.from(rows, (row) => ends[row]!),
  };
}
