import { NO_ID } from '#log/identities.ts';
import type { EventLog } from '#log/event-log.ts';
import { MOST_ROWS, rowsOf, type EventTable, type Finder, type Found, type Look } from './look.ts';
import { many, ofRows, percent } from './words.ts';

const BLOCK = 1 << 20;
/** Share of a person's rows before the one above, from which on the file is written newest first. */
const NEWEST_FIRST = 0.9;

/** Rows that come before the row above of the same person. */
export const outOfOrder: Finder = {
  looksAt: 'the order of rows',
  find: (look) => look.breath.run(search(look)),
};

function* search({ log, tables }: Look): Generator<void, Found[]> {
  const ties = tiesIn(log);
  yield;
  const places = yield* placesOfRows(log);
  const people = peopleOfPlaces(log);
  yield;
  const found: Found[] = [];
  for (const table of tables) {
    if (table.setup.shape !== 'events') continue;
    const { count, compared, rows } = yield* descents(log, table, places, people);
    if (count === 0) continue;
    const newestFirst = compared > 1 && count >= NEWEST_FIRST * compared;
    found.push({
      kind: 'outOfOrder',
      table: table.name,
      state: 'know',
      title: newestFirst
        ? `${table.name} is written newest first`
        : `${many(count, 'row')} ${count === 1 ? 'is' : 'are'} earlier than the row before of the same person`,
      effect: effectOf(newestFirst, ties, log.facts.events),
      figure: ofRows(count, table.counts.rows),
      count,
      share: count / rowsOf(table),
      rows,
    });
  }
  return found;
}

function effectOf(newestFirst: boolean, ties: number, events: number): string {
  if (ties === 0) return 'None on results: journeys are sorted by time, and nobody has two events at one moment.';
  const order = newestFirst
    ? 'these stand in the order of the file, the later first'
    : 'these keep the order of the file';
  return `Journeys are sorted by time. ${percent(ties / events)} of events are at the moment of the one before: ${order}.`;
}

/** Events at the moment of the event before of the same person. */
export function tiesIn({ personStart, time }: EventLog): number {
  let ties = 0;
  for (let p = 0; p + 1 < personStart.length; p++)
    for (let i = personStart[p]! + 1; i < personStart[p + 1]!; i++) if (time[i] === time[i - 1]) ties++;
  return ties;
}

function* placesOfRows(log: EventLog): Generator<void, Uint32Array> {
  const places = new Uint32Array(log.rows).fill(NO_ID);
  for (let i = 0; i < log.row.length; i++) {
    places[log.row[i]!] = i;
    if ((i & (BLOCK - 1)) === 0) yield;
  }
  return places;
}

function peopleOfPlaces({ personStart, time }: EventLog): Uint32Array {
  const people = new Uint32Array(time.length);
  for (let p = 0; p + 1 < personStart.length; p++) people.fill(p, personStart[p], personStart[p + 1]);
  return people;
}

function* descents(log: EventLog, { from, to }: EventTable, places: Uint32Array, people: Uint32Array) {
  const last = new Float64Array(log.facts.people).fill(NaN);
  const rows: number[] = [];
  let count = 0;
  let compared = 0;
  for (let row = from; row < to; row++) {
    if ((row & (BLOCK - 1)) === 0) yield;
    const place = places[row]!;
    if (place === NO_ID) continue;
    const person = people[place]!;
    const before = last[person]!;
    const ms = (last[person] = log.time[place]!);
    if (Number.isNaN(before)) continue;
    compared++;
    if (ms < before && count++ < MOST_ROWS) rows.push(row);
  }
  return { count, compared, rows };
}
