import { Type, type DataType } from '@uwdata/flechette';
import { tableFromIPC } from 'apache-arrow';
import { Damaged, type Content } from '#data/content.ts';
import type { ColumnType, TableSample } from '#data/mapping.ts';
import type { Scan, ScannedRows } from '#data/scanned-rows.ts';
import type { OnProgress } from '#engine/protocol.ts';
import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';
import { arrowBatches, simpleIpc, simpleType } from './arrow-batches.ts';
import { isInstantType, scannedRows, valueText } from './arrow-columns.ts';
import type { Breath } from './breath.ts';
import type { Database } from './database.ts';
import { NONE_BROKEN, type BrokenRows, type Source, type SourceColumn, type StoredType } from './source.ts';
import { appendPart, type Target } from './table.ts';

const SAMPLE_ROWS = 1_000;

/** Arrow IPC, as a file (Feather 2) or a stream: read batch by batch. */
export async function openArrowSource(content: Content, database: () => Promise<Database>): Promise<Outcome<Source>> {
  try {
    const sample: TableSample = { columns: [], rows: [] };
    const columns: SourceColumn[] = [];
    for await (const { table } of arrowBatches(content)) {
      if (columns.length === 0)
        for (const { name, type } of table.schema.fields) {
          columns.push({ name, stored: storedType(simpleType(type)) });
          sample.columns.push({ name, type: columnType(simpleType(type)) });
        }
      sample.rows.push(...textRows(simpleIpc(table, null), SAMPLE_ROWS - sample.rows.length));
      if (sample.rows.length >= SAMPLE_ROWS) break;
    }
    const { name } = content;
    if (columns.length === 0) return fail(problem('data/empty', name, `${name} has no columns.`));
    const twice = columns.find((column, i) => columns.findIndex((other) => same(other.name, column.name)) !== i);
    if (twice)
      return fail(
        problem(
          'data/damaged',
          name,
          `${name} has two columns called “${twice.name}”.`,
          'Rename one and export it again.',
        ),
      );
    return ok(new ArrowSource(content, columns, sample, database));
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    return fail(
      problem(
        'data/damaged',
        content.name,
        `${content.name} is Arrow, but it cannot be read: ${error.message}.`,
        'Export it again; it may be cut short.',
      ),
    );
  }
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function textRows(ipc: Uint8Array, most: number): (string | null)[][] {
  const table = tableFromIPC(ipc);
  const vectors = table.schema.fields.map((_, i) => table.getChildAt(i)!);
  return Array.from({ length: Math.min(most, table.numRows) }, (_, row) =>
    vectors.map((vector) => {
      const text = valueText(vector.get(row), vector.type);
      return text === null || !isInstantType(vector.type) ? text : `${text}Z`;
    }),
  );
}

function columnType({ typeId }: DataType): ColumnType {
  if (typeId === Type.Date || typeId === Type.Timestamp) return 'time';
  if (typeId === Type.Bool) return 'boolean';
  return typeId === Type.Int || typeId === Type.Float ? 'number' : 'text';
}

const STORED: Partial<Record<number, StoredType>> = {
  [Type.Date]: 'TIMESTAMP',
  [Type.Timestamp]: 'TIMESTAMP',
  [Type.Bool]: 'BOOLEAN',
  [Type.Int]: 'BIGINT',
  [Type.Float]: 'DOUBLE',
};

const storedType = ({ typeId }: DataType): StoredType => STORED[typeId] ?? 'VARCHAR';

class ArrowSource implements Source {
  readonly inspection;

  constructor(
    private readonly content: Content,
    readonly columns: SourceColumn[],
    readonly sample: TableSample,
    private readonly database: () => Promise<Database>,
  ) {
    const { name, size } = content;
    this.inspection = { name, bytes: size, format: 'arrow' as const, columns: sample.columns };
  }

  broken(): BrokenRows {
    return NONE_BROKEN;
  }

  relax(): boolean {
    return false;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async *scan(scan: Scan, breath: Breath, onProgress: OnProgress): AsyncGenerator<ScannedRows, void> {
    const { name, size } = this.content;
    for await (const { table, read } of arrowBatches(this.content)) {
      for (const batch of tableFromIPC(simpleIpc(table, scan.columns)).batches) yield scannedRows(batch, scan);
      onProgress({ doing: `Reading ${name}`, share: read / size });
      await breath.take();
    }
  }

  async load(target: Target, breath: Breath, onProgress: OnProgress): Promise<void> {
    const { name, size } = this.content;
    const database = await this.database();
    for await (const { table, read } of arrowBatches(this.content)) {
      await appendPart(database, simpleIpc(table, null), target, this.columns, breath);
      onProgress({ doing: `Reading every column of ${name}`, share: read / size });
      await breath.take();
    }
  }
}
