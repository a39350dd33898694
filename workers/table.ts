import type { TableSetup } from '#data/setup.ts';
import { id, text } from '#sql/quote.ts';
import type { Breath } from './breath.ts';
import type { Database } from './database.ts';
import type { Source, SourceColumn } from './source.ts';

/** The table with every column of every table of events, in their order: row numbers are places in it. */
export const TABLE = 'events';
/** Every table of events has it where one of them does, whatever its own column is called. */
export const CHANNEL = 'channel';
const PART = 'sojourn_part';

/** A table of a file and how it is read. */
export interface OpenTable {
  source: Source;
  setup: TableSetup;
}

/** Where the rows of a source go. */
export interface Target {
  table: string;
  columns: SourceColumn[];
  /** Columns that are made of others, as SQL; they win over columns of the file with their names. */
  made: { name: string; sql: string }[];
}

/** Formulas, and the channel under its common name. */
export function madeColumns({ formulas, channel }: TableSetup): Target['made'] {
  const made = formulas.map(({ name, sql }) => ({ name, sql: `CAST((${sql}) AS VARCHAR)` }));
  if (!channel) return made;
  if ('constant' in channel) return [...made, { name: CHANNEL, sql: `${text(channel.constant)}::VARCHAR` }];
  return same(channel.column, CHANNEL)
    ? made
    : [...made, { name: CHANNEL, sql: `CAST(${id(channel.column)} AS VARCHAR)` }];
}

/** Columns of a table as the database has them. */
export function tableColumns({ source, setup }: OpenTable): SourceColumn[] {
  const made = madeColumns(setup).map(({ name }) => ({ name, stored: 'VARCHAR' as const }));
  return [...source.columns.filter(({ name }) => !made.some((other) => same(other.name, name))), ...made];
}

/** Columns of all tables by name; one that has two types becomes text. */
export function unitedColumns(tables: readonly SourceColumn[][]): SourceColumn[] {
  const united = new Map<string, SourceColumn>();
  for (const column of tables.flat()) {
    const key = column.name.toLowerCase(); // the database does not tell names apart by case
    const seen = united.get(key);
    if (!seen) united.set(key, column);
    else if (seen.stored !== column.stored) united.set(key, { name: seen.name, stored: 'VARCHAR' });
  }
  return [...united.values()];
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export function createTable(database: Database, table: string, columns: SourceColumn[]): void {
  const some = columns.length > 0 ? columns : [{ name: 'nothing', stored: 'VARCHAR' as const }];
  const defined = some.map(({ name, stored }) => `${id(name)} ${stored}`).join(', ');
  database.query(`CREATE OR REPLACE TABLE ${id(table)} (${defined})`);
}

/** How a source's own columns and those made of them are put into the target, which may have others. */
export function insertInto({ table, columns, made }: Target, own: readonly SourceColumn[], from: string): string {
  const stored = new Map(columns.map((column) => [column.name.toLowerCase(), column.stored]));
  const kept = own.filter(
    ({ name }) => stored.has(name.toLowerCase()) && !made.some((other) => same(other.name, name)),
  );
  const casts = kept.map(({ name }) => `CAST(${id(name)} AS ${stored.get(name.toLowerCase())}) AS ${id(name)}`);
  const selected = [...casts, ...made.map(({ name, sql }) => `${sql} AS ${id(name)}`)];
  return `INSERT INTO ${id(table)} BY NAME SELECT ${selected.join(', ')} FROM ${from}`;
}

/** Appends the rows of an Arrow IPC stream. */
export async function appendPart(
  database: Database,
  ipc: Uint8Array,
  target: Target,
  own: readonly SourceColumn[],
  breath: Breath,
): Promise<void> {
  database.query(`DROP TABLE IF EXISTS ${PART}`);
  database.insertArrow(PART, ipc);
  try {
    await database.run(insertInto(target, own, PART), breath);
  } finally {
    database.query(`DROP TABLE IF EXISTS ${PART}`);
  }
}
