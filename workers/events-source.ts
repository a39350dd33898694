import { tableFromArrays, tableToIPC, utf8 } from '@uwdata/flechette';
import type { TableSample } from '#data/mapping.ts';
import { UNLINKED } from '#log/identity.ts';
import { textColumn } from '#log/text-column.ts';
import { blankTable, type Setup } from '#data/setup.ts';
import type { Scan, ScannedColumn, ScannedRows } from '#data/scanned-rows.ts';
import { id } from '#sql/quote.ts';
import { parseInstant } from '#vocabulary/calendar.ts';
import { fail, ok, problem, type Outcome, type Problem } from '#vocabulary/problem.ts';
import { Fields, isObject } from '#vocabulary/fields.ts';
import type { Breath } from './breath.ts';
import type { Database } from './database.ts';
import { NONE_BROKEN, type BrokenRows, type Source, type SourceColumn } from './source.ts';
import { appendPart, type Target } from './table.ts';

const TABLE_NAME = 'events';
const COLUMNS = { person: 'user', event: 'event', time: 'time' };

/** How a list of events is read; properties that bear the names of its three columns are kept beside under another name. */
export const EVENTS_SETUP: Setup = {
  tables: [
    blankTable(TABLE_NAME, {
      columns: Object.values(COLUMNS),
      ids: [{ column: COLUMNS.person, kind: 'person' }],
      event: { column: COLUMNS.event },
      time: COLUMNS.time,
    }),
  ],
  names: [],
  identity: UNLINKED,
};

interface GivenEvent {
  user: string | null;
  event: string | null;
  timeMs: number;
  props: Record<string, unknown>;
}

/** A list of events as it comes in a request: `{ user, event, time, props? }`. A time without a zone is UTC. */
export function openEvents(value: unknown, database: () => Promise<Database>): Outcome<Source> {
  const problems: Problem[] = [];
  if (!Array.isArray(value)) return fail(problem('data/events', 'events', 'This must be a list of events.'));
  const events = value.flatMap((item, i) => readEvent(item, `events[${i}]`, problems) ?? []);
  return problems.length > 0 ? { ok: false, problems } : ok(new EventsSource(events, database));
}

function readEvent(item: unknown, path: string, problems: Problem[]): GivenEvent | null {
  const fields = Fields.of(item, path, problems);
  if (!fields) return null;
  const name = (field: string): string | null => {
    const value = fields.raw(field);
    return value === undefined || value === null || value === '' ? null : String(value);
  };
  const props = fields.raw('props');
  if (props !== undefined && !isObject(props)) fields.refuse('props', 'document/type', 'Properties must be an object.');
  const event = {
    user: name('user'),
    event: name('event'),
    timeMs: timeOf(fields.raw('time')),
    props: isObject(props) ? props : {},
  };
  fields.done();
  return event;
}

/** Epoch numbers are told apart by their size: seconds below 10^11, milliseconds below 10^14, else microseconds. */
function timeOf(time: unknown): number {
  if (typeof time === 'number') return Math.abs(time) < 1e11 ? time * 1000 : Math.abs(time) < 1e14 ? time : time / 1000;
  if (typeof time !== 'string') return NaN;
  const zoned = parseInstant(time);
  if (zoned !== null) return zoned;
  return parseInstant(`${/^\d{4}-\d{2}-\d{2}$/.test(time) ? `${time}T00:00` : time}Z`) ?? NaN;
}

const propText = (value: unknown): string | null => {
  if (value === null || value === undefined || value === '') return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

class EventsSource implements Source {
  readonly inspection;
  readonly sample: TableSample = { columns: [], rows: [] };
  readonly columns: SourceColumn[];
  readonly #props: string[];

  constructor(
    private readonly events: GivenEvent[],
    private readonly database: () => Promise<Database>,
  ) {
    this.#props = [...new Set(events.flatMap(({ props }) => Object.keys(props)))];
    const taken = new Set<string>();
    this.columns = this.#props.map((name) => ({ name: unique(name, taken), stored: 'VARCHAR' as const }));
    this.inspection = { name: TABLE_NAME, bytes: 0, format: 'events' as const, columns: [] };
  }

  broken(): BrokenRows {
    return NONE_BROKEN;
  }

  relax(): boolean {
    return false;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async *scan({ columns }: Scan): AsyncGenerator<ScannedRows, void> {
    const own: Record<string, ScannedColumn> = {
      [COLUMNS.person]: textColumn(this.events.map(({ user }) => user)),
      [COLUMNS.event]: textColumn(this.events.map(({ event }) => event)),
      [COLUMNS.time]: Float64Array.from(this.events, ({ timeMs }) => timeMs),
    };
    yield { rows: this.events.length, columns: columns.map((name) => own[name]!) };
  }

  async load(target: Target, breath: Breath): Promise<void> {
    if (this.events.length === 0) return;
    if (this.columns.length === 0) {
      // events without properties are rows all the same: the log's places are the table's
      (await this.database()).query(`INSERT INTO ${id(target.table)} SELECT NULL FROM range(${this.events.length})`);
      return;
    }
    const arrays = Object.fromEntries(
      this.columns.map(({ name }, i) => [name, this.events.map(({ props }) => propText(props[this.#props[i]!]))]),
    );
    const types = Object.fromEntries(this.columns.map(({ name }) => [name, utf8()]));
    const ipc = tableToIPC(tableFromArrays(arrays, { types }), { format: 'stream' })!;
    await appendPart(await this.database(), ipc, target, this.columns, breath);
  }
}

/** Column names differ in more than case in DuckDB. */
function unique(name: string, taken: Set<string>): string {
  let free = name;
  for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${name} ${n}`;
  taken.add(free.toLowerCase());
  return free;
}
