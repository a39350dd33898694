import { personAt, type EventLog } from '#log/event-log.ts';
import { IN_SEGMENT, NOT_IN_SEGMENT, type EventColumn, type UnitColumn } from '#log/shard.ts';
import { hasBit, type Bitmap } from '#log/bitmap.ts';
import type { Breath } from './breath.ts';
import type { OpenedLog } from './opened-log.ts';
import { personValues } from './person-values.ts';

/** Codes of a million people are 4 MB: so many attributes are kept, the longest unused go first. */
const KEPT_ATTRIBUTES = 32;

const kept = new WeakMap<OpenedLog, Map<string, UnitColumn>>();

/** What is kept of an open log, to be weighed. */
export const keptAttributes = (opened: OpenedLog): ReadonlyMap<string, UnitColumn> => kept.get(opened) ?? new Map();

export const forgetAttributes = (opened: OpenedLog): boolean => kept.delete(opened);

/**
 * A property's value of each unit of a log: a column of a table of people, or else the last known value of the event
 * property. A session has its person's; a value that of the person who had it first.
 */
export async function unitCodes(
  opened: OpenedLog,
  property: string,
  log: EventLog,
  breath: Breath,
): Promise<UnitColumn> {
  const people = await attributeOf(opened, property, breath);
  if (log === opened.log) return people;
  const units = log.personStart.length - 1;
  const codes = new Uint32Array(units);
  for (let unit = 0; unit < units; unit++) codes[unit] = people.codes[ownerOf(log, unit)]!;
  return { codes, values: people.values };
}

/** Whether the person of each event is in a segment. */
export function segmentCodes(people: Bitmap, opened: OpenedLog, log: EventLog): EventColumn {
  const codes = new Uint32Array(log.event.length);
  for (let unit = 0; unit + 1 < log.personStart.length; unit++) {
    const from = log.personStart[unit]!;
    const to = log.personStart[unit + 1]!;
    if (log === opened.log) codes.fill(hasBit(people, unit) ? 1 : 2, from, to);
    else for (let i = from; i < to; i++) codes[i] = hasBit(people, personOfEvent(log, i)) ? 1 : 2;
  }
  return { codes, values: [IN_SEGMENT, NOT_IN_SEGMENT] };
}

async function attributeOf(opened: OpenedLog, property: string, breath: Breath): Promise<UnitColumn> {
  const columns = kept.get(opened) ?? new Map<string, UnitColumn>();
  kept.set(opened, columns);
  const known = columns.get(property) ?? (await read(opened, property, breath));
  columns.delete(property);
  columns.set(property, known);
  if (columns.size > KEPT_ATTRIBUTES) columns.delete(columns.keys().next().value!);
  return known;
}

async function read(opened: OpenedLog, property: string, breath: Breath): Promise<UnitColumn> {
  const { codes, values } = await personValues(opened, property, breath);
  return { codes, values: values.slice(1) as string[] };
}

function personOfEvent(log: EventLog, place: number): number {
  const { from, places } = log.laid!;
  return personAt(from, places ? places[place]! : place);
}

const ownerOf = (log: EventLog, unit: number): number => personOfEvent(log, log.personStart[unit]!);
