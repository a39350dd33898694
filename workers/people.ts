import type { EventRow, PeoplePage, Timeline } from '#engine/protocol.ts';
import { personAt, type EventLog } from '#log/event-log.ts';
import { isOfSessions, type SessionLog } from '#log/sessions.ts';
import { id } from '#sql/quote.ts';
import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';
import type { Breath } from './breath.ts';
import type { OpenedLog } from './opened-log.ts';
import type { Ran } from './run-analysis.ts';
import { TABLE } from './table.ts';

/** Events of one person beyond which a timeline shows only the first: nobody reads more, and a bot may have millions. */
const LONGEST_TIMELINE = 2_000;

export function peoplePage(log: EventLog, people: Uint32Array, from: number, limit: number): PeoplePage {
  return {
    total: people.length,
    from,
    people: Array.from(people.subarray(from, from + limit), (p) => {
      const first = log.personStart[p]!;
      const end = log.personStart[p + 1]!;
      return { id: log.people.text(p), events: end - first, firstMs: log.time[first]!, lastMs: log.time[end - 1]! };
    }),
  };
}

/** Sorted as text, as the command line prints them; of sessions the people who had them, each once. */
export function idsOf(log: EventLog, people: Uint32Array): string[] {
  if (!isOfSessions(log)) return Array.from(people, (p) => log.people.text(p)).sort();
  const owners = new Set(Array.from(people, (session) => log.people.personOf(session)));
  return Array.from(owners, (p) => log.laid!.from.people.text(p)).sort();
}

export async function timelineOf(
  opened: OpenedLog,
  ran: Ran | null,
  personId: string,
  breath: Breath,
): Promise<Outcome<Timeline>> {
  const log = ran?.log ?? opened.log;
  const person = log.people.find(personId);
  if (person < 0) return fail(problem('engine/noSuchPerson', 'person', `Nobody here is called “${personId}”.`));
  const { from, to, session, owner } = isOfSessions(log)
    ? aroundSession(log, person)
    : { from: log.personStart[person]!, to: log.personStart[person + 1]!, session: undefined, owner: personId };
  const end = Math.min(to, from + LONGEST_TIMELINE);
  const properties = await propertiesOfRows(opened, log.row.subarray(from, end), breath);
  const events = Array.from({ length: end - from }, (_, i) => ({
    person: owner,
    event: log.names[log.event[from + i]!]!,
    timeMs: log.time[from + i]!,
    properties: properties.get(log.row[from + i]!) ?? {},
  }));
  const marks = ran?.kind.marks ? ran.kind.marks(ran.partial, person, ran.spec) : [];
  return ok({ id: personId, events, ...(session && { session }), marks });
}

/** The journey of a session's person; of a very long one the part around the session. */
function aroundSession({ laid, people, personStart }: SessionLog, session: number) {
  const whole = laid!.from;
  const person = people.personOf(session);
  const first = personStart[session]!;
  const last = personStart[session + 1]!;
  const beginning = whole.personStart[person]!;
  const from = last - beginning <= LONGEST_TIMELINE ? beginning : Math.max(beginning, first - LONGEST_TIMELINE / 2);
  return {
    from,
    to: whole.personStart[person + 1]!,
    session: { from: first - from, to: last - from },
    owner: whole.people.text(person),
  };
}

/** Rows of the table as events; rows that are nobody's event are left out. */
export async function rowsAsEvents(
  opened: OpenedLog,
  from: number,
  limit: number,
  breath: Breath,
): Promise<EventRow[]> {
  const { log } = opened;
  const end = Math.min(log.rows, from + limit);
  const places = new Map<number, number>();
  for (let place = 0; place < log.row.length; place++) {
    const row = log.row[place]!;
    if (row >= from && row < end) places.set(row, place);
  }
  const rows = [...places.keys()].sort((a, b) => a - b);
  const properties = await propertiesOfRows(opened, Uint32Array.from(rows), breath);
  return rows.map((row) => {
    const place = places.get(row)!;
    return {
      person: log.people.text(personAt(log, place)),
      event: log.names[log.event[place]!]!,
      timeMs: log.time[place]!,
      properties: properties.get(row) ?? {},
    };
  });
}

async function propertiesOfRows(
  opened: OpenedLog,
  rows: Uint32Array,
  breath: Breath,
): Promise<Map<number, Record<string, string>>> {
  const found = new Map<number, Record<string, string>>();
  const names = opened.properties.map(({ name }) => name);
  if (rows.length === 0 || names.length === 0) return found;
  await opened.table();
  const database = await opened.database();
  const select = names.map((name, i) => `${id(name)}::VARCHAR AS c${i}`).join(', ');
  const sql = `SELECT rowid::INTEGER AS r, ${select} FROM ${TABLE} WHERE rowid IN (${[...rows].join(',')})`;
  for await (const batch of database.stream(sql, breath)) {
    const row = batch.getChild('r')!;
    const columns = names.map((_, i) => batch.getChild(`c${i}`)!);
    for (let i = 0; i < batch.numRows; i++) {
      const entries = names.flatMap((name, c) => {
        const value: unknown = columns[c]!.get(i);
        return typeof value === 'string' && value !== '' ? [[name, value] as const] : [];
      });
      found.set(Number(row.get(i)), Object.fromEntries(entries));
    }
  }
  return found;
}
