import { DataType, tableFromIPC, type Field } from 'apache-arrow';
import { openParquet } from '#bindings';
import type { ColumnType, TableSample } from '#data/mapping.ts';
import type { Scan, ScannedRows } from '#data/scanned-rows.ts';
import type { InputFile, OnProgress } from '#engine/protocol.ts';
import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';
import { hasTimeType, isInstantType, scannedRows, valueText } from './arrow-columns.ts';
import type { Breath } from './breath.ts';
import type { Database } from './database.ts';
import { NONE_BROKEN, type BrokenRows, type Source, type SourceColumn, type StoredType } from './source.ts';
import { appendPart, type Target } from './table.ts';

const SAMPLE_ROWS = 1_000;
type ParquetFile = Awaited<ReturnType<typeof openParquet>>;

/** Parquet is decoded by parquet-wasm a row group at a time: DuckDB-WASM would fetch its own reader from the network. */
export async function openParquetSource(file: InputFile, database: () => Promise<Database>): Promise<Outcome<Source>> {
  try {
    const parquet = await openParquet(file);
    const fields = tableFromIPC(parquet.schema().intoIPCStream()).schema.fields;
    if (fields.length === 0) return fail(problem('data/empty', file.name, 'This Parquet file has no columns.'));
    return ok(new ParquetSource(file, parquet, fields, await sampleOf(parquet, fields), database));
  } catch (error) {
    return fail(
      problem(
        'data/damaged',
        file.name,
        `This Parquet file cannot be read: ${error instanceof Error ? error.message : String(error)}`,
        'Export it again; it may be cut short.',
      ),
    );
  }
}

async function sampleOf(parquet: ParquetFile, fields: Field[]): Promise<TableSample> {
  const columns = fields.map((field) => ({ name: field.name, type: columnType(field.type) }));
  if (parquet.metadata().fileMetadata().numRows() === 0) return { columns, rows: [] };
  const table = tableFromIPC((await parquet.read({ limit: SAMPLE_ROWS })).intoIPCStream());
  const vectors = fields.map((_, i) => table.getChildAt(i)!);
  const rows = Array.from({ length: table.numRows }, (_, row) =>
    vectors.map((vector, i) => {
      const text = valueText(vector.get(row), fields[i]!.type);
      return text === null || !isInstantType(fields[i]!.type) ? text : `${text}Z`;
    }),
  );
  return { columns, rows };
}

function columnType(type: DataType): ColumnType {
  if (hasTimeType(type)) return 'time';
  if (DataType.isBool(type)) return 'boolean';
  return DataType.isInt(type) || DataType.isFloat(type) || DataType.isDecimal(type) ? 'number' : 'text';
}

function storedType(type: DataType): StoredType {
  if (hasTimeType(type)) return 'TIMESTAMP';
  if (DataType.isBool(type)) return 'BOOLEAN';
  if (DataType.isInt(type)) return 'BIGINT';
  return DataType.isFloat(type) || DataType.isDecimal(type) ? 'DOUBLE' : 'VARCHAR';
}

class ParquetSource implements Source {
  readonly inspection;
  readonly columns: SourceColumn[];
  readonly #rows: number;

  constructor(
    private readonly file: InputFile,
    private readonly parquet: ParquetFile,
    fields: Field[],
    readonly sample: TableSample,
    private readonly database: () => Promise<Database>,
  ) {
    this.columns = fields.map((field) => ({ name: field.name, stored: storedType(field.type) }));
    this.inspection = { name: file.name, bytes: file.blob.size, format: 'parquet' as const, columns: sample.columns };
    this.#rows = parquet.metadata().fileMetadata().numRows();
  }

  broken(): BrokenRows {
    return NONE_BROKEN;
  }

  relax(): boolean {
    return false;
  }

  close(): Promise<void> {
    this.parquet.free();
    return Promise.resolve();
  }

  async *scan(scan: Scan, breath: Breath, onProgress: OnProgress): AsyncGenerator<ScannedRows, void> {
    const present = scan.columns.filter((name) => this.columns.some((column) => column.name === name));
    for await (const { table, share } of this.#groups(present, breath)) {
      onProgress({ doing: `Reading ${this.file.name}`, share });
      for (const batch of table.batches) {
        yield scannedRows(batch, scan);
        await breath.take();
      }
    }
  }

  async load(target: Target, breath: Breath, onProgress: OnProgress): Promise<void> {
    const database = await this.database();
    for await (const { ipc, share } of this.#groups(undefined, breath)) {
      onProgress({ doing: `Reading every column of ${this.file.name}`, share });
      await appendPart(database, ipc(), target, this.columns, breath);
    }
  }

  async *#groups(columns: string[] | undefined, breath: Breath) {
    const groups = this.parquet.metadata().rowGroups();
    let done = 0;
    for (let group = 0; group < groups.length; group++) {
      await breath.take();
      const part = await this.parquet.read({ rowGroups: [group], batchSize: 65_536, ...(columns && { columns }) });
      done += groups[group]!.numRows();
      let bytes: Uint8Array | null = null;
      const ipc = () => (bytes ??= part.intoIPCStream());
      yield {
        ipc,
        get table() {
          return tableFromIPC(ipc());
        },
        share: this.#rows === 0 ? 1 : done / this.#rows,
      };
    }
  }
}
