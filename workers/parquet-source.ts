import { DataType, tableFromIPC, type Field } from 'apache-arrow';
import { decodeAside, openParquet } from '#bindings';
import type { ColumnType, TableSample } from '#data/mapping.ts';
import type { Scan, ScannedRows } from '#data/scanned-rows.ts';
import type { InputFile, OnProgress } from '#engine/protocol.ts';
import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';
import { hasTimeType, isInstantType, valueText } from './arrow-columns.ts';
import type { Breath } from './breath.ts';
import type { Database } from './database.ts';
import { BATCH_ROWS, scannedGroup } from './parquet-group.ts';
import { NONE_BROKEN, type BrokenRows, type Source, type SourceColumn, type StoredType } from './source.ts';
import { appendPart, type Target } from './table.ts';

const SAMPLE_ROWS = 1_000;
/** From here on a second worker has started long before the first could have read it all. */
const ASIDE_ROWS = 2_000_000;
type ParquetFile = Awaited<ReturnType<typeof openParquet>>;

/** Parquet is decoded by parquet-wasm a row group at a time: DuckDB-WASM would fetch its own reader from the network. */
export async function openParquetSource(file: InputFile, database: () => Promise<Database>): Promise<Outcome<Source>> {
  let parquet: ParquetFile | undefined;
  try {
    parquet = await openParquet(file);
    const fields = tableFromIPC(parquet.schema().intoIPCStream()).schema.fields;
    if (fields.length > 0)
      return ok(new ParquetSource(file, parquet, fields, await sampleOf(parquet, fields), database));
    parquet.free();
    return fail(problem('data/empty', file.name, 'This Parquet file has no columns.'));
  } catch (error) {
    parquet?.free();
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
    const groups = this.#groupRows();
    const aside = groups.length > 1 && this.#rows >= ASIDE_ROWS ? await decodeAside(this.file) : null;
    try {
      let done = 0;
      let ahead: Promise<ScannedRows[] | null> | null = null;
      for (const [group, rows] of groups.entries()) {
        await breath.take();
        const batches = (await ahead) ?? (await scannedGroup(this.parquet, group, scan, present));
        const next = group + 1;
        ahead = null;
        done += rows;
        onProgress({ doing: `Reading ${this.file.name}`, share: done / this.#rows });
        for (const batch of batches) {
          if (next < groups.length) ahead ??= aside?.read({ group: next, scan, present }) ?? null;
          yield batch;
          await breath.take();
        }
      }
    } finally {
      aside?.close();
    }
  }

  async load(target: Target, breath: Breath, onProgress: OnProgress): Promise<void> {
    const database = await this.database();
    let done = 0;
    for (const [group, rows] of this.#groupRows().entries()) {
      await breath.take();
      const part = await this.parquet.read({ rowGroups: [group], batchSize: BATCH_ROWS });
      done += rows;
      onProgress({ doing: `Reading every column of ${this.file.name}`, share: done / this.#rows });
      await appendPart(database, part.intoIPCStream(), target, this.columns, breath);
    }
  }

  /** Rows of each row group. */
  #groupRows(): number[] {
    return this.parquet
      .metadata()
      .rowGroups()
      .map((group) => group.numRows());
  }
}
