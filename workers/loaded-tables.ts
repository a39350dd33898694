import type { Scan, ScannedRows } from '#data/scanned-rows.ts';
import type { OnProgress } from '#engine/protocol.ts';
import { id } from '#sql/quote.ts';
import { scannedRows } from './arrow-columns.ts';
import type { Breath } from './breath.ts';
import type { Database } from './database.ts';
import { createTable, madeColumns, TABLE, tableColumns, unitedColumns, type OpenTable, type Target } from './table.ts';

/** Where the rows of each table are in the database. */
export interface LoadedTables {
  database: Database;
  /** Rows [from, to) of a table, the columns that it has, of each open table. */
  of: Map<OpenTable, { table: string; from: number; to: number; columns: string[] }>;
}

/** Tables of one shape are one table of the database. */
const NAMES = { events: TABLE, milestones: TABLE, people: 'people', links: 'links', costs: 'costs' } as const;

/** Puts every row of every table into the database, in order. */
export async function loadTables(
  database: Database,
  tables: readonly OpenTable[],
  breath: Breath,
  onProgress: OnProgress,
): Promise<LoadedTables> {
  const of: LoadedTables['of'] = new Map();
  const used = tables.filter(({ setup }) => !setup.skip);
  for (const table of new Set<string>([TABLE, ...used.map(({ setup }) => NAMES[setup.shape])])) {
    const members = used.filter(({ setup }) => NAMES[setup.shape] === table);
    const columns = unitedColumns(members.map(tableColumns));
    createTable(database, table, columns);
    let from = 0;
    for (const member of members) {
      await loaded(member, { table, columns, made: madeColumns(member.setup) }, breath, onProgress);
      const [counted] = database.query(`SELECT count(*)::DOUBLE AS n FROM ${id(table)}`).toArray() as { n: number }[];
      of.set(member, { table, from, to: counted!.n, columns: tableColumns(member).map(({ name }) => name) });
      from = counted!.n;
    }
  }
  return { database, of };
}

/** Lets every table go. */
export function dropTables(database: Database): void {
  for (const table of new Set(Object.values(NAMES))) database.query(`DROP TABLE IF EXISTS ${id(table)}`);
}

/** Once more where a source can read more leniently. */
async function loaded(member: OpenTable, target: Target, breath: Breath, onProgress: OnProgress): Promise<void> {
  for (;;) {
    try {
      return await member.source.load(target, breath, onProgress);
    } catch (error) {
      if (!member.source.relax(error)) throw error;
    }
  }
}

/** Some columns of the rows of one table, as its source would read them. */
export async function* scanTable(
  member: OpenTable,
  { database, of }: LoadedTables,
  scan: Scan,
  breath: Breath,
): AsyncGenerator<ScannedRows, void> {
  const { table, from, to, columns } = of.get(member)!;
  const select = scan.columns.filter((name) => columns.includes(name)).map((name) => selected(member, name, scan));
  const sql = `SELECT ${select.join(', ') || 'NULL'} FROM ${id(table)} WHERE rowid >= ${from} AND rowid < ${to}`;
  for await (const batch of database.stream(sql, breath)) yield scannedRows(batch, scan);
}

/** A time that the file has a type for stays one; everything else is read as text. */
function selected({ source }: OpenTable, name: string, { times }: Scan): string {
  const typed =
    times.includes(name) && source.columns.some((column) => column.name === name && column.stored === 'TIMESTAMP');
  return typed ? id(name) : `CAST(${id(name)} AS VARCHAR) AS ${id(name)}`;
}
