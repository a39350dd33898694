import type { Range } from '#vocabulary/calendar.ts';
import type { Duration } from '#vocabulary/duration.ts';
import type { EventMatch } from '#vocabulary/event-match.ts';
import type { Json } from '#vocabulary/fields.ts';
import type { Pattern } from '#vocabulary/pattern.ts';
import type { Condition } from '#vocabulary/rule.ts';

/** A rule on people. An empty `all` is everybody, an empty `any` nobody. */
export type Segment = { all: Segment[] } | { any: Segment[] } | { not: Segment } | { saved: string } | SegmentLeaf;

/** One condition on a person, over the whole log. */
export type SegmentLeaf = { ids: string[] } | Did | Sum | Person | Sequence | FunnelRule | Behind | LifecycleRule;

export const TIMES_OPERATORS = ['gte', 'lte', 'is', 'between'] as const;
export const SUM_OPERATORS = ['gt', 'gte', 'lt', 'lte', 'is', 'between'] as const;

/** Both ends of `between` are included. */
export interface Amount<Operator extends string = string> {
  op: Operator;
  value: number | [number, number];
}

/**
 * Which events are looked at: of a range; of a time up to the log's last event; or of the first time of a life, from
 * the person's first event in the whole log on. All edges are included.
 */
export type Within = Range | { last: Duration } | { firstDays: Duration };

export interface Did {
  did: EventMatch;
  /** At least once without it. Who never did is in `lte`, in `is` 0 and in `between` from 0. */
  times?: Amount<(typeof TIMES_OPERATORS)[number]>;
  within?: Within;
  /** Counts different local days in place of events. */
  days?: boolean;
}

/** A total of a numeric property; nothing adds up to 0. */
export interface Sum extends Amount<(typeof SUM_OPERATORS)[number]> {
  sum: string;
  of: EventMatch;
  within?: Within;
}

export interface Person {
  /** A column of a table of people, or else a value of the event property. */
  person: Condition;
  /** Which value of an event property: the last known without it. */
  at?: 'first' | 'last';
}

export interface Sequence {
  sequence: Pattern;
  within?: Duration;
}

/** An analysis as a document; what else is in it is not looked at here. */
export interface Question {
  sojourn: 1;
  analysis: { kind: string };
}

/** Steps count from 0, as in the people behind a funnel: `dropped` reached the step before and not this one. */
export type FunnelRule = { funnel: Question; reached: number } | { funnel: Question; dropped: number };

/**
 * Everybody behind a number of an analysis: the pointer is that of the people behind it. It follows the data, as every
 * rule does. An analysis of values is not about people.
 */
export interface Behind {
  behind: Question;
  pointer: { readonly [name: string]: Json };
}

export const STATES = ['new', 'active', 'silent', 'churned', 'resurrected'] as const;
export type LifecycleState = (typeof STATES)[number];

export interface LifecycleRule {
  lifecycle: LifecycleState;
  /** The end of this local day; the log's last event without it. */
  asOf?: string;
  silentAfter?: Duration;
  churnedAfter?: Duration;
}

/** Saved segments by name, as the user wrote them. */
export type SavedSegments = Readonly<Record<string, unknown>>;

/**
 * The same segment, or a document, with saved segments in the place of their names, also in the funnels inside. A name
 * that is not there, or stands inside of itself, stays.
 */
export function withoutNames<T>(value: T, saved: SavedSegments, open: readonly string[] = []): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each: unknown) => withoutNames(each, saved, open)) as T;
  const name = savedIn(value);
  if (name !== null && Object.hasOwn(saved, name) && !open.includes(name))
    return withoutNames(saved[name] as T, saved, [...open, name]);
  return Object.fromEntries(
    Object.entries(value).map(([field, each]) => [field, withoutNames(each, saved, open)]),
  ) as T;
}

/** A rule that names a saved segment says nothing else. */
const savedIn = (value: object): string | null =>
  'saved' in value && typeof value.saved === 'string' && Object.keys(value).length === 1 ? value.saved : null;
