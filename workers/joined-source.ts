import type { TableSample } from '#data/mapping.ts';
import type { Scan, ScannedRows } from '#data/scanned-rows.ts';
import type { TableInspection, OnProgress } from '#engine/protocol.ts';
import type { Breath } from './breath.ts';
import type { BrokenRows, Source, SourceColumn } from './source.ts';
import { unitedColumns, type Target } from './table.ts';

/** Parts of one export, with the same columns, read one after the other as one table. */
export class JoinedSource implements Source {
  readonly inspection: TableInspection;
  readonly sample: TableSample;
  #reading: Source | undefined;
  /** Place of the part being put into the table; null while the log is read. */
  #loading: number | null = null;
  /** Parts that are in the table already when it is tried once more. */
  #loaded = 0;

  constructor(
    name: string,
    private readonly parts: readonly Source[],
  ) {
    const [first] = parts as [Source];
    const bytes = parts.reduce((sum, { inspection }) => sum + inspection.bytes, 0);
    this.inspection = { ...first.inspection, name, bytes };
    this.sample = first.sample;
  }

  get columns(): SourceColumn[] {
    return unitedColumns(this.parts.map(({ columns }) => columns));
  }

  broken(): BrokenRows {
    const all = this.parts.map((part) => ({ name: part.inspection.name, ...part.broken() }));
    return {
      rows: all.reduce((sum, { rows }) => sum + rows, 0),
      examples: all.flatMap(({ name, examples }) => examples.map((example) => `${name}, ${example}`)).slice(0, 5),
    };
  }

  relax(error: unknown): boolean {
    const again = this.#reading?.relax(error) ?? false;
    this.#loaded = again ? (this.#loading ?? 0) : 0;
    return again;
  }

  async close(): Promise<void> {
    for (const part of this.parts) await part.close();
  }

  async *scan(scan: Scan, breath: Breath, onProgress: OnProgress): AsyncGenerator<ScannedRows, void> {
    this.#loading = null;
    for (const part of this.parts) {
      this.#reading = part;
      yield* part.scan(scan, breath, onProgress);
    }
  }

  async load(target: Target, breath: Breath, onProgress: OnProgress): Promise<void> {
    const from = this.#loaded;
    this.#loaded = 0;
    for (const [i, part] of this.parts.entries()) {
      if (i < from) continue;
      [this.#reading, this.#loading] = [part, i];
      await part.load(target, breath, onProgress);
    }
  }
}
