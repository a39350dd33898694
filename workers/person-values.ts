import { Dictionary } from '#log/dictionary.ts';
import type { EventLog } from '#log/event-log.ts';
import type { UnitColumn } from '#log/shard.ts';
import { hasText } from '#log/text-column.ts';
import type { ColumnReading } from '#sql/condition-sql.ts';
import type { Breath } from './breath.ts';
import type { OpenedLog } from './opened-log.ts';
import { rowCodes, textOfRows } from './row-codes.ts';

const NONE = 0xffffffff;
/**
 * Codes of a million people are 4 MB: so many properties are kept, the longest unused go first. No fewer than one
 * question may ask for: each would push out the one that is asked for next.
 */
const KEPT_PROPERTIES = 64;

/** One value per person as a code into `values`; code 0 is the missing value. */
export interface PersonValues {
  codes: Uint32Array;
  values: (string | null)[];
  /** How the values compare, where the table's column says it. */
  reading: ColumnReading | null;
}

const kept = new WeakMap<EventLog, Map<string, PersonValues>>();

/** What is kept of an open log, to be weighed. */
export const keptPersonValues = ({ log }: OpenedLog): unknown => kept.get(log);

export const forgetPersonValues = ({ log }: OpenedLog): boolean => kept.delete(log);

/** A column of a people table, or else the last known value of the event property, or the first. */
export async function personValues(
  opened: OpenedLog,
  property: string,
  breath: Breath,
  at: 'first' | 'last' = 'last',
): Promise<PersonValues> {
  const { log } = opened;
  const columns = kept.get(log) ?? new Map<string, PersonValues>();
  kept.set(log, columns);
  const key = `${at} ${property}`;
  const values = columns.get(key) ?? (await read(opened, property, breath, at));
  columns.delete(key);
  columns.set(key, values);
  if (columns.size > KEPT_PROPERTIES) columns.delete(columns.keys().next().value!);
  return values;
}

async function read(opened: OpenedLog, property: string, breath: Breath, at: 'first' | 'last'): Promise<PersonValues> {
  const { log } = opened;
  const attribute = log.attributes?.get(property);
  if (attribute) return { codes: attribute.codes, values: [null, ...attribute.values], reading: null };
  const codes = new Uint32Array(log.facts.people);
  const reading = await opened.masks.readings.of(property, breath);
  if (!reading) return { codes, values: [null], reading };
  if (opened.whole) return inUse(await ofCut(opened, property, breath, at), reading);
  const dictionary = new Dictionary();
  const places = placesOf(log);
  const person = peopleOf(log);
  const known = new Uint32Array(codes.length);
  for await (const { column, from } of textOfRows(opened, property, breath)) {
    for (let i = 0; i < column.rows; i++) {
      const place = places[from + i]!;
      if (place === NONE || !hasText(column, i)) continue;
      const p = person[place]!;
      if (codes[p] !== 0 && (at === 'last' ? place < known[p]! : place > known[p]!)) continue;
      known[p] = place;
      codes[p] = dictionary.code(column.bytes, column.starts[i]!, column.ends[i]!) + 1;
    }
  }
  return inUse({ codes, values: dictionary.texts() }, reading);
}

/** Without the values that nobody has any more, or yet: a word among them would make a column of numbers one of words. */
function inUse({ codes, values }: UnitColumn, reading: ColumnReading | null): PersonValues {
  const numbers = new Uint32Array(values.length + 1);
  const used: (string | null)[] = [null];
  for (let p = 0; p < codes.length; p++) {
    const code = codes[p]!;
    if (code === 0) continue;
    if (numbers[code] === 0) numbers[code] = used.push(values[code - 1]!) - 1;
    codes[p] = numbers[code]!;
  }
  return { codes, values: used, reading };
}

/** The same of a cut of a log; many cuts are asked, so the table is read for the first of them alone. */
async function ofCut(opened: OpenedLog, property: string, breath: Breath, at: 'first' | 'last'): Promise<UnitColumn> {
  const rows = await rowCodes(opened, property, breath);
  const { personStart, row } = opened.log;
  const codes = new Uint32Array(personStart.length - 1);
  for (let p = 0; p < codes.length; p++) {
    const from = personStart[p]!;
    const to = personStart[p + 1]!;
    for (let n = 0; n < to - from && codes[p] === 0; n++)
      codes[p] = rows.codes[row[at === 'first' ? from + n : to - 1 - n]!]!;
  }
  return { codes, values: rows.values };
}

/** Place in the log of each row of the table; NONE for a row that is nobody's event. */
export function placesOf(log: EventLog): Uint32Array {
  const places = new Uint32Array(log.rows).fill(NONE);
  log.row.forEach((row, place) => (places[row] = place));
  return places;
}

function peopleOf(log: EventLog): Uint32Array {
  const people = new Uint32Array(log.event.length);
  for (let p = 0; p + 1 < log.personStart.length; p++) people.fill(p, log.personStart[p], log.personStart[p + 1]);
  return people;
}
