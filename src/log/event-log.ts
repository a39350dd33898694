import type { EventLogFacts } from './overview.ts';
import type { MergedRows } from './repeated-rows.ts';
import type { Shard } from './shard.ts';

/** What people, sessions or values are called, each under its number. */
export interface Ids {
  readonly size: number;
  text(code: number): string;
  /** The number of a text, or -1 where nobody is called so. */
  find(text: string): number;
}

/** An attribute of people, by number of the person: 0 = missing, else values[code − 1]. */
export interface PersonAttribute {
  codes: Uint32Array;
  values: string[];
}

/** The events of everybody, sorted by person (in order of first appearance), then time, then place in the files. */
export interface EventLog extends Shard {
  facts: EventLogFacts;
  /** Position in the table of each event, where one row may be several events: 13 to 14 bytes an event with the shard's columns. */
  row: Uint32Array;
  /** Rows of the table, unusable ones included. */
  rows: number;
  people: Ids;
  /** What tables of people say of them, by name. */
  attributes?: Map<string, PersonAttribute>;
  /** Rows that are part of another row's event; nothing where none is. */
  merged?: MergedRows | null;
  /**
   * Of a log whose “people” are sessions or values: the log of people it was laid from, and where each of its events
   * lies there; no places where they lie as they do there.
   */
  laid?: { from: EventLog; places: Uint32Array | null };
}

/** The person whose event lies at a place of the log. */
export function personAt(log: EventLog, place: number): number {
  let low = 0;
  let high = log.personStart.length - 1;
  while (low + 1 < high) {
    const middle = (low + high) >>> 1;
    if (log.personStart[middle]! <= place) low = middle;
    else high = middle;
  }
  return low;
}

/** Cuts the log into shards of people with about as many events each; the shards are views, nothing is copied but starts. */
export function cutShards(log: EventLog, count: number): Shard[] {
  if (count === 1) return [log];
  const people = log.personStart.length - 1;
  const shards: Shard[] = [];
  let first = 0;
  for (let n = 1; n <= count; n++) {
    const goal = (log.event.length * n) / count;
    let last = first;
    while (last < people && (n === count || log.personStart[last + 1]! <= goal)) last++;
    const from = log.personStart[first]!;
    const to = log.personStart[last]!;
    shards.push({
      firstPerson: first,
      personStart: log.personStart.slice(first, last + 1).map((start) => start - from),
      event: log.event.subarray(from, to),
      time: log.time.subarray(from, to),
      names: log.names,
    });
    first = last;
  }
  return shards;
}
