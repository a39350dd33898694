import { Dictionary } from './dictionary.ts';
import type { EventLog } from './event-log.ts';
import { sortByTime } from './sort-by-time.ts';
import { hasText, hasValue, textAt, type CodedColumn, type TextColumn } from './text-column.ts';

/** Milliseconds since the epoch in UTC, microseconds as a fraction; NaN where bytes[start, end) is no such time. */
export type TimeReader = (bytes: Uint8Array, start: number, end: number) => number;

/** Some rows of the table, in its order. Times come as text or as milliseconds, NaN where there is none. */
export interface EventBatch {
  person: TextColumn | CodedColumn;
  event: TextColumn | CodedColumn;
  time: TextColumn | Float64Array;
}

/** Rows of the table that are no events of anybody, and why. */
export interface Unusable {
  withoutPerson: number;
  withoutTime: number;
  /** Times that are there but cannot be read, with up to five examples. */
  unreadableTimes: number;
  unreadableExamples: string[];
}

const CHUNK = 1 << 20;
const NOBODY = 0xffffffff;
const NONE = -1;
const UNSEEN = -2;
const NO_BYTES = new Uint8Array(0);
const MOST_NAMES = 1 << 16;
const EXAMPLES = 5;

interface Chunk {
  person: Uint32Array;
  event: Uint16Array;
  time: Float64Array;
}

export class TooManyNames extends Error {}

/** Takes the rows of a table in its order and lays them out as an event log. */
export class LogBuilder {
  readonly #chunks: Chunk[] = [];
  readonly #people = new Dictionary();
  readonly #names = new Dictionary();
  readonly #readTime: TimeReader;
  #rows = 0;
  #events = 0;
  readonly unusable: Unusable = { withoutPerson: 0, withoutTime: 0, unreadableTimes: 0, unreadableExamples: [] };
  /** Rows without an event name: events all the same, under an empty name. */
  unnamed = 0;

  constructor(readTime: TimeReader) {
    this.#readTime = readTime;
  }

  get rows(): number {
    return this.#rows;
  }

  add({ person, event, time }: EventBatch): void {
    const personAt = coder(this.#people, person);
    const nameAt = coder(this.#names, event);
    for (let i = 0; i < person.rows; i++) {
      const at = this.#rows & (CHUNK - 1);
      if (at === 0)
        this.#chunks.push({
          person: new Uint32Array(CHUNK),
          event: new Uint16Array(CHUNK),
          time: new Float64Array(CHUNK),
        });
      const chunk = this.#chunks[this.#chunks.length - 1]!;
      this.#rows++;
      chunk.person[at] = NOBODY;
      if (!hasValue(person, i)) {
        this.unusable.withoutPerson++;
        continue;
      }
      const ms = this.#time(time, i);
      if (Number.isNaN(ms)) continue;
      let name = nameAt(i);
      if (name === NONE) {
        this.unnamed++;
        name = this.#names.code(NO_BYTES, 0, 0);
      }
      if (name >= MOST_NAMES) throw new TooManyNames(`More than ${MOST_NAMES} different event names.`);
      chunk.time[at] = ms;
      chunk.person[at] = personAt(i);
      chunk.event[at] = name;
      this.#events++;
    }
  }

  #time(time: EventBatch['time'], i: number): number {
    if (time instanceof Float64Array) {
      if (Number.isNaN(time[i]!)) this.unusable.withoutTime++;
      return time[i]!;
    }
    if (!hasText(time, i)) {
      this.unusable.withoutTime++;
      return NaN;
    }
    const ms = this.#readTime(time.bytes, time.starts[i]!, time.ends[i]!);
    if (Number.isNaN(ms)) {
      this.unusable.unreadableTimes++;
      const { unreadableExamples } = this.unusable;
      if (unreadableExamples.length < EXAMPLES) unreadableExamples.push(textAt(time, i)!.slice(0, 80));
    }
    return ms;
  }

  /** Counting sort by person, then by time within each; yields so that a long sort can be left. The builder is used up. */
  *finish(): Generator<void, EventLog> {
    const people = this.#people.size;
    const personStart = new Uint32Array(people + 1);
    this.#eachRow((chunk, at) => {
      personStart[chunk.person[at]! + 1]!++;
    });
    for (let p = 0; p < people; p++) personStart[p + 1]! += personStart[p]!;
    yield;
    const names = this.#names.texts();
    const event = names.length <= 256 ? new Uint8Array(this.#events) : new Uint16Array(this.#events);
    const time = new Float64Array(this.#events);
    const row = new Uint32Array(this.#events);
    const next = personStart.slice(0, people);
    for (let c = 0; c < this.#chunks.length; c++) {
      const chunk = this.#chunks[c]!;
      const size = Math.min(CHUNK, this.#rows - c * CHUNK);
      for (let at = 0; at < size; at++) {
        const person = chunk.person[at]!;
        if (person === NOBODY) continue;
        const to = next[person]!++;
        event[to] = chunk.event[at]!;
        time[to] = chunk.time[at]!;
        row[to] = c * CHUNK + at;
      }
      yield;
    }
    this.#chunks.length = 0;
    yield* sortByTime(personStart, event, time, row);
    let firstMs = Infinity;
    let lastMs = -Infinity;
    for (let p = 0; p < people; p++) {
      firstMs = Math.min(firstMs, time[personStart[p]!]!);
      lastMs = Math.max(lastMs, time[personStart[p + 1]! - 1]!);
    }
    return {
      firstPerson: 0,
      personStart,
      event,
      time,
      row,
      rows: this.#rows,
      names,
      people: this.#people,
      facts: { people, events: this.#events, firstMs, lastMs },
    };
  }

  #eachRow(visit: (chunk: Chunk, at: number) => void): void {
    this.#chunks.forEach((chunk, c) => {
      const size = Math.min(CHUNK, this.#rows - c * CHUNK);
      for (let at = 0; at < size; at++) if (chunk.person[at] !== NOBODY) visit(chunk, at);
    });
  }
}

/** Code of a row's text in a dictionary, NONE where it is missing. Of a coded column each different text is looked up once. */
function coder(dictionary: Dictionary, column: TextColumn | CodedColumn): (row: number) => number {
  if ('codes' in column) {
    const { codes, values } = column;
    const known = new Int32Array(values.rows).fill(UNSEEN);
    const plain = coder(dictionary, values);
    return (row) => {
      if (!hasValue(column, row)) return NONE;
      const code = codes[row]!;
      if (known[code] === UNSEEN) known[code] = plain(code);
      return known[code]!;
    };
  }
  const { bytes, starts, ends } = column;
  return (row) => (hasText(column, row) ? dictionary.code(bytes, starts[row]!, ends[row]!) : NONE);
}
