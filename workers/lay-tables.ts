import { asTexts } from '#data/made-columns.ts';
import type { Scan, ScannedRows } from '#data/scanned-rows.ts';
import type { Setup, TableSetup } from '#data/setup.ts';
import { eventReader } from '#data/table-events.ts';
import { Identities } from '#log/identities.ts';
import type { Laid } from '#log/lay-out.ts';
import { LogBuilder, type TableCounts } from '#log/log-builder.ts';
import { RowIds } from '#log/row-ids.ts';
import { PeopleRows } from './person-attributes.ts';
import type { OpenTable } from './table.ts';

export interface LaidTables extends Laid {
  tables: TableCounts[];
}

/** How the tables are read: from their files, or from the database once they are in it. */
export interface TableReading {
  scan(table: OpenTable, scan: Scan): AsyncIterable<ScannedRows>;
  /** Tells rows of the table of all events that are left out; nothing where all stay. */
  skip?(row: number): boolean;
  /** What each event name is called in the log; null = its events are left out. */
  rename(names: string[]): Promise<(string | null)[]>;
  run<T>(steps: Generator<void, T>): Promise<T>;
}

/** Makes one log of people of all tables. Tables of events come in their order, then ids and attributes. */
export async function layTables(
  tables: readonly OpenTable[],
  setup: Setup,
  reading: TableReading,
): Promise<LaidTables> {
  const ids = new Identities(setup.identity, setup.leaveOut);
  const builder = new LogBuilder(ids);
  const counts: TableCounts[] = [];
  const people: PeopleRows[] = [];
  for (const table of ofShape(tables, 'events', 'milestones')) {
    const before = snapshot(builder);
    builder.beginTable();
    const reader = eventReader(table.setup, ids);
    for await (const rows of reading.scan(table, reader.scan)) builder.add(reader.read(rows), reading.skip);
    counts.push(since(before, builder, table.setup.table));
  }
  for (const table of ofShape(tables, 'links')) counts.push(await readLinks(table, ids, reading));
  for (const table of ofShape(tables, 'people')) {
    const rows = new PeopleRows(
      table.setup,
      table.source.columns.map(({ name }) => name),
      ids,
    );
    for await (const part of reading.scan(table, plainScan(rows.columns, table.setup))) rows.add(part);
    people.push(rows);
  }
  const laid = await reading.run(builder.finish(await reading.rename(builder.names)));
  for (const rows of people) {
    rows.attach(laid);
    counts.push({ ...empty(rows.table, rows.rows), matched: rows.matched(laid) });
  }
  return { ...laid, tables: counts };
}

const ofShape = (tables: readonly OpenTable[], ...shapes: TableSetup['shape'][]): OpenTable[] =>
  tables.filter(({ setup }) => !setup.skip && shapes.includes(setup.shape));

const plainScan = (columns: string[], { zone }: TableSetup): Scan => ({ columns, times: [], zone });

async function readLinks(table: OpenTable, ids: Identities, reading: TableReading): Promise<TableCounts> {
  const { setup } = table;
  const kinds = setup.ids.map(({ kind }) => ids.kind(kind));
  let count = 0;
  for await (const { rows, columns } of reading.scan(
    table,
    plainScan(
      setup.ids.map(({ column }) => column),
      setup,
    ),
  )) {
    const row = new RowIds(
      ids,
      kinds.map((kind, i) => ({ kind, column: asTexts(columns[i]!) })),
    );
    for (let i = 0; i < rows; i++) {
      row.read(i);
      row.link(NaN);
    }
    count += rows;
  }
  return empty(setup.table, count);
}

const empty = (table: string, rows: number): TableCounts => ({
  table,
  rows,
  events: 0,
  unusable: { withoutPerson: 0, withoutTime: 0, unreadableTimes: 0, unreadableExamples: [] },
  unnamed: 0,
  repeats: 0,
  merged: 0,
});

const snapshot = ({ rows, events, unusable, unnamed, repeats, merged, leftOut }: LogBuilder) => ({
  rows,
  events,
  unnamed,
  repeats,
  merged,
  leftOut,
  unusable: { ...unusable, examples: unusable.unreadableExamples.length },
});

function since(before: ReturnType<typeof snapshot>, builder: LogBuilder, table: string): TableCounts {
  const { unusable } = builder;
  return {
    table,
    rows: builder.rows - before.rows,
    events: builder.events - before.events,
    unnamed: builder.unnamed - before.unnamed,
    repeats: builder.repeats - before.repeats,
    merged: builder.merged - before.merged,
    ...(builder.ids.leavesOut && { leftOut: builder.leftOut - before.leftOut }),
    unusable: {
      withoutPerson: unusable.withoutPerson - before.unusable.withoutPerson,
      withoutTime: unusable.withoutTime - before.unusable.withoutTime,
      unreadableTimes: unusable.unreadableTimes - before.unusable.unreadableTimes,
      unreadableExamples: unusable.unreadableExamples.slice(before.unusable.examples),
    },
  };
}
