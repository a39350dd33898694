import type { TableSample } from '#data/mapping.ts';
import type { Scan, ScannedRows } from '#data/scanned-rows.ts';
import { Notes, type Rewrite } from '#data/rewrite.ts';
import type { CsvSample } from '#data/table-sample.ts';
import type { TableInspection, InputFile, OnProgress } from '#engine/protocol.ts';
import type { Breath } from './breath.ts';
import { CsvSource } from './csv-source.ts';
import type { Database } from './database.ts';
import type { BrokenRows, Source, SourceColumn } from './source.ts';
import type { Target } from './table.ts';

export interface Rewritten {
  inspection: TableInspection;
  /** Of the CSV that `rewrite` makes. */
  csv: Pick<CsvSample, 'shape' | 'sample'>;
  rewrite: Rewrite;
}

/** Parts of the written file are given to the browser in pieces of this size, which it may keep on disk. */
const PIECE_BYTES = 1 << 25;

/**
 * A file that is no CSV in UTF-8. It is rewritten as one when its rows are first asked for, and read from that, so that
 * the log and the table see the same rows.
 */
export class RewrittenSource implements Source {
  readonly inspection: TableInspection;
  readonly sample: TableSample;
  columns: SourceColumn[];
  #written: { source: Source; notes: Notes } | null = null;

  constructor(
    private readonly from: Rewritten,
    private readonly database: () => Promise<Database>,
  ) {
    this.inspection = from.inspection;
    this.sample = from.csv.sample;
    this.columns = this.sample.columns.map(({ name }) => ({ name, stored: 'VARCHAR' as const }));
  }

  broken(): BrokenRows {
    if (!this.#written) return { rows: 0, examples: [] };
    const { source, notes } = this.#written;
    const rejected = source.broken();
    return { rows: notes.broken + rejected.rows, examples: [...notes.examples, ...rejected.examples].slice(0, 5) };
  }

  relax(error: unknown): boolean {
    return this.#written?.source.relax(error) ?? false;
  }

  async close(): Promise<void> {
    await this.#written?.source.close();
    this.#written = null;
  }

  async *scan(scan: Scan, breath: Breath, onProgress: OnProgress): AsyncGenerator<ScannedRows, void> {
    yield* (await this.#read(breath, onProgress)).scan(scan, breath, onProgress);
  }

  async load(target: Target, breath: Breath, onProgress: OnProgress): Promise<void> {
    await (await this.#read(breath, onProgress)).load(target, breath, onProgress);
  }

  async #read(breath: Breath, onProgress: OnProgress): Promise<Source> {
    if (this.#written) return this.#written.source;
    const { inspection, csv, rewrite } = this.from;
    const notes = new Notes();
    const blob = await this.#collect(rewrite(notes), notes, breath, onProgress);
    const late = notes.lateColumns.map((name) => ({ name, type: 'text' as const }));
    const columns = [...csv.sample.columns, ...late];
    const shape = { ...csv.shape, columns: columns.map(({ name }) => name) };
    const file: InputFile = { name: inspection.name, blob };
    const whole: CsvSample = {
      shape,
      gzip: false,
      encoding: 'utf-8',
      delimiter: shape.delimiter,
      rewrite: null,
      sample: { ...csv.sample, columns },
    };
    const source = new CsvSource(file, whole, this.database);
    this.columns = source.columns;
    this.#written = { source, notes };
    return source;
  }

  async #collect(
    parts: AsyncIterable<Uint8Array<ArrayBuffer>>,
    notes: Notes,
    breath: Breath,
    onProgress: OnProgress,
  ): Promise<Blob> {
    const { name, bytes } = this.inspection;
    const pieces: Blob[] = [];
    let piece: Uint8Array<ArrayBuffer>[] = [];
    let size = 0;
    for await (const part of parts) {
      piece.push(part);
      size += part.length;
      if (size >= PIECE_BYTES) {
        pieces.push(new Blob(piece));
        [piece, size] = [[], 0];
      }
      onProgress({ doing: `Unpacking ${name}`, share: Math.min(0.99, notes.read / Math.max(1, bytes)) });
      await breath.take();
    }
    return new Blob([...pieces, ...piece]);
  }
}
