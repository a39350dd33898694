import type { ColumnType } from '#data/mapping.ts';
import { makesEvents, type Setup } from '#data/setup.ts';
import { columnsOfName } from '#data/table-events.ts';
import type { OnProgress } from '#engine/protocol.ts';
import type { EventLog } from '#log/event-log.ts';
import type { Identity, IdentityReport } from '#log/identity.ts';
import { TooManyNames, type TableCounts } from '#log/log-builder.ts';
import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';
import { Breath } from './breath.ts';
import type { Database } from './database.ts';
import { layLoaded, layScanned, needsTable } from './lay-log.ts';
import type { LaidTables } from './lay-tables.ts';
import { dropTables, loadTables, type LoadedTables } from './loaded-tables.ts';
import { renamed } from './name-rules.ts';
import { attachPeople, type GivenPeople } from './person-attributes.ts';
import { agrees } from './same-rows.ts';
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
  #loading = new Breath();
  readonly #openTables: () => Promise<OpenTable[]>;
  #tables: Promise<OpenTable[]> | undefined;
  #saved: SavedLog;
  #given: GivenPeople = new Map();
  #table: Promise<LoadedTables> | undefined;

  private constructor(
    readonly setup: Setup,
    tables: () => Promise<OpenTable[]>,
    saved: SavedLog,
    readonly database: () => Promise<Database>,
    /** The open log that this is a cut of. */
    readonly whole: OpenedLog | null = null,
  ) {
    this.#openTables = tables;
    this.#saved = saved;
    this.masks = new RowMasks(this, whole?.masks);
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
      const loaded = needsTable(setup) ? await loadTables(await database(), tables, breath, onProgress) : null;
      const laid = loaded
        ? await layLoaded(tables, setup, loaded, rename, breath)
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
      opened.#given = given;
      if (loaded) opened.#table = Promise.resolve(loaded);
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
      .filter(({ table }) => makesEvents(this.setup.tables.find((setup) => setup.table === table)!))
      .map(({ table, rows }) => ({ table, from: to, to: (to += rows) }))
      .filter(({ table }) => this.setup.tables.some((setup) => setup.table === table && setup.time === column));
  }

  /** Ready when the table `events` holds every row of every table of events in order. Read once. */
  async table(onProgress: OnProgress = () => undefined): Promise<void> {
    await this.loaded(onProgress);
  }

  /** The same, with where the rows of each table are in it. */
  loaded(onProgress: OnProgress = () => undefined): Promise<LoadedTables> {
    if (this.whole) return this.whole.loaded(onProgress);
    if (!this.#table) {
      const loading: Promise<LoadedTables> = this.#load(onProgress).catch((error: unknown) => {
        if (this.#table === loading) this.#table = undefined;
        throw error;
      });
      this.#table = loading;
    }
    return this.#table;
  }

  /** Whether the table is there or being read. */
  get hasTable(): boolean {
    return this.#table !== undefined;
  }

  /** Stops a table that is being read and drops what is there; it is read again once something asks for it. */
  async forgetTable(): Promise<void> {
    if (!this.#table) return;
    this.#loading.cancel();
    await this.#table.catch(() => undefined); // whoever waits for the table is told that it was stopped
    this.#loading = new Breath();
    this.#table = undefined;
    dropTables(await this.database());
  }

  /**
   * The log that the same tables make where ids are linked in another way; this one stays. Both have the same rows, and
   * share the table of events.
   */
  async linkedBy(identity: Identity, given: GivenPeople, breath: Breath, onProgress: OnProgress): Promise<OpenedLog> {
    const setup = { ...this.setup, identity };
    const tables = await this.tables();
    const loaded = this.hasTable || needsTable(setup) ? await this.loaded(onProgress) : null;
    const rename = (names: string[]) => renamed(names, setup.names, this.database, breath);
    const laid = loaded
      ? await layLoaded(tables, setup, loaded, rename, breath)
      : await layScanned(tables, setup, rename, breath, onProgress);
    attachPeople(given, laid.log);
    const other = OpenedLog.restore(
      setup,
      () => this.tables(),
      { ...this.#saved, log: laid.log, facts: factsOf(laid, 0) },
      this.database,
    );
    if (loaded) other.#table = Promise.resolve(loaded);
    return other;
  }

  /** The log cut at an instant; the table and what is known of its rows stay one and the same. */
  asItStood(log: EventLog): OpenedLog {
    return new OpenedLog(this.setup, () => this.tables(), { ...this.#saved, log }, this.database, this);
  }

  /** Stops a table that is being read and lets the files go. Another log may then be opened. */
  async close(): Promise<void> {
    this.#loading.cancel();
    await this.#table?.catch(() => undefined); // whoever waits for the table is told that it was stopped
    const tables = await this.#tables?.catch(() => []);
    for (const { source } of tables ?? []) await source.close();
  }

  async #load(onProgress: OnProgress): Promise<LoadedTables> {
    const breath = this.#loading;
    const tables = await this.tables();
    const database = await this.database();
    const loaded = await loadTables(database, tables, breath, onProgress);
    if (await agrees(this, loaded, breath)) return loaded;
    const { log } = this;
    const rename = (names: string[]) => renamed(names, this.setup.names, this.database, breath);
    const laid = await layLoaded(tables, this.setup, loaded, rename, breath);
    attachPeople(this.#given, laid.log);
    this.#saved = {
      ...this.#saved,
      log: laid.log,
      facts: factsOf(laid, log.rows - laid.log.rows),
    };
    return loaded;
  }
}

const typesOf = (tables: readonly OpenTable[]): Record<string, ColumnType> =>
  Object.fromEntries(
    [...tables].reverse().flatMap(({ source }) => source.sample.columns.map(({ name, type }) => [name, type])),
  );

const eventTables = (tables: readonly OpenTable[]): OpenTable[] => tables.filter(({ setup }) => makesEvents(setup));

const factsOf = ({ tables, identity, hidden }: LaidTables, lateBroken: number): LogFacts => ({
  tables,
  identity,
  hidden,
  lateBroken,
});
