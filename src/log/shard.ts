import type { Span } from '#vocabulary/calendar.ts';
import type { Duration } from '#vocabulary/duration.ts';
import { hasBit, type Bitmap } from './bitmap.ts';
import type { EventLogFacts } from './overview.ts';

/** The events of a disjoint set of people, sorted by person, then time, then place in the file. */
export interface Shard {
  /** Index in the whole log of the first person here. */
  firstPerson: number;
  /** people + 1 entries: person p's events are [personStart[p], personStart[p + 1]). */
  personStart: Uint32Array;
  /** Code of the event's name. */
  event: Uint8Array | Uint16Array;
  /** Milliseconds since the epoch in UTC, microseconds as a fraction. */
  time: Float64Array;
  /** Name of each event code. */
  names: string[];
}

export const peopleIn = (shard: Shard): number => shard.personStart.length - 1;

/** Time of the earliest event; Infinity where there is none. */
export function earliestIn({ personStart, time }: Shard): number {
  let earliestMs = Infinity;
  for (let p = 0; p + 1 < personStart.length; p++)
    if (personStart[p] !== personStart[p + 1]) earliestMs = Math.min(earliestMs, time[personStart[p]!]!);
  return earliestMs;
}

/** An event match resolved on a shard: an event matches when its code is set and its bit is set. */
export interface ResolvedMatch {
  /** One byte per event code, 1 = matches by name. Null = any name. */
  codes: Uint8Array | null;
  /** The rule and `first`, decided per event. Null = no further condition. */
  mask: Bitmap | null;
}

/** Whether the event at a place of the shard, whose name has this code, matches. */
export const matchesAt = ({ codes, mask }: ResolvedMatch, code: number, place: number): boolean =>
  (codes === null || codes[code] === 1) && (mask === null || hasBit(mask, place));

/** A property's value by event of the shard, as a code. */
export interface EventColumn {
  /** 0 = missing. */
  codes: Uint32Array;
  /** Text of code c at c − 1. */
  values: string[];
}

/** Values of a column that tells whether a person is in a segment. */
export const IN_SEGMENT = 'in segment';
export const NOT_IN_SEGMENT = 'not in segment';

/** A property's value by unit of the whole log, as a code. */
export interface UnitColumn {
  /** 0 = missing. */
  codes: Uint32Array;
  /** Text of code c at c − 1. */
  values: string[];
}

export interface KernelInput {
  shard: Shard;
  /** Events that the document's `where` leaves; null = all. The others do not exist for the kernel. */
  exists: Bitmap | null;
  matches: ResolvedMatch[];
  /** The properties the plan asks for. */
  columns: EventColumn[];
  /** The attributes of units that the plan asks for. */
  attributes: UnitColumn[];
  /** The numbers by event that the plan asks for; NaN = none. */
  amounts?: Float64Array[];
  /** When the log's people count as silent and as churned, where the plan asks for it. */
  lifecycle?: { silentAfter: Duration; churnedAfter: Duration };
  span: Span;
  /** Of the log that the shard is cut from, where they are known: then no pass looks for them. */
  facts?: EventLogFacts;
  /** Time of the last event of the whole log: what comes after is not known yet. */
  lastMs: number;
}

/** Whether a range takes in every event of the log, as far as is known without a look at them. */
export const takesInAll = ({ facts }: KernelInput, { fromMs, toMs }: Span): boolean =>
  facts ? fromMs <= facts.firstMs && toMs >= facts.lastMs : fromMs === -Infinity && toMs === Infinity;
