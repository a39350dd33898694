import type { Dictionary } from './dictionary.ts';
import type { EventLog } from './event-log.ts';
import type { IdentityReport } from './identity.ts';
import { NO_ID, type Identities } from './identities.ts';
import { CHUNK, NOBODY, type Chunk } from './log-builder.ts';
import { groupedByPerson } from './person-groups.ts';
import { PeopleOf } from './people-of.ts';
import type { MergedRows } from './repeated-rows.ts';
import { sortByTime } from './sort-by-time.ts';

/** Events as they came, and what is known of them. */
export interface Collected {
  chunks: Chunk[];
  /** Events in the chunks, unusable ones included. */
  places: number;
  rows: number;
  /** What each event code is called; null = its events are left out. */
  names: readonly (string | null)[];
  ids: Identities;
  merged: MergedRows | null;
}

export interface Laid {
  log: EventLog;
  /** Events whose name is left out. */
  hidden: number;
  identity: IdentityReport;
  /** The person of somebody by the number of an id, NO_ID where they have no event. */
  personOf(first: number, best: number): number;
}

/** Counting sort by person, then by time within each. The chunks are used up. */
export function* layOut({ chunks, places, rows, names, ids, merged }: Collected): Generator<void, Laid> {
  const codes = codesOfNames(names);
  const hidden = hide(chunks, places, codes.of);
  yield;
  const people = yield* numbered(chunks, places, ids);
  const personStart = people.counts;
  for (let p = 1; p < personStart.length; p++) personStart[p]! += personStart[p - 1]!;
  const events = personStart[personStart.length - 1]!;
  const event = codes.texts.length <= 256 ? new Uint8Array(events) : new Uint16Array(events);
  const time = new Float64Array(events);
  const row = new Uint32Array(events);
  const next = personStart.slice(0, -1);
  const groups = yield* groupedByPerson(chunks, places, next.length);
  for (let group = 0; group < groups.count; group++) {
    for (const { chunk, starts } of groups.chunks) {
      const to = starts[group + 1]!;
      for (let at = starts[group]!; at < to; at++) {
        const place = next[chunk.id[at]!]!++;
        event[place] = codes.of[chunk.event[at]!]!;
        time[place] = chunk.time[at]!;
        row[place] = chunk.row![at]!;
      }
    }
    yield;
  }
  chunks.length = 0;
  yield* sortByTime(personStart, event, time, row);
  const log: EventLog = {
    firstPerson: 0,
    personStart,
    event,
    time,
    row,
    rows,
    names: codes.texts,
    people: people.texts,
    merged,
    facts: { people: personStart.length - 1, events, ...spanOf(personStart, time) },
  };
  return { log, hidden, identity: people.report, personOf: people.personOf };
}

function hide(chunks: Chunk[], places: number, codes: Uint32Array): number {
  let hidden = 0;
  if (!codes.includes(NO_ID)) return hidden;
  for (const { chunk, size } of sizes(chunks, places))
    for (let at = 0; at < size; at++) {
      if (chunk.id[at] === NOBODY || codes[chunk.event[at]!] !== NO_ID) continue;
      chunk.id[at] = NOBODY;
      hidden++;
    }
  return hidden;
}

interface Numbered extends Pick<Laid, 'personOf'> {
  /** Events of person p at p + 1. */
  counts: Uint32Array;
  texts: Dictionary;
  report: IdentityReport;
}

/** Puts the person in the place of each event's id. */
function* numbered(chunks: Chunk[], places: number, ids: Identities): Generator<void, Numbered> {
  if (ids.alone) {
    const counts = new Uint32Array(ids.size + 1);
    for (const { chunk, size } of sizes(chunks, places)) {
      for (let at = 0; at < size; at++) if (chunk.id[at] !== NOBODY) counts[chunk.id[at]! + 1]!++;
      yield;
    }
    // ids come in order of first appearance, so they are the people where each has an event
    if (counts.indexOf(0, 1) < 0)
      return { counts, texts: ids.alone, report: reportOfAlone(ids), personOf: (first) => first };
  }
  const people = new PeopleOf(ids);
  const counts = new Uint32Array(ids.size + 1);
  for (const { chunk, size } of sizes(chunks, places)) {
    people.assign(chunk.id, chunk.best, size, counts);
    chunk.best = null;
    yield;
  }
  return {
    ...people.names(),
    counts: counts.slice(0, people.count + 1),
    personOf: (first, best) => people.find(first, best),
  };
}

const reportOfAlone = (ids: Identities): IdentityReport => ({
  kinds: ids.kinds(),
  people: ids.size,
  withoutLinking: ids.size,
  merged: 0,
  examples: [],
  largest: [],
  ignored: [],
  ignoredTotal: 0,
});

function* sizes(chunks: Chunk[], places: number): Generator<{ chunk: Chunk; size: number; from: number }, void> {
  for (let c = 0; c < chunks.length; c++)
    yield { chunk: chunks[c]!, size: Math.min(CHUNK, places - c * CHUNK), from: c * CHUNK };
}

/** Codes of the names in the log by code in the chunks, where several may have become one; NO_ID = left out. */
function codesOfNames(names: readonly (string | null)[]): { of: Uint32Array; texts: string[] } {
  const texts = [...new Set(names.filter((name) => name !== null))];
  const places = new Map(texts.map((name, code) => [name, code]));
  return { of: Uint32Array.from(names, (name) => (name === null ? NO_ID : places.get(name)!)), texts };
}

function spanOf(personStart: Uint32Array, time: Float64Array): { firstMs: number; lastMs: number } {
  let firstMs = Infinity;
  let lastMs = -Infinity;
  for (let p = 0; p + 1 < personStart.length; p++) {
    firstMs = Math.min(firstMs, time[personStart[p]!]!);
    lastMs = Math.max(lastMs, time[personStart[p + 1]! - 1]!);
  }
  return { firstMs, lastMs };
}
