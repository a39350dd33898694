import { Dictionary } from '#log/dictionary.ts';
import type { EventLog } from '#log/event-log.ts';
import { hasText, type TextColumn } from '#log/text-column.ts';
import type { ColumnReading } from '#sql/condition-sql.ts';
import { id } from '#sql/quote.ts';
import { asText, readColumn } from './arrow-columns.ts';
import type { Breath } from './breath.ts';
import type { OpenedLog } from './opened-log.ts';
import { TABLE } from './table.ts';

const NONE = 0xffffffff;

/** One value per person as a code into `values`; code 0 is the missing value. */
export interface PersonValues {
  codes: Uint32Array;
  values: (string | null)[];
  /** How the values compare, where the table's column says it. */
  reading: ColumnReading | null;
}

/** A column of a people table, or else the last known value of the event property, or the first. */
export async function personValues(
  opened: OpenedLog,
  property: string,
  breath: Breath,
  at: 'first' | 'last' = 'last',
): Promise<PersonValues> {
  const { log } = opened;
  const attribute = log.attributes?.get(property);
  if (attribute) return { codes: attribute.codes, values: [null, ...attribute.values], reading: null };
  const codes = new Uint32Array(log.facts.people);
  const reading = await opened.masks.readings.of(property, breath);
  if (!reading) return { codes, values: [null], reading };
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
  return { codes, values: [null, ...dictionary.texts()], reading };
}

/** A column of the table as text, batch by batch, with the number of its first row. */
export async function* textOfRows(
  opened: OpenedLog,
  property: string,
  breath: Breath,
): AsyncGenerator<{ column: TextColumn; from: number }, void> {
  await opened.table();
  const database = await opened.database();
  let from = 0;
  for await (const batch of database.stream(`SELECT ${id(property)}::VARCHAR AS value FROM ${TABLE}`, breath)) {
    yield { column: asText(readColumn(batch, 'value')!), from };
    from += batch.numRows;
  }
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
