import type { Duration } from '#vocabulary/duration.ts';
import type { EventLog, Ids } from './event-log.ts';
import { matchesAt, type ResolvedMatch, type Shard } from './shard.ts';

const BLOCK = 1 << 18;

/** The gap where nobody says another one. */
export const DEFAULT_GAP: Duration = { n: 30, unit: 'minute' };

export interface SessionRule {
  /** Elapsed milliseconds; only a longer gap splits. */
  gapMs: number;
  /** An event that opens a session. */
  start: ResolvedMatch | null;
  /** An event that closes its session and belongs to it. */
  end: ResolvedMatch | null;
}

/** How a question cuts sessions: `start` and `end` are places in its list of matches. */
export interface SessionOptions {
  /** Elapsed milliseconds; only a longer gap splits. */
  gapMs: number;
  start: number | null;
  end: number | null;
}

export const sessionRule = (matches: ResolvedMatch[], { gapMs, start, end }: SessionOptions): SessionRule => ({
  gapMs,
  start: start === null ? null : matches[start]!,
  end: end === null ? null : matches[end]!,
});

/** Sessions are called by their person and their number: `ada #3`. */
export class SessionIds implements Ids {
  readonly #people: Ids;
  /** people + 1 entries: person p's sessions are [first[p], first[p + 1]). */
  readonly #first: Uint32Array;

  constructor(people: Ids, first: Uint32Array) {
    this.#people = people;
    this.#first = first;
  }

  get size(): number {
    return this.#first[this.#first.length - 1]!;
  }

  text(session: number): string {
    const person = this.personOf(session);
    return `${this.#people.text(person)} #${session - this.#first[person]! + 1}`;
  }

  find(text: string): number {
    const parts = /^(.*) #([1-9]\d*)$/s.exec(text);
    const person = parts ? this.#people.find(parts[1]!) : -1;
    if (person < 0) return -1;
    const session = this.#first[person]! + Number(parts![2]) - 1;
    return session < this.#first[person + 1]! ? session : -1;
  }

  /** Number of the person in the log that was cut. */
  personOf(session: number): number {
    let low = 0;
    let high = this.#first.length - 1;
    while (low + 1 < high) {
      const middle = (low + high) >>> 1;
      if (this.#first[middle]! <= session) low = middle;
      else high = middle;
    }
    return low;
  }
}

export interface SessionLog extends EventLog {
  people: SessionIds;
}

export const isOfSessions = (log: EventLog): log is SessionLog => log.people instanceof SessionIds;

/**
 * Whether a session begins at a place, for the person whose events begin at `first`. It looks at all events, also at those
 * that a question leaves out: what is counted moves no session.
 */
export const begins = (
  { event, time }: Pick<Shard, 'event' | 'time'>,
  { gapMs, start, end }: SessionRule,
  first: number,
  i: number,
): boolean =>
  i === first ||
  time[i]! - time[i - 1]! > gapMs ||
  (start !== null && matchesAt(start, event[i]!, i)) ||
  (end !== null && matchesAt(end, event[i - 1]!, i - 1));

/** The same events with sessions in the place of people: nothing is copied, only other starts are laid over them. */
export function* cutSessions(log: EventLog, rule: SessionRule): Generator<void, SessionLog> {
  const { event, personStart } = log;
  const people = personStart.length - 1;
  const starts = new Uint32Array(event.length + 1);
  const first = new Uint32Array(people + 1);
  let sessions = 0;
  let nextBreath = BLOCK;
  for (let p = 0; p < people; p++) {
    const from = personStart[p]!;
    const to = personStart[p + 1]!;
    for (let i = from; i < to; i++) if (begins(log, rule, from, i)) starts[sessions++] = i;
    first[p + 1] = sessions;
    if (to >= nextBreath) {
      nextBreath = to + BLOCK;
      yield;
    }
  }
  starts[sessions] = event.length;
  return {
    ...log,
    personStart: starts.slice(0, sessions + 1),
    people: new SessionIds(log.people, first),
    facts: { ...log.facts, people: sessions },
    laid: { from: log, places: null },
  };
}
