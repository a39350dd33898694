import { timeReading } from '#data/column-type.ts';
import type { Finding } from '#data/finding.ts';
import type { TimeFormat } from '#data/mapping.ts';
import { makesEvents, type Setup, type SetupGuess, type TableSetup } from '#data/setup.ts';
import { columnsOfTime } from '#data/table-events.ts';
import type { EventLog } from '#log/event-log.ts';
import type { TableCounts } from '#log/log-builder.ts';
import { id } from '#sql/quote.ts';
import type { Breath } from '../breath.ts';
import type { Database } from '../database.ts';
import type { LoadedTables } from '../loaded-tables.ts';
import type { OpenedLog } from '../opened-log.ts';
import { TABLE, type OpenTable } from '../table.ts';

/** Rows of the table of events that a finding names at most. */
export const MOST_ROWS = 200;
export const EXAMPLES = 5;
/** Formats of times that are counts from an instant. */
const COUNTS: readonly TimeFormat[] = ['seconds', 'milliseconds', 'microseconds'];

/** A table of events and where its rows are in the table of all events. */
export interface EventTable {
  name: string;
  open: OpenTable;
  setup: TableSetup;
  counts: TableCounts;
  from: number;
  to: number;
}

/** What findings are looked for in. */
export interface Look {
  opened: OpenedLog;
  log: EventLog;
  setup: Setup;
  guess: SetupGuess | null;
  tables: EventTable[];
  /** Every table of the files. */
  open: OpenTable[];
  loaded: LoadedTables;
  database: Database;
  /** Now, as the caller's clock has it. */
  nowMs: number;
  browserZone: string;
  breath: Breath;
}

/** A finding before it has its id. Without examples its first rows are put into words. */
export interface Found extends Omit<Finding, 'id' | 'figure' | 'examples' | 'rows' | 'remedies'> {
  /** Tells findings of one kind and table apart. */
  about?: string;
  /** Of rows, or of people where it is about them: what comes first. */
  share: number;
  figure?: string;
  examples?: string[];
  rows?: number[];
  remedies?: Finding['remedies'];
}

/** One thing that may be wrong. */
export interface Finder {
  /** What is being looked at: “repeated rows”. */
  looksAt: string;
  find(look: Look): Promise<Found[]>;
}

export function eventTables(opened: OpenedLog, open: readonly OpenTable[]): EventTable[] {
  let to = 0;
  return opened.facts.tables.flatMap((counts) => {
    const table = open.find(({ setup }) => setup.table === counts.table && makesEvents(setup));
    if (!table) return [];
    const from = to;
    to += counts.rows;
    return [{ name: counts.table, open: table, setup: table.setup, counts, from, to }];
  });
}

/** The setup with something else in one table. */
export const withTable = (setup: Setup, name: string, change: Partial<TableSetup>): Setup => ({
  ...setup,
  tables: setup.tables.map((table) => (table.table === name ? { ...table, ...change } : table)),
});

/** Text of a column, NULL where it is missing. */
export const filled = (column: string): string => `nullif(${id(column)}::VARCHAR, '')`;

export const within = ({ from, to }: Pick<EventTable, 'from' | 'to'>): string => `rowid >= ${from} AND rowid < ${to}`;

/** Whether a row has an id, as SQL. */
export const hasId = ({ ids }: TableSetup): string =>
  ids.length === 0 ? 'false' : `coalesce(${ids.map(({ column }) => filled(column)).join(', ')}) IS NOT NULL`;

export async function ask(look: Look, sql: string): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for await (const batch of look.database.stream(sql, look.breath)) for (const row of batch) rows.push(row.toJSON());
  return rows;
}

/** The first rows of a table that pass a condition. */
export async function rowsWhere(look: Look, table: EventTable, condition: string): Promise<number[]> {
  const sql = `SELECT rowid::INTEGER AS r FROM ${TABLE} WHERE ${within(table)} AND (${condition}) LIMIT ${MOST_ROWS}`;
  return (await ask(look, sql)).map(({ r }) => Number(r));
}

/** Index in `tables` of a row's table. */
export function tableAt(tables: readonly EventTable[], row: number): number {
  for (let t = tables.length - 1; t > 0; t--) if (row >= tables[t]!.from) return t;
  return 0;
}

/** Whether the texts of a table's times name their zone, or are counts that need none. */
export function namesZone({ guess }: Look, table: EventTable): boolean {
  const { setup } = table;
  if (COUNTS.includes(setup.timeFormat)) return true;
  const guessed = guess?.tables.find((other) => other.setup.table === table.name);
  if (guessed && guessed.setup.time === setup.time) return guessed.hasZone;
  const texts = sampledTimes(table);
  return texts.length === 0 || (timeReading(texts, columnsOfTime(setup)[0])?.hasZone ?? false);
}

/** The zone that a table's days are those of: its own, or the viewer's where its times name one each. */
export const zoneOf = (look: Look, table: EventTable): string =>
  namesZone(look, table) ? look.browserZone : table.setup.zone;

/** Whether the sampled times of a table are dates without a time of day. */
export const hasOnlyDates = (table: EventTable): boolean =>
  timeReading(sampledTimes(table), columnsOfTime(table.setup)[0])?.dateOnly ?? false;

export function sampledTimes({ setup, open }: EventTable): string[] {
  const { columns, rows } = open.source.sample;
  const at = columns.findIndex(({ name }) => name === columnsOfTime(setup)[0]);
  return rows
    .map((row) => row[at])
    .filter((text): text is string => text !== null && text !== undefined && text !== '');
}

export const rowsOf = ({ counts }: EventTable): number => Math.max(1, counts.rows);
