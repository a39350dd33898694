import { emptyBitmap, hasBit, setBit, type Bitmap } from './bitmap.ts';
import type { EventLog, Ids } from './event-log.ts';
import type { EventColumn } from './shard.ts';
import { sortPlaces } from './sort-places.ts';

const BLOCK = 1 << 18;

/** Ids as a plain list; their numbers are looked up only once somebody asks for one. */
class ListedIds implements Ids {
  readonly #texts: readonly string[];
  #numbers: Map<string, number> | undefined;

  constructor(texts: readonly string[]) {
    this.#texts = texts;
  }

  get size(): number {
    return this.#texts.length;
  }

  text(code: number): string {
    return this.#texts[code]!;
  }

  find(text: string): number {
    this.#numbers ??= new Map(this.#texts.map((each, code) => [each, code]));
    return this.#numbers.get(text) ?? -1;
  }
}

/**
 * The log laid anew with a value in the place of the person: each value's events by time, then row, then place.
 * Events without a value are left out, and so are values without an event. Times of the whole log stay its facts:
 * what comes after the last event is unknown for every unit alike.
 */
export function* regroup(log: EventLog, { codes, values }: EventColumn): Generator<void, EventLog> {
  const { unitOf, units } = unitsOf(codes, values.length);
  const personStart = new Uint32Array(units.length + 1);
  for (const code of codes) if (code !== 0) personStart[unitOf[code]! + 1]!++;
  for (let u = 0; u < units.length; u++) personStart[u + 1]! += personStart[u]!;
  yield;
  const places = new Uint32Array(personStart[units.length]!);
  const next = personStart.slice(0, units.length);
  const inFileOrder = placesByRow(log);
  yield;
  for (let i = 0; i < inFileOrder.length; i++) {
    const place = inFileOrder[i]!;
    const code = codes[place]!;
    if (code !== 0) places[next[unitOf[code]!]!++] = place;
    if (i % BLOCK === BLOCK - 1) yield;
  }
  yield* sortPlaces(places, personStart, log.time);
  const event = log.event instanceof Uint8Array ? new Uint8Array(places.length) : new Uint16Array(places.length);
  const time = new Float64Array(places.length);
  const row = new Uint32Array(places.length);
  for (let i = 0; i < places.length; i++) {
    const place = places[i]!;
    event[i] = log.event[place]!;
    time[i] = log.time[place]!;
    row[i] = log.row[place]!;
    if (i % BLOCK === BLOCK - 1) yield;
  }
  return {
    firstPerson: 0,
    personStart,
    event,
    time,
    row,
    rows: log.rows,
    names: log.names,
    people: new ListedIds(units.map((code) => values[code - 1]!)),
    facts: { ...log.facts, people: units.length, events: places.length },
    laid: { from: log, places },
  };
}

/** Bits of the events of the log it was laid from, in the order of a log. */
export function intoLaidOrder(bits: Bitmap, { laid }: EventLog): Bitmap {
  if (!laid?.places) return bits;
  const out = emptyBitmap(laid.places.length);
  for (let i = 0; i < out.length; i++) if (hasBit(bits, laid.places[i]!)) setBit(out, i);
  return out;
}

/** The codes that have an event, ascending, and the number of each among them. */
function unitsOf(codes: Uint32Array, values: number): { unitOf: Uint32Array; units: number[] } {
  const seen = new Uint8Array(values + 1);
  for (const code of codes) seen[code] = 1;
  const unitOf = new Uint32Array(values + 1);
  const units: number[] = [];
  for (let code = 1; code <= values; code++) {
    if (seen[code] === 0) continue;
    unitOf[code] = units.length;
    units.push(code);
  }
  return { unitOf, units };
}

/** Places of the log by row of the table; several events of one row stay in the order of the log. */
function placesByRow({ row, rows }: EventLog): Uint32Array {
  const next = new Uint32Array(rows + 1);
  for (const r of row) next[r + 1]!++;
  for (let r = 0; r < rows; r++) next[r + 1]! += next[r]!;
  const places = new Uint32Array(row.length);
  for (let place = 0; place < row.length; place++) places[next[row[place]!]!++] = place;
  return places;
}
