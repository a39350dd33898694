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
  const counts = new Uint32Array(values.length + 1);
  for (let place = 0; place < codes.length; place++) {
    counts[codes[place]!]!++;
    if (place % BLOCK === BLOCK - 1) yield;
  }
  const units: number[] = [];
  for (let code = 1; code < counts.length; code++) if (counts[code]! > 0) units.push(code);
  yield;
  const personStart = new Uint32Array(units.length + 1);
  const next = counts;
  units.forEach((code, u) => {
    personStart[u + 1] = personStart[u]! + counts[code]!;
    next[code] = personStart[u]!;
  });
  yield;
  const events = personStart[units.length]!;
  const place = new Uint32Array(events);
  const time = new Float64Array(events);
  for (let from = 0; from < codes.length; from++) {
    const code = codes[from]!;
    if (code !== 0) {
      const to = next[code]!++;
      place[to] = from;
      time[to] = log.time[from]!;
    }
    if (from % BLOCK === BLOCK - 1) yield;
  }
  yield* sortPlaces({ place, time }, personStart, log.row);
  const event = log.event instanceof Uint8Array ? new Uint8Array(events) : new Uint16Array(events);
  const row = new Uint32Array(events);
  for (let i = 0; i < events; i++) {
    event[i] = log.event[place[i]!]!;
    row[i] = log.row[place[i]!]!;
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
    facts: { ...log.facts, people: units.length, events },
    laid: { from: log, places: place },
  };
}

/** Bits of the events of the log it was laid from, in the order of a log. */
export function intoLaidOrder(bits: Bitmap, { laid }: EventLog): Bitmap {
  if (!laid?.places) return bits;
  const out = emptyBitmap(laid.places.length);
  for (let i = 0; i < out.length; i++) if (hasBit(bits, laid.places[i]!)) setBit(out, i);
  return out;
}
