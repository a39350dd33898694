import { Dictionary } from '#log/dictionary.ts';
import type { EventLog } from '#log/event-log.ts';
import type { EventColumn } from '#log/shard.ts';
import type { Breath } from './breath.ts';
import type { OpenedLog } from './opened-log.ts';
import { personValues, textOfRows } from './person-values.ts';

/** Codes of 10 million rows are 40 MB: so many columns are kept, the longest unused go first. */
const KEPT_COLUMNS = 4;

const kept = new WeakMap<OpenedLog, Map<string, EventColumn>>();

/** A property's values by event of a log; of a person the person's own value at each of their events. */
export async function eventCodes(
  opened: OpenedLog,
  property: string,
  of: 'event' | 'person',
  log: EventLog,
  breath: Breath,
): Promise<EventColumn> {
  const columns = kept.get(opened) ?? new Map<string, EventColumn>();
  kept.set(opened, columns);
  const key = `${of} ${property}`;
  const known = columns.get(key);
  columns.delete(key);
  const rows = known ?? (await (of === 'person' ? codesOfPeople : codesOfRows)(opened, property, breath));
  columns.set(key, rows);
  if (columns.size > KEPT_COLUMNS) columns.delete(columns.keys().next().value!);
  return { codes: Uint32Array.from(log.row, (row) => rows.codes[row]!), values: rows.values };
}

/** What is kept of an open log, to be weighed. */
export const keptCodes = (opened: OpenedLog): ReadonlyMap<string, EventColumn> => kept.get(opened) ?? new Map();

export const forgetCodes = (opened: OpenedLog): boolean => kept.delete(opened);

/** By row of the table. */
async function codesOfRows(opened: OpenedLog, property: string, breath: Breath): Promise<EventColumn> {
  await opened.table();
  const codes = new Uint32Array(opened.log.rows);
  if (!opened.masks.readings.has(property)) return { codes, values: [] };
  const dictionary = new Dictionary();
  for await (const { column, from } of textOfRows(opened, property, breath)) {
    const codeAt = dictionary.reader(column);
    for (let i = 0; i < column.rows; i++) codes[from + i] = codeAt(i) + 1;
  }
  return { codes, values: dictionary.texts() };
}

async function codesOfPeople(opened: OpenedLog, property: string, breath: Breath): Promise<EventColumn> {
  const people = await personValues(opened, property, breath);
  const { log } = opened;
  const codes = new Uint32Array(log.rows);
  for (let p = 0; p + 1 < log.personStart.length; p++)
    for (let i = log.personStart[p]!; i < log.personStart[p + 1]!; i++) codes[log.row[i]!] = people.codes[p]!;
  return { codes, values: people.values.slice(1) as string[] };
}
