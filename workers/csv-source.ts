import type { Table } from 'apache-arrow';
import { CsvScanner, NotPlain } from '#data/csv-scanner.ts';
import type { CsvSample } from '#data/table-sample.ts';
import type { TableSample } from '#data/mapping.ts';
import type { Scan, ScannedRows } from '#data/scanned-rows.ts';
import type { InputFile, OnProgress } from '#engine/protocol.ts';
import { id, text } from '#sql/quote.ts';
import { asText, noText, readColumn } from './arrow-columns.ts';
import type { Breath } from './breath.ts';
import { chunksOf } from './chunks.ts';
import type { Database } from './database.ts';
import { NONE_BROKEN, type BrokenRows, type Source, type SourceColumn } from './source.ts';
import { insertInto, type Target } from './table.ts';

/** Rejected rows beyond these are left out uncounted, so that a file that is no CSV does not fill the memory. */
const MOST_BROKEN = 1_000_000;

/** What DuckDB's reader rejected on this connection: a row may have several faults. */
function brokenRows(query: (sql: string) => Table): BrokenRows {
  const [counted] = query('SELECT count(DISTINCT line)::DOUBLE AS n FROM reject_errors').toArray() as { n: number }[];
  const first = query(
    'SELECT line::INTEGER AS line, error_message AS message FROM reject_errors ORDER BY line LIMIT 5',
  ).toArray() as {
    line: number;
    message: string;
  }[];
  return { rows: counted!.n, examples: first.map(({ line, message }) => `line ${line}: ${message}`) };
}

/**
 * DuckDB's reader does the parting into fields; the dialect comes from our own look at the file, because its sniffer
 * decides quoting from the head of the file alone. Every column is kept as text.
 */
export class CsvSource implements Source {
  readonly inspection;
  readonly sample: TableSample;
  readonly columns: SourceColumn[];
  readonly #csv: CsvSample;
  #registered: Promise<string> | undefined;
  #broken = NONE_BROKEN;
  #strict = true;
  #plain = true;

  constructor(
    private readonly file: InputFile,
    csv: CsvSample,
    private readonly database: () => Promise<Database>,
  ) {
    this.#csv = csv;
    this.sample = csv.sample;
    this.columns = csv.sample.columns.map(({ name }) => ({ name, stored: 'VARCHAR' as const }));
    this.inspection = {
      name: file.name,
      bytes: file.blob.size,
      format: 'csv' as const,
      delimiter: csv.shape.delimiter,
      columns: csv.sample.columns,
    };
  }

  broken(): BrokenRows {
    return this.#broken;
  }

  /**
   * From plain bytes to the table's reader, and from its strict reading, which fails on a file whose lines end in two
   * ways, to its lenient one.
   */
  relax(error: unknown): boolean {
    if (error instanceof NotPlain && this.#plain) {
      this.#plain = false;
      return true;
    }
    const lenient = this.#strict && error instanceof Error && /reached an invalid state/.test(error.message);
    if (lenient) this.#strict = false;
    return lenient;
  }

  async close(): Promise<void> {
    if (this.#registered) (await this.database()).drop(await this.#registered);
  }

  scan({ columns }: Scan, breath: Breath, onProgress: OnProgress): AsyncGenerator<ScannedRows, void> {
    return this.#plain ? this.#scanBytes(columns, breath, onProgress) : this.#scanTable(columns, breath, onProgress);
  }

  /** Straight from the bytes: the first funnel then needs no database at all. */
  async *#scanBytes(wanted: string[], breath: Breath, onProgress: OnProgress): AsyncGenerator<ScannedRows, void> {
    const { shape, gzip } = this.#csv;
    const scanner = new CsvScanner(
      shape,
      wanted.map((name) => shape.columns.indexOf(name)),
    );
    let read = 0;
    let skip = shape.dataStart;
    for await (const { bytes, last } of chunksOf(this.file.blob, gzip)) {
      read += bytes.length;
      const skipped = Math.min(skip, bytes.length);
      skip -= skipped;
      const columns = scanner.chunk(bytes.subarray(skipped), last);
      yield { rows: columns[0]?.rows ?? 0, columns };
      onProgress({ doing: `Reading ${this.file.name}`, share: gzip ? null : read / this.file.blob.size });
      await breath.take();
    }
  }

  /** By the table's reader, which says what is wrong with each row it rejects. */
  async *#scanTable(wanted: string[], breath: Breath, onProgress: OnProgress): AsyncGenerator<ScannedRows, void> {
    const database = await this.database();
    const present = wanted.filter((name) => this.columns.some((column) => column.name === name));
    const select = present.length === 0 ? 'NULL' : present.map(id).join(', ');
    const bytesPerRow = this.#bytesPerRow();
    let rows = 0;
    const asked = `SELECT ${select} FROM ${await this.#reader()}`;
    for await (const batch of database.stream(asked, breath, (query) => (this.#broken = brokenRows(query)))) {
      rows += batch.numRows;
      const columns = wanted.map((name) => {
        const read = readColumn(batch, name);
        return read ? asText(read) : noText(batch.numRows);
      });
      yield { rows: batch.numRows, columns };
      const share = this.#csv.gzip ? null : Math.min(0.99, (rows * bytesPerRow) / this.file.blob.size);
      if (breath.due) onProgress({ doing: `Reading ${this.file.name}`, share, count: rows });
    }
  }

  async load(target: Target, breath: Breath, onProgress: OnProgress): Promise<void> {
    onProgress({ doing: `Reading every column of ${this.file.name}`, share: null });
    const database = await this.database();
    const insert = insertInto(target, this.columns, await this.#reader());
    await database.run(insert, breath, (query) => (this.#broken = brokenRows(query)));
  }

  async #reader(): Promise<string> {
    const database = await this.database();
    const name = await (this.#registered ??= database.register(this.file));
    const { delimiter, quote, header, skipLines } = this.#csv.shape;
    const columns = this.columns.map((column) => `${text(column.name)}: 'VARCHAR'`).join(', ');
    return (
      `read_csv(${text(name)}, auto_detect=false, header=${header}, skip=${skipLines}, delim=${text(delimiter)}, quote=${text(quote)}, ` +
      `escape=${text(quote)}, null_padding=true, parallel=false, strict_mode=${this.#strict}, store_rejects=true, rejects_limit=${MOST_BROKEN}, ` +
      `compression='${this.#csv.gzip ? 'gzip' : 'none'}', columns={${columns}})`
    );
  }

  /** From the sample, to say how far a file is read. */
  #bytesPerRow(): number {
    const { rows } = this.sample;
    const signs = rows.reduce((sum, row) => sum + row.reduce((line, cell) => line + (cell?.length ?? 0) + 1, 0), 0);
    return rows.length === 0 ? 1 : signs / rows.length;
  }
}
