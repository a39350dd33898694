import type { EventLog, Ids, PersonAttribute } from './event-log.ts';

const BLOCK = 1 << 18;
const NOBODY = -1;

/** Some of the people of a log, in its order. */
class IdsOfSome implements Ids {
  readonly #all: Ids;
  readonly #people: Uint32Array;
  /** By number in the whole log. */
  readonly #numbers: Int32Array;

  constructor(all: Ids, people: Uint32Array, numbers: Int32Array) {
    this.#all = all;
    this.#people = people;
    this.#numbers = numbers;
  }

  get size(): number {
    return this.#people.length;
  }

  text(person: number): string {
    return this.#all.text(this.#people[person]!);
  }

  find(text: string): number {
    return this.#numbers[this.#all.find(text)] ?? NOBODY;
  }
}

/**
 * A log of people as it stood at instants: the events up to them, and only people who have one; ids are linked as they
 * are in the whole log. A cut is good until the next is made: they lie in the same memory, as much as the log takes.
 */
export class LogCuts {
  readonly #log: EventLog;
  readonly #attributes: [string, PersonAttribute][];
  #room: Pick<EventLog, 'event' | 'time' | 'row'> | undefined;

  /** `attributes` names those of people that are asked for; cuts have no others. */
  constructor(log: EventLog, attributes: ReadonlySet<string>) {
    this.#log = log;
    this.#attributes = [...(log.attributes ?? [])].filter(([name]) => attributes.has(name));
  }

  /** Events up to and with an instant, which is the cut's `lastMs`. */
  *at(lastMs: number): Generator<void, EventLog> {
    const log = this.#log;
    const { personStart, time } = log;
    const everybody = personStart.length - 1;
    const events = time.length;
    const room = (this.#room ??= {
      event: log.event instanceof Uint8Array ? new Uint8Array(events) : new Uint16Array(events),
      time: new Float64Array(events),
      row: new Uint32Array(events),
    });
    const starts = new Uint32Array(everybody + 1);
    const numbers = new Int32Array(everybody).fill(NOBODY);
    const people = new Uint32Array(everybody);
    let size = 0;
    let at = 0;
    let nextBreath = BLOCK;
    for (let p = 0; p < everybody; p++) {
      const from = personStart[p]!;
      const to = personStart[p + 1]!;
      if (from < to && time[from]! <= lastMs) {
        numbers[p] = size;
        people[size++] = p;
      }
      for (let i = from; i < to && time[i]! <= lastMs; i++, at++) {
        room.event[at] = log.event[i]!;
        room.time[at] = time[i]!;
        room.row[at] = log.row[i]!;
      }
      starts[size] = at;
      if (to >= nextBreath) {
        nextBreath = to + BLOCK;
        yield;
      }
    }
    const there = people.subarray(0, size);
    const attributes = this.#attributes.map(
      ([name, { codes, values }]) => [name, { codes: there.map((person) => codes[person]!), values }] as const,
    );
    return {
      ...log,
      personStart: starts.subarray(0, size + 1),
      event: room.event.subarray(0, at),
      time: room.time.subarray(0, at),
      row: room.row.subarray(0, at),
      people: new IdsOfSome(log.people, there, numbers),
      attributes: new Map(attributes),
      facts: { people: size, events: at, firstMs: log.facts.firstMs, lastMs },
    };
  }
}
