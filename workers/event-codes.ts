import type { EventLog } from '#log/event-log.ts';
import type { EventColumn } from '#log/shard.ts';
import type { Breath } from './breath.ts';
import type { OpenedLog } from './opened-log.ts';
import { personValues } from './person-values.ts';
import { keepWithin, rowCodes } from './row-codes.ts';

/** So much is kept of a log, but two columns at least: the longest unused go first. */
const KEPT_BYTES = 256e6;

/** Events a breath. */
const BLOCK = 1 << 20;

/** By the rows of a log's events, which it shares with the sessions cut of it. */
const kept = new WeakMap<Uint32Array, Map<string, EventColumn>>();

/** What is kept of a log, to be weighed. */
export const keptEventCodes = (log: EventLog): unknown => kept.get(log.row);

export const forgetEventCodes = (log: EventLog): boolean => kept.delete(log.row);

/** A property's values by event of a log, kept for the next time; of a person the person's own value at each of their events. */
export async function eventCodes(
  opened: OpenedLog,
  property: string,
  of: 'event' | 'person',
  log: EventLog,
  breath: Breath,
): Promise<EventColumn> {
  const columns = kept.get(log.row) ?? new Map<string, EventColumn>();
  kept.set(log.row, columns);
  const key = `${of} ${property}`;
  const column =
    columns.get(key) ??
    (of === 'person'
      ? await codesOfPeople(opened, property, log, breath)
      : await codesOfEvents(opened, property, log, breath));
  columns.delete(key);
  columns.set(key, column);
  keepWithin(KEPT_BYTES, columns);
  return column;
}

async function codesOfEvents(opened: OpenedLog, property: string, log: EventLog, breath: Breath): Promise<EventColumn> {
  const { codes, values } = await rowCodes(opened, property, breath);
  return { codes: await breath.run(byEvent(log, codes, new Uint32Array(log.row.length))), values };
}

async function codesOfPeople(opened: OpenedLog, property: string, log: EventLog, breath: Breath): Promise<EventColumn> {
  const people = await personValues(opened, property, breath);
  const { personStart, row } = opened.log;
  const codes = new Uint32Array(opened.log.rows);
  for (let p = 0; p + 1 < personStart.length; p++)
    for (let i = personStart[p]!; i < personStart[p + 1]!; i++) codes[row[i]!] = people.codes[p]!;
  return {
    codes: await breath.run(byEvent(log, codes, new Uint32Array(log.row.length))),
    values: people.values.slice(1) as string[],
  };
}

/** What is known by row, by event of a log. */
export function* byEvent<T extends Uint32Array | Float64Array>(log: EventLog, byRow: T, out: T): Generator<void, T> {
  const { row } = log;
  for (let begin = 0; begin < row.length; begin += BLOCK) {
    const end = Math.min(row.length, begin + BLOCK);
    for (let i = begin; i < end; i++) out[i] = byRow[row[i]!]!;
    yield;
  }
  return out;
}
