import {
  columnFromArray,
  CompressionType,
  float64,
  setCompressionCodec,
  tableFromColumns,
  tableFromIPC,
  tableToIPC,
  Type,
  utf8,
  type Column,
  type DataType,
  type Table,
} from '@uwdata/flechette';
import { decompress as unpackZstd } from 'fzstd';
import { arrowMessages } from '#data/arrow-messages.ts';
import { Damaged, type Content } from '#data/content.ts';
import { unpackLz4 } from '#data/lz4.ts';

/** What a part of a batch may unpack to, in times its size, and what is allowed whatever its size. */
const MOST_GROWTH = 1_000;
const GROWTH_ALLOWED_BYTES = 64 * 1_048_576;

const unpacker = (unpack: (bytes: Uint8Array, length: number) => Uint8Array) => ({
  encode: (bytes: Uint8Array) => bytes,
  decode(bytes: Uint8Array, length: number) {
    if (length < 0 || length > Math.max(GROWTH_ALLOWED_BYTES, bytes.length * MOST_GROWTH))
      throw new Damaged('a part of it says that it unpacks to more than it can');
    return unpack(bytes, length);
  },
});
setCompressionCodec(CompressionType.LZ4_FRAME, unpacker(unpackLz4));
setCompressionCodec(
  CompressionType.ZSTD,
  unpacker((bytes, length) => unpackZstd(bytes, new Uint8Array(length))),
);

export interface ArrowBatch {
  table: Table;
  /** Bytes of the file that are behind. */
  read: number;
}

/** The batches of rows of Arrow IPC. A file without any has one without rows. */
export async function* arrowBatches(content: Content): AsyncGenerator<ArrowBatch, void> {
  const before: Uint8Array[] = [];
  let batches = 0;
  for await (const { kind, bytes, read } of arrowMessages(content)) {
    if (kind !== 'rows') {
      before.push(bytes);
      continue;
    }
    batches += 1;
    yield { table: decoded([...before, bytes]), read };
  }
  if (before.length === 0) throw new Damaged(`${content.name} has no schema`);
  if (batches === 0) yield { table: decoded(before), read: content.size };
}

function decoded(messages: Uint8Array[]): Table {
  try {
    return tableFromIPC(messages);
  } catch (error) {
    // its reader throws whatever the damage leads to
    throw error instanceof Damaged ? error : new Damaged(error instanceof Error ? error.message : String(error));
  }
}

/** Columns of a batch, each of a type that is read as it is: one of other types becomes its text. Null = all of them. */
export function simpleIpc(table: Table, wanted: readonly string[] | null): Uint8Array {
  const names = table.names.filter((name): name is string => typeof name === 'string');
  const columns = names.flatMap((name, i): [string, Column<unknown>][] =>
    wanted === null || wanted.includes(name) ? [[name, simple(table.getChildAt(i))]] : [],
  );
  return tableToIPC(tableFromColumns(columns), { format: 'stream' })!;
}

/** The type that a column has after `simpleIpc`. */
export function simpleType(type: DataType): DataType {
  if (isSimple(type)) return type;
  return type.typeId === Type.Decimal ? float64() : utf8();
}

function isSimple(type: DataType): boolean {
  switch (type.typeId) {
    case Type.Int:
      return type.bitWidth < 64 || type.signed;
    case Type.Float:
      return type.precision > 0;
    case Type.Dictionary:
      return type.dictionary.typeId === Type.Utf8 && type.indices.bitWidth < 64;
    default:
      return [Type.Utf8, Type.Bool, Type.Date, Type.Timestamp].some((typeId) => typeId === type.typeId);
  }
}

function simple(column: Column<unknown>): Column<unknown> {
  if (isSimple(column.type)) return column;
  const values = Array.from({ length: column.length }, (_, i): unknown => column.at(i));
  if (column.type.typeId === Type.Decimal)
    return columnFromArray(
      values.map((value) => (value === null ? null : Number(value))),
      float64(),
    );
  return columnFromArray(values.map(textOf), utf8());
}

const decoder = new TextDecoder();

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Uint8Array) return decoder.decode(value);
  return typeof value === 'object' ? JSON.stringify(value, plain) : String(value);
}

const plain = (_: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return value.toString();
  return ArrayBuffer.isView(value) ? Array.from(value as Uint8Array, (each: unknown) => plain('', each)) : value;
};
