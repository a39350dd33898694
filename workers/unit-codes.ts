import { personAt, type EventLog } from '#log/event-log.ts';
import { IN_SEGMENT, NOT_IN_SEGMENT, type EventColumn, type UnitColumn } from '#log/shard.ts';
import { hasBit, type Bitmap } from '#log/bitmap.ts';
import type { Breath } from './breath.ts';
import type { OpenedLog } from './opened-log.ts';
import { personValues } from './person-values.ts';

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
  const { codes: ofPeople, values: known } = await personValues(opened, property, breath);
  const values = known.slice(1) as string[];
  if (log === opened.log) return { codes: ofPeople, values };
  const units = log.personStart.length - 1;
  const codes = new Uint32Array(units);
  for (let unit = 0; unit < units; unit++) codes[unit] = ofPeople[ownerOf(log, unit)]!;
  return { codes, values };
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

function personOfEvent(log: EventLog, place: number): number {
  const { from, places } = log.laid!;
  return personAt(from, places ? places[place]! : place);
}

const ownerOf = (log: EventLog, unit: number): number => personOfEvent(log, log.personStart[unit]!);
