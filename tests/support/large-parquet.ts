import { Dictionary, Field, Int32, makeData, RecordBatch, Schema, Struct, Table, tableToIPC } from 'apache-arrow';
import { TimestampMillisecond, Utf8, vectorFromArray } from 'apache-arrow';
import * as parquet from 'parquet-wasm/node';

/** Enough rows that a second worker decodes them. */
export const LARGE_ROWS = 2_000_000;
export const LARGE_PEOPLE = 1_000;

/** People by turns, one event a second, in four row groups. */
export function largeParquet(): Uint8Array {
  const words = (texts: string[], id: number, codeOf: (row: number) => number) =>
    makeData({
      type: new Dictionary(new Utf8(), new Int32(), id),
      length: LARGE_ROWS,
      data: Int32Array.from({ length: LARGE_ROWS }, (_, row) => codeOf(row)),
      dictionary: vectorFromArray(texts, new Utf8()),
    });
  const people = Array.from({ length: LARGE_PEOPLE }, (_, i) => `p${i}`);
  const firstMs = Date.UTC(2026, 0, 1);
  const times = BigInt64Array.from({ length: LARGE_ROWS }, (_, row) => BigInt(firstMs + 1_000 * row));
  const children = [
    words(people, 0, (row) => row % LARGE_PEOPLE),
    words(['view', 'buy'], 1, (row) => (row % 7 === 0 ? 1 : 0)),
    makeData({ type: new TimestampMillisecond('UTC'), length: LARGE_ROWS, data: times }),
  ];
  const schema = new Schema(['user_id', 'event', 'time'].map((name, i) => new Field(name, children[i]!.type, false)));
  const rows = makeData({ type: new Struct(schema.fields), length: LARGE_ROWS, children });
  const table = parquet.Table.fromIPCStream(tableToIPC(new Table([new RecordBatch(schema, rows)]), 'stream'));
  const properties = new parquet.WriterPropertiesBuilder()
    .setCompression(parquet.Compression.SNAPPY)
    .setMaxRowGroupSize(LARGE_ROWS / 4)
    .build();
  return new Uint8Array(parquet.writeParquet(table, properties));
}
