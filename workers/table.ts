import { id } from '#sql/quote.ts';
import type { Breath } from './breath.ts';
import type { Database } from './database.ts';
import type { Source, SourceColumn } from './source.ts';

/** The table with every column of every file, in their order: row numbers are places in it. */
export const TABLE = 'events';
const PART = 'sojourn_part';

/** Columns of all files by name; one that has two types becomes text. */
export function unitedColumns(sources: readonly Source[]): SourceColumn[] {
  const united = new Map<string, SourceColumn>();
  for (const column of sources.flatMap((source) => source.columns)) {
    const seen = united.get(column.name);
    if (!seen) united.set(column.name, column);
    else if (seen.stored !== column.stored) united.set(column.name, { name: column.name, stored: 'VARCHAR' });
  }
  return [...united.values()];
}

export function createTable(database: Database, columns: SourceColumn[]): void {
  database.query(
    `CREATE OR REPLACE TABLE ${TABLE} (${columns.map(({ name, stored }) => `${id(name)} ${stored}`).join(', ')})`,
  );
}

/** Appends the rows of an Arrow IPC stream. */
export async function appendPart(database: Database, ipc: Uint8Array, casts: string, breath: Breath): Promise<void> {
  database.query(`DROP TABLE IF EXISTS ${PART}`);
  database.insertArrow(PART, ipc);
  try {
    await database.run(`INSERT INTO ${TABLE} BY NAME SELECT ${casts} FROM ${PART}`, breath);
  } finally {
    database.query(`DROP TABLE IF EXISTS ${PART}`);
  }
}
