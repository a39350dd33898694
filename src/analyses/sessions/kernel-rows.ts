import { Numbers } from '#log/numbers.ts';
import { filled } from '../active-periods.ts';

/** Sessions, each in one place of every list, by person and then time. */
export interface SessionRows {
  /** Index of the person in the whole log. */
  person: Uint32Array;
  /** Time of the first event, of those that the question leaves out too. */
  startMs: Float64Array;
  /** From the first event that exists to the last. */
  seconds: Float64Array;
  /** How many exist. */
  events: Uint32Array;
  /** Codes of the names of the first and the last that exists. */
  entry: Uint32Array;
  exit: Uint32Array;
  /** On the wall clock at `startMs`, 0..23. */
  hour: Uint8Array;
  /** 1 = it may still go on when the log ends. */
  open: Uint8Array;
  /** Empty without a breakdown. */
  group: Uint32Array;
}

/** One session, by places in the shard. */
export interface FoundSession {
  person: number;
  begin: number;
  /** The first and the last that exists. */
  first: number;
  last: number;
  events: number;
  isOpen: boolean;
}

/** Sessions while they are found. */
export class SessionList {
  readonly #person = new Numbers();
  readonly #begin = new Numbers();
  readonly #first = new Numbers();
  readonly #last = new Numbers();
  readonly #events = new Numbers();
  readonly #open = new Numbers();
  readonly #group = new Numbers();

  add({ person, begin, first, last, events, isOpen }: FoundSession, group: number | null): void {
    this.#person.push(person);
    this.#begin.push(begin);
    this.#first.push(first);
    this.#last.push(last);
    this.#events.push(events);
    this.#open.push(isOpen ? 1 : 0);
    if (group !== null) this.#group.push(group);
  }

  done(
    { event, time }: { event: ArrayLike<number>; time: Float64Array },
    hourOf: (instantMs: number) => number,
  ): SessionRows {
    const first = filled(this.#first);
    const last = filled(this.#last);
    const startMs = Float64Array.from(filled(this.#begin), (at) => time[at]!);
    return {
      person: filled(this.#person),
      startMs,
      seconds: Float64Array.from(first, (at, i) => (time[last[i]!]! - time[at]!) / 1000),
      events: filled(this.#events),
      entry: first.map((at) => event[at]!),
      exit: last.map((at) => event[at]!),
      hour: Uint8Array.from(startMs, hourOf),
      open: Uint8Array.from(filled(this.#open)),
      group: filled(this.#group),
    };
  }
}
