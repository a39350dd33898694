import type { ColumnType } from '#data/mapping.ts';
import type { Setup, TableSetup } from '#data/setup.ts';
import { columnsOfEvents, columnsOfName } from '#data/table-events.ts';
import type { OnProgress } from '#engine/protocol.ts';
import { hasBit, type Bitmap } from '#log/bitmap.ts';
import type { EventLog } from '#log/event-log.ts';
import type { IdentityReport } from '#log/identity.ts';
import { TooManyNames, type TableCounts } from '#log/log-builder.ts';
import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';
import { Breath } from './breath.ts';
import type { Database } from './database.ts';
import { layTables, type LaidTables, type TableReading } from './lay-tables.ts';
import { loadTables, scanTable, type LoadedTables } from './loaded-tables.ts';
import { renamed } from './name-rules.ts';
import { attachPeople, type GivenPeople } from './person-attributes.ts';
import { agrees } from './same-rows.ts';
import { repeatedRows } from './repeats.ts';
import { RowMasks } from './row-masks.ts';
import type { SourceColumn } from './source.ts';
import { tableColumns, unitedColumns, type OpenTable } from './table.ts';

/** What laying the tables out brought, beside the log. */
export interface LogFacts {
  tables: TableCounts[];
  identity: IdentityReport;
  /** Events whose name is left out. */
  hidden: number;
  /** Rows that turned out unreadable once all their columns were read; they are in the log no more. */
  lateBroken: number;
}

/** A log made before, whose tables are opened once something asks for them. */
export interface SavedLog {
  log: EventLog;
  facts: LogFacts;
  columns: SourceColumn[];
  /** What the values of a column look like, by its name. */
  types: Record<string, ColumnType>;
}

/**
 * What is open: the log of people, and, once something asks for it, the table with every column.
 * The first funnel needs no table, so a file is first read for the columns of its events alone.
 */
export class OpenedLog {
  readonly masks: RowMasks;
  readonly #loading = new Breath();
  readonly #openTables: () => Promise<OpenTable[]>;
  #tables: Promise<OpenTable[]> | undefined;
  #saved: SavedLog;
  #table: Promise<void> | undefined;

  private constructor(
    readonly setup: Setup,
    tables: () => Promise<OpenTable[]>,
    saved: SavedLog,
    readonly database: () => Promise<Database>,
  ) {
    this.#openTables = tables;
    this.#saved = saved;
    this.masks = new RowMasks(this);
  }

  static async read(
    tables: OpenTable[],
    setup: Setup,
    given: GivenPeople,
    database: () => Promise<Database>,
    breath: Breath,
    onProgress: OnProgress,
  ): Promise<Outcome<OpenedLog>> {
    const rename = async (names: string[]) => {
      onProgress({ doing: 'Sorting events by person and time', share: null });
      return renamed(names, setup.names, database, breath);
    };
    try {
      const laid = needsTable(setup)
        ? await layLoaded(tables, setup, await loadTables(await database(), tables, breath, onProgress), rename, breath)
        : await layScanned(tables, setup, rename, breath, onProgress);
      attachPeople(given, laid.log);
      const columns = unitedColumns(eventTables(tables).map(tableColumns));
      const saved = {
        log: laid.log,
        facts: factsOf(laid, 0),
        columns,
        types: typesOf(tables),
      };
      const opened = new OpenedLog(setup, () => Promise.resolve(tables), saved, database);
      opened.#tables = Promise.resolve(tables);
      return ok(opened);
    } catch (error) {
      if (error instanceof TooManyNames)
        return fail(
          problem(
            'log/tooManyNames',
            'setup.tables.event',
            error.message,
            'Choose a column with fewer different values as the event.',
          ),
        );
      throw error;
    }
  }

  /** A log that was saved, as it was. */
  static restore(
    setup: Setup,
    tables: () => Promise<OpenTable[]>,
    saved: SavedLog,
    database: () => Promise<Database>,
  ): OpenedLog {
    return new OpenedLog(setup, tables, saved, database);
  }

  get log(): EventLog {
    return this.#saved.log;
  }
  get facts(): LogFacts {
    return this.#saved.facts;
  }
  /** Of the table `events`. */
  get columns(): SourceColumn[] {
    return this.#saved.columns;
  }
  get types(): Record<string, ColumnType> {
    return this.#saved.types;
  }
  /** What is kept of it for the next time. */
  get saved(): SavedLog {
    return this.#saved;
  }

  tables(): Promise<OpenTable[]> {
    this.#tables ??= this.#openTables();
    return this.#tables;
  }

  /** Columns that do not say who, what or when. */
  get properties(): SourceColumn[] {
    const roles = this.setup.tables.flatMap(({ ids, event, time }) => [ids[0]?.column, ...columnsOfName(event), time]);
    return this.columns.filter(({ name }) => !roles.includes(name));
  }

  /** Rows of the tables of events whose time is a column of this name. */
  tablesTimedBy(column: string): { from: number; to: number }[] {
    let to = 0;
    return this.facts.tables
      .filter(({ table }) => isEventTable(this.setup.tables.find((setup) => setup.table === table)!))
      .map(({ table, rows }) => ({ table, from: to, to: (to += rows) }))
      .filter(({ table }) => this.setup.tables.some((setup) => setup.table === table && setup.time === column));
  }

  /** Ready when the table `events` holds every row of every table of events in order. Read once. */
  table(onProgress: OnProgress = () => undefined): Promise<void> {
    this.#table ??= this.#load(onProgress).catch((error: unknown) => {
      this.#table = undefined;
      throw error;
    });
    return this.#table;
  }

  /** Whether the table is there or being read. */
  get hasTable(): boolean {
    return this.#table !== undefined;
  }

  /** Stops a table that is being read and lets the files go. Another log may then be opened. */
  async close(): Promise<void> {
    this.#loading.cancel();
    await this.#table?.catch(() => undefined); // whoever waits for the table is told that it was stopped
    const tables = await this.#tables?.catch(() => []);
    for (const { source } of tables ?? []) await source.close();
  }

  async #load(onProgress: OnProgress): Promise<void> {
    const breath = this.#loading;
    const tables = await this.tables();
    const database = await this.database();
    const loaded = await loadTables(database, tables, breath, onProgress);
    if (await agrees(this, loaded, breath)) return;
    const { log } = this;
    const rename = (names: string[]) => renamed(names, this.setup.names, this.database, breath);
    const laid = await layLoaded(tables, this.setup, loaded, rename, breath);
    this.#saved = {
      ...this.#saved,
      log: laid.log,
      facts: factsOf(laid, log.rows - laid.log.rows),
    };
  }
}

type Rename = TableReading['rename'];

const typesOf = (tables: readonly OpenTable[]): Record<string, ColumnType> =>
  Object.fromEntries(
    [...tables].reverse().flatMap(({ source }) => source.sample.columns.map(({ name, type }) => [name, type])),
  );

const isEventTable = ({ skip, shape }: TableSetup): boolean => !skip && (shape === 'events' || shape === 'milestones');

const eventTables = (tables: readonly OpenTable[]): OpenTable[] => tables.filter(({ setup }) => isEventTable(setup));

/** Whether the log can only be laid from the table: some rows are left out as repeats, or a column is made by SQL. */
const needsTable = ({ tables }: Setup): boolean =>
  tables.some((setup) => {
    if (setup.skip) return false;
    const needed = columnsOfEvents(setup);
    return setup.repeats === 'drop' || setup.formulas.some(({ name }) => needed.includes(name));
  });

const factsOf = ({ tables, identity, hidden }: LaidTables, lateBroken: number): LogFacts => ({
  tables,
  identity,
  hidden,
  lateBroken,
});

/** From the files; from the beginning once more where a source can read more leniently. */
async function layScanned(
  tables: OpenTable[],
  setup: Setup,
  rename: Rename,
  breath: Breath,
  onProgress: OnProgress,
): Promise<LaidTables> {
  for (;;) {
    let reading: OpenTable | undefined;
    try {
      return await layTables(tables, setup, {
        scan: (table, scan) => (reading = table).source.scan(scan, breath, onProgress),
        rename,
        run: (steps) => breath.run(steps),
      });
    } catch (error) {
      if (!reading?.source.relax(error)) throw error;
    }
  }
}

/** From the database, which has every column and every row that could be read. */
async function layLoaded(
  tables: OpenTable[],
  setup: Setup,
  loaded: LoadedTables,
  rename: Rename,
  breath: Breath,
): Promise<LaidTables> {
  const dropped = await repeatedRows(tables, loaded, breath);
  return layTables(tables, setup, {
    scan: (table, scan) => scanTable(table, loaded, scan, breath),
    rename,
    run: (steps) => breath.run(steps),
    ...(dropped && { skip: skipping(dropped) }),
  });
}

const skipping = (dropped: Bitmap) => (row: number) => hasBit(dropped, row);
