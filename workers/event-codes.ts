import type { EventLog } from '#log/event-log.ts';
import type { EventColumn } from '#log/shard.ts';
import type { Breath } from './breath.ts';
import type { OpenedLog } from './opened-log.ts';
import { personValues } from './person-values.ts';
import { keptColumn, rowCodes } from './row-codes.ts';

/** A property's values by event of a log; of a person the person's own value at each of their events. */
export async function eventCodes(
  opened: OpenedLog,
  property: string,
  of: 'event' | 'person',
  log: EventLog,
  breath: Breath,
): Promise<EventColumn> {
  const { codes, values } = await (of === 'person'
    ? keptColumn(opened, `person ${property}`, () => codesOfPeople(opened, property, breath))
    : rowCodes(opened, property, breath));
  return { codes: Uint32Array.from(log.row, (row) => codes[row]!), values };
}

async function codesOfPeople(opened: OpenedLog, property: string, breath: Breath): Promise<EventColumn> {
  const people = await personValues(opened, property, breath);
  const { log } = opened;
  const codes = new Uint32Array(log.rows);
  for (let p = 0; p + 1 < log.personStart.length; p++)
    for (let i = log.personStart[p]!; i < log.personStart[p + 1]!; i++) codes[log.row[i]!] = people.codes[p]!;
  return { codes, values: people.values.slice(1) as string[] };
}
