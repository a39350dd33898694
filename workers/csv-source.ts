import type { Table } from 'apache-arrow';
import { sampleCsv, type CsvSample } from '#data/table-sample.ts';
import type { Mapping, TableSample } from '#data/mapping.ts';
import type { InputFile, OnProgress } from '#engine/protocol.ts';
import type { EventBatch } from '#log/log-builder.ts';
import { id, text } from '#sql/quote.ts';
import { ok, type Outcome } from '#vocabulary/problem.ts';
import { asText, noText, readColumn } from './arrow-columns.ts';
import type { Breath } from './breath.ts';
import type { Database } from './database.ts';
import { NONE_BROKEN, type BrokenRows, type Source, type SourceColumn } from './source.ts';
import { TABLE } from './table.ts';

/** DuckDB's reader does the parting into fields; the dialect comes from our own look at the file, because its sniffer
 * decides quoting from the head of the file alone. Every column is kept as text. */
export async function openCsv(file: InputFile, database: () => Promise<Database>): Promise<Outcome<Source>> {
  const sampled = await sampleCsv(file.blob, file.name);
  return sampled.ok ? ok(new CsvSource(file, sampled.value, database)) : sampled;
}

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

class CsvSource implements Source {
  readonly inspection;
  readonly sample: TableSample;
  readonly columns: SourceColumn[];
  readonly #csv: CsvSample;
  #registered: Promise<string> | undefined;
  #broken = NONE_BROKEN;
  #strict = true;

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

  /** DuckDB's strict reading fails on a file whose lines end in two ways; everything else it finds it rejects by row. */
  relax(error: unknown): boolean {
    const lenient = this.#strict && error instanceof Error && /reached an invalid state/.test(error.message);
    if (lenient) this.#strict = false;
    return lenient;
  }

  async close(): Promise<void> {
    if (this.#registered) (await this.database()).drop(await this.#registered);
  }

  async *scan(mapping: Mapping, breath: Breath, onProgress: OnProgress): AsyncGenerator<EventBatch, void> {
    const database = await this.database();
    const wanted = [...new Set([mapping.person, mapping.event, mapping.time])];
    const present = wanted.filter((name) => this.columns.some((column) => column.name === name));
    const select = present.length === 0 ? 'NULL' : present.map(id).join(', ');
    const bytesPerRow = this.#bytesPerRow();
    let rows = 0;
    const asked = `SELECT ${select} FROM ${await this.#reader()}`;
    for await (const batch of database.stream(asked, breath, (query) => (this.#broken = brokenRows(query)))) {
      rows += batch.numRows;
      const column = (name: string) => {
        const read = readColumn(batch, name);
        return read ? asText(read) : noText(batch.numRows);
      };
      yield { person: column(mapping.person), event: column(mapping.event), time: column(mapping.time) };
      const share = this.#csv.gzip ? null : Math.min(0.99, (rows * bytesPerRow) / this.file.blob.size);
      if (breath.due) onProgress({ doing: `Reading ${this.file.name}`, share, count: rows });
    }
  }

  async load(columns: SourceColumn[], breath: Breath, onProgress: OnProgress): Promise<void> {
    onProgress({ doing: `Reading every column of ${this.file.name}`, share: null });
    const database = await this.database();
    const stored = new Set(columns.map(({ name }) => name));
    const select = this.columns.filter(({ name }) => stored.has(name)).map(({ name }) => id(name));
    const inserted = `INSERT INTO ${TABLE} BY NAME SELECT ${select.join(', ')} FROM ${await this.#reader()}`;
    await database.run(inserted, breath, (query) => (this.#broken = brokenRows(query)));
  }

  async #reader(): Promise<string> {
    const database = await this.database();
    const name = await (this.#registered ??= database.register(this.file));
    const { delimiter, quote, header, skipLines } = this.#csv.shape;
    const columns = this.columns.map((column) => `${text(column.name)}: 'VARCHAR'`).join(', ');
    return (
      `read_csv(${text(name)}, auto_detect=false, header=${header}, skip=${skipLines}, delim=${text(delimiter)}, quote=${text(quote)}, ` +
      `escape=${text(quote)}, null_padding=true, strict_mode=${this.#strict}, store_rejects=true, rejects_limit=${MOST_BROKEN}, max_line_size=16777216, ` +
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
