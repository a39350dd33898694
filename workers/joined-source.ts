import type { TableSample } from '#data/mapping.ts';
import type { Scan, ScannedRows } from '#data/scanned-rows.ts';
import type { TableInspection, OnProgress } from '#engine/protocol.ts';
import type { Breath } from './breath.ts';
import type { BrokenRows, Source, SourceColumn } from './source.ts';
import { unitedColumns, type Target } from './table.ts';

/** Several tables that came in one file, read one after the other. */
export class JoinedSource implements Source {
  readonly inspection: TableInspection;
  readonly sample: TableSample;
  #reading: Source | undefined;
  /** Place of the member being put into the table; null while the log is read. */
  #loading: number | null = null;
  /** Members that are in the table already when it is tried once more. */
  #loaded = 0;

  constructor(
    name: string,
    bytes: number,
    private readonly members: readonly Source[],
  ) {
    const [first] = members;
    const types = new Map(members.flatMap(({ sample }) => sample.columns).map((column) => [column.name, column]));
    const own = first!.sample.columns;
    const others = this.columns.filter((column) => !own.some((known) => known.name === column.name));
    this.sample = {
      columns: [
        ...own,
        ...others.map((column) => types.get(column.name) ?? { name: column.name, type: 'text' as const }),
      ],
      rows: first!.sample.rows.map((row) => [...row, ...others.map(() => null)]),
    };
    const { delimiter, encoding, format } = first!.inspection;
    this.inspection = {
      name: `${name}: ${members.map((member) => member.inspection.name).join(', ')}`,
      bytes,
      format,
      ...(delimiter !== undefined && { delimiter }),
      ...(encoding !== undefined && { encoding }),
      columns: this.sample.columns,
    };
  }

  get columns(): SourceColumn[] {
    return unitedColumns(this.members.map(({ columns }) => columns));
  }

  broken(): BrokenRows {
    const all = this.members.map((member) => ({ name: member.inspection.name, ...member.broken() }));
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
    for (const member of this.members) await member.close();
  }

  async *scan(scan: Scan, breath: Breath, onProgress: OnProgress): AsyncGenerator<ScannedRows, void> {
    this.#loading = null;
    for (const member of this.members) {
      this.#reading = member;
      yield* member.scan(scan, breath, onProgress);
    }
  }

  async load(target: Target, breath: Breath, onProgress: OnProgress): Promise<void> {
    const from = this.#loaded;
    this.#loaded = 0;
    for (const [i, member] of this.members.entries()) {
      if (i < from) continue;
      [this.#reading, this.#loading] = [member, i];
      await member.load(target, breath, onProgress);
    }
  }
}
