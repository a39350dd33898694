import type { Mapping } from '#data/mapping.ts';
import { timeReader } from '#data/time-reader.ts';
import type { OnProgress } from '#engine/protocol.ts';
import { LogBuilder, TooManyNames, type Unusable } from '#log/log-builder.ts';
import { personAt, type EventLog } from '#log/event-log.ts';
import { id } from '#sql/quote.ts';
import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';
import { asText } from './arrow-columns.ts';
import { Breath } from './breath.ts';
import type { Database } from './database.ts';
import { type PeopleTable } from './people-table.ts';
import { RowMasks } from './row-masks.ts';
import type { Source, SourceColumn } from './source.ts';
import { createTable, TABLE, unitedColumns } from './table.ts';

/** Rows of the table whose people are compared with the log's. */
const SAMPLE_ROWS = 1_000;

/**
 * What is open: the sources, the log of people, and, once something asks for it, the table with every column.
 * The first funnel needs no table, so a file is first read for its three columns alone.
 */
export class OpenedLog {
  readonly columns: SourceColumn[];
  readonly masks: RowMasks;
  readonly #loading = new Breath();
  #log: EventLog;
  #lateBroken = 0;
  #table: Promise<void> | undefined;

  private constructor(
    readonly sources: Source[],
    readonly mapping: Mapping,
    log: EventLog,
    readonly unusable: Unusable,
    readonly unnamed: number,
    readonly peopleTable: PeopleTable,
    readonly database: () => Promise<Database>,
  ) {
    this.#log = log;
    this.columns = unitedColumns(sources);
    this.masks = new RowMasks(this);
  }

  static async read(
    sources: Source[],
    mapping: Mapping,
    people: PeopleTable,
    database: () => Promise<Database>,
    breath: Breath,
    onProgress: OnProgress,
  ): Promise<Outcome<OpenedLog>> {
    try {
      const builder = await scanned(sources, mapping, breath, onProgress);
      onProgress({ doing: 'Sorting events by person and time', share: null, count: builder.rows });
      const log = await breath.run(builder.finish());
      return ok(new OpenedLog(sources, mapping, log, builder.unusable, builder.unnamed, people, database));
    } catch (error) {
      if (error instanceof TooManyNames)
        return fail(
          problem(
            'log/tooManyNames',
            mapping.event,
            error.message,
            'Choose a column with fewer different values as the event.',
          ),
        );
      throw error;
    }
  }

  get log(): EventLog {
    return this.#log;
  }

  /** Rows of the log that turned out unreadable once all their columns were read; they are in it no more. */
  get lateBroken(): number {
    return this.#lateBroken;
  }

  /** Columns that are not who, what or when. */
  get properties(): SourceColumn[] {
    const { person, event, time } = this.mapping;
    return this.columns.filter(({ name }) => name !== person && name !== event && name !== time);
  }

  /** Ready when the table `events` holds every row of every file in order. Read once. */
  table(onProgress: OnProgress = () => undefined): Promise<void> {
    this.#table ??= this.#load(onProgress).catch((error: unknown) => {
      this.#table = undefined;
      throw error;
    });
    return this.#table;
  }

  /** Stops a table that is being read and lets the files go. Another log may then be opened. */
  async close(): Promise<void> {
    this.#loading.cancel();
    await this.#table?.catch(() => undefined); // whoever waits for the table is told that it was stopped
    for (const source of this.sources) await source.close();
  }

  async #load(onProgress: OnProgress): Promise<void> {
    const database = await this.database();
    const breath = this.#loading;
    createTable(database, this.columns.length > 0 ? this.columns : [{ name: 'nothing', stored: 'VARCHAR' }]);
    for (const source of this.sources) await loaded(source, this.columns, breath, onProgress);
    if (!(await this.#agrees(breath))) await this.#relay(breath);
  }

  /** Whether the table's rows are the log's: as many, and the same people in a sample of them. */
  async #agrees(breath: Breath): Promise<boolean> {
    const { log } = this;
    const { person } = this.mapping;
    if (!this.columns.some(({ name }) => name === person)) return true; // a list of events is read once
    const database = await this.database();
    const [count] = database.query(`SELECT count(*)::DOUBLE AS n FROM ${TABLE}`).toArray() as { n: number }[];
    if (count!.n !== log.rows) return false;
    const step = Math.max(1, Math.floor(log.rows / SAMPLE_ROWS));
    const places = new Map<number, number>();
    log.row.forEach((row, place) => row % step === 0 && places.set(row, place));
    const sample = `SELECT rowid::INTEGER AS r, ${id(person)}::VARCHAR AS p FROM ${TABLE} WHERE rowid % ${step} = 0`;
    for await (const batch of database.stream(sample, breath)) {
      for (const { r, p } of batch as Iterable<{ r: number; p: string | null }>) {
        const place = places.get(r);
        if (place !== undefined && p !== log.people.text(personAt(log, place))) return false;
      }
    }
    return true;
  }

  /**
   * Lays the log anew from the table. The scan for the log looks at three columns and does not see a fault in another,
   * for which the table rejects the row.
   */
  async #relay(breath: Breath): Promise<void> {
    const builder = new LogBuilder(timeReader(this.mapping.timeFormat, this.mapping.zone));
    const { person, event, time } = this.mapping;
    const database = await this.database();
    const select = [person, event, time].map((name) => `${id(name)}::VARCHAR`).join(', ');
    for await (const batch of database.stream(`SELECT ${select} FROM ${TABLE}`, breath)) {
      const [who, what, when] = batch.data.children.map((data) => asText({ data, rows: batch.numRows }));
      builder.add({ person: who!, event: what!, time: when! });
    }
    this.#lateBroken = this.#log.rows - builder.rows;
    this.#log = await breath.run(builder.finish());
  }
}

/** Every row of every file, in order; from the beginning once more where a source can read more leniently. */
async function scanned(
  sources: Source[],
  mapping: Mapping,
  breath: Breath,
  onProgress: OnProgress,
): Promise<LogBuilder> {
  for (;;) {
    const builder = new LogBuilder(timeReader(mapping.timeFormat, mapping.zone));
    let reading = sources[0];
    try {
      for (const source of sources) {
        reading = source;
        for await (const batch of source.scan(mapping, breath, onProgress)) builder.add(batch);
      }
      return builder;
    } catch (error) {
      if (!reading?.relax(error)) throw error;
    }
  }
}

/** The same leniency where only the table's reader meets what is not plain. */
async function loaded(source: Source, columns: SourceColumn[], breath: Breath, onProgress: OnProgress): Promise<void> {
  for (;;) {
    try {
      return await source.load(columns, breath, onProgress);
    } catch (error) {
      if (!source.relax(error)) throw error;
    }
  }
}
