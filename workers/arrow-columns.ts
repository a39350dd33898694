import { DataType, TimeUnit, Vector, type Data, type RecordBatch } from 'apache-arrow';
import type { Scan, ScannedRows } from '#data/scanned-rows.ts';
import { textColumn, type CodedColumn, type TextColumn } from '#log/text-column.ts';
import { zoneReader } from '#vocabulary/calendar.ts';

const DAY_MS = 86_400_000;

/** One column of a batch as the log reads it; null where the file lacks it. */
export type ReadColumn = { data: Data; rows: number };

export function readColumn(batch: RecordBatch, name: string): ReadColumn | null {
  const index = batch.schema.fields.findIndex((field) => field.name === name);
  const data = index < 0 ? undefined : batch.data.children[index];
  return data ? { data, rows: batch.numRows } : null;
}

export const noText = (rows: number): TextColumn => ({
  rows,
  starts: new Int32Array(rows),
  ends: new Int32Array(rows),
  bytes: new Uint8Array(0),
  valid: null,
  validFrom: 0,
});

/** Readers remember a zone's offsets, which cost more than a batch of times. */
const readers = new Map<string, (localMs: number) => number>();

function readerOf(zone: string): (localMs: number) => number {
  const known = readers.get(zone) ?? zoneReader(zone);
  readers.set(zone, known);
  return known;
}

/** The columns of a batch that a scan asks for. */
export function scannedRows(batch: RecordBatch, { columns, times, zone }: Scan): ScannedRows {
  const toInstant = readerOf(zone);
  return {
    rows: batch.numRows,
    columns: columns.map((name) => {
      const column = readColumn(batch, name);
      if (!column) return noText(batch.numRows);
      const typed = times.includes(name) && hasTimeType(column.data.type);
      return typed ? asTimes(column, toInstant) : asTextOrCodes(column);
    }),
  };
}

/** As `asText`, but a column whose texts the file writes once each keeps its codes. */
export function asTextOrCodes(column: ReadColumn): TextColumn | CodedColumn {
  const { data, rows } = column;
  const { type, dictionary } = data;
  const [values] = dictionary?.data ?? [];
  if (
    !DataType.isDictionary(type) ||
    !values ||
    dictionary?.data.length !== 1 ||
    !DataType.isUtf8(values.type) ||
    !type.indices.bitWidth ||
    type.indices.bitWidth > 32
  )
    return asText(column);
  return {
    rows,
    codes: data.values as CodedColumn['codes'],
    values: asText({ data: values, rows: values.length }),
    valid: data.nullCount > 0 ? data.nullBitmap : null,
    validFrom: data.offset,
  };
}

/** Text as it lies in the batch where it is text, else each value's own text. */
export function asText({ data, rows }: ReadColumn): TextColumn {
  if (DataType.isUtf8(data.type)) {
    return {
      rows,
      starts: data.valueOffsets as Int32Array,
      ends: (data.valueOffsets as Int32Array).subarray(1),
      bytes: data.values as Uint8Array,
      valid: data.nullCount > 0 ? data.nullBitmap : null,
      validFrom: data.offset,
    };
  }
  const vector = new Vector([data]);
  return textColumn(Array.from({ length: rows }, (_, i) => valueText(vector.get(i), data.type)));
}

/** The text a person would see for a value of a file that has types. */
export function valueText(value: unknown, type: DataType): string | null {
  if (value === null || value === undefined) return null;
  if (DataType.isTimestamp(type) || DataType.isDate(type)) return isoText(Number(value));
  if (typeof value === 'object')
    return value instanceof Uint8Array ? new TextDecoder().decode(value) : JSON.stringify(value, exactly);
  return String(value);
}

const exactly = (_: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value);

const isoText = (ms: number): string | null => {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().replace('T', ' ').replace('Z', '');
};

const PER_MS: Record<TimeUnit, number> = {
  [TimeUnit.SECOND]: 1 / 1000,
  [TimeUnit.MILLISECOND]: 1,
  [TimeUnit.MICROSECOND]: 1_000,
  [TimeUnit.NANOSECOND]: 1_000_000,
};

export const hasTimeType = (type: DataType): boolean => DataType.isTimestamp(type) || DataType.isDate(type);

/** Whether the column's own type says that its times are UTC instants. */
export const isInstantType = (type: DataType): boolean => DataType.isTimestamp(type) && Boolean(type.timezone);

/**
 * Milliseconds of a column of timestamps or dates, NaN where it has none.
 * `toInstant` reads a wall-clock time in the mapping's zone.
 */
export function asTimes({ data, rows }: ReadColumn, toInstant: (localMs: number) => number): Float64Array {
  const out = new Float64Array(rows);
  const { type, values } = data;
  const local = !isInstantType(type);
  if (DataType.isDate(type) && values instanceof Int32Array) {
    for (let i = 0; i < rows; i++) out[i] = toInstant(values[i]! * DAY_MS);
  } else {
    // two 32-bit halves: a BigInt for each value would cost ten times as much
    const whole = values as BigInt64Array;
    const halves = new Int32Array(whole.buffer, whole.byteOffset, 2 * rows);
    const perMs = DataType.isTimestamp(type) ? PER_MS[type.unit as TimeUnit] : 1;
    for (let i = 0; i < rows; i++) {
      const ms = (halves[2 * i + 1]! * 4_294_967_296 + (halves[2 * i]! >>> 0)) / perMs;
      const kept = perMs > 1_000 ? Math.floor(ms * 1000) / 1000 : ms;
      out[i] = local ? toInstant(kept) : kept;
    }
  }
  if (data.nullCount > 0) {
    const { nullBitmap, offset } = data;
    for (let i = 0; i < rows; i++) {
      const bit = offset + i;
      if (((nullBitmap[bit >>> 3]! >>> (bit & 7)) & 1) === 0) out[i] = NaN;
    }
  }
  return out;
}
