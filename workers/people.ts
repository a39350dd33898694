import type { EventRow, PeopleAsked, PeoplePage } from '#engine/protocol.ts';
import { personAt, type EventLog } from '#log/event-log.ts';
import { isOfSessions } from '#log/sessions.ts';
import type { UnitColumn } from '#log/shard.ts';
import { id } from '#sql/quote.ts';
import type { Breath } from './breath.ts';
import type { OpenedLog } from './opened-log.ts';
import { TABLE } from './table.ts';
import { unitCodes } from './unit-codes.ts';

const IDS_A_BREATH = 4096;

type Found = { id: string; events: number }[];

/** Reads the table if one of the columns needs it: it may lay the log anew, so that comes before people are asked. */
export async function columnsReady(opened: OpenedLog, columns: readonly string[] = []): Promise<void> {
  const { attributes } = opened.log;
  if (columns.some((name) => !attributes?.has(name) && opened.masks.readings.has(name))) await opened.table();
}

/** People of a log, with the properties that are asked for. */
export async function peoplePage(
  opened: OpenedLog,
  log: EventLog,
  people: Uint32Array,
  { from, limit, columns = [] }: PeopleAsked,
  breath: Breath,
): Promise<PeoplePage> {
  const coded: UnitColumn[] = [];
  for (const property of columns) coded.push(await unitCodes(opened, property, log, breath));
  return {
    total: people.length,
    from,
    people: Array.from(people.subarray(from, from + limit), (p) => {
      const first = log.personStart[p]!;
      const end = log.personStart[p + 1]!;
      return {
        id: log.people.text(p),
        events: end - first,
        firstMs: log.time[first]!,
        lastMs: log.time[end - 1]!,
        ...(coded.length > 0 && { values: coded.map(({ codes, values }) => values[codes[p]! - 1] ?? null) }),
      };
    }),
  };
}

/** People whose id holds a text in any case: who is called so, then those whose id begins with it, then the others. */
export async function findPeople(log: EventLog, text: string, limit: number, breath: Breath): Promise<Found> {
  const wanted = text.toLowerCase();
  const called = log.people.find(text);
  const begin: number[] = [];
  const hold: number[] = [];
  for (let p = 0; p < log.facts.people && begin.length < limit; p++) {
    if (p % IDS_A_BREATH === 0) await breath.take();
    if (p === called) continue;
    const at = log.people.text(p).toLowerCase().indexOf(wanted);
    if (at === 0) begin.push(p);
    else if (at > 0 && hold.length < limit) hold.push(p);
  }
  const found = [...(called < 0 ? [] : [called]), ...begin, ...hold].slice(0, limit);
  return found.map((p) => ({ id: log.people.text(p), events: log.personStart[p + 1]! - log.personStart[p]! }));
}

/** Sorted as text, as the command line prints them; of sessions the people who had them, each once. */
export function idsOf(log: EventLog, people: Uint32Array): string[] {
  if (!isOfSessions(log)) return Array.from(people, (p) => log.people.text(p)).sort();
  const owners = new Set(Array.from(people, (session) => log.people.personOf(session)));
  return Array.from(owners, (p) => log.laid!.from.people.text(p)).sort();
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

/** What else the table knows of some of its rows, by row and name; empty values are left out. */
export async function propertiesOfRows(
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
