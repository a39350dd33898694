import type { Identity, IdOfKind } from '#log/identity.ts';
import type { Problem } from '#vocabulary/problem.ts';
import type { TimeFormat } from './mapping.ts';

export type { Identity };

/**
 * What the rows of a table are: events; customers with a date for each stage they reached; attributes of people;
 * ids that belong to one person; money spent.
 */
export const TABLE_SHAPES = ['events', 'milestones', 'people', 'links', 'costs'] as const;
export type TableShape = (typeof TABLE_SHAPES)[number];

/** Columns of one kind hold the same ids, also in different tables: `customer`, `visitor`, `email`. */
export interface IdColumn {
  column: string;
  kind: string;
}

/**
 * What happened: the text of a column, of several columns in a row (missing ones left out), of the first of several
 * columns that is filled, or one name for every row.
 */
export type EventName =
  { column: string } | { columns: string[]; between: string } | { firstOf: string[] } | { constant: string };

/** A column with its meaning, or one value for the whole table. */
export type ColumnOrConstant = { column: string } | { constant: string };

export interface Milestone {
  column: string;
  event: string;
}

/** A column that an SQL expression over the others makes. */
export interface Formula {
  name: string;
  sql: string;
}

/** Exact repeats stay, all but the first of equal rows go, or all but the first row of each value of a column. */
export type Repeats = 'keep' | 'drop' | { column: string };

/** How one table is read. */
export interface TableSetup {
  /** As the inspection names it: the file, with the sheet or the member of an archive. */
  table: string;
  /** Names of its columns when this was made: next month's file is known by them. */
  columns: string[];
  /** Whether it is left out altogether. */
  skip: boolean;
  shape: TableShape;
  /** Columns that say who. Without linking, the first that is filled. */
  ids: IdColumn[];
  /** `none`: rows without an id are nobody's events. `each`: each such row is a person of its own. `{ id }`: they are this person's. */
  withoutId: 'none' | 'each' | { id: string };
  /** Of events. */
  event: EventName | null;
  /** Of events and costs. */
  time: string | null;
  timeFormat: TimeFormat;
  /** IANA zone in which a time without a zone is read. */
  zone: string;
  /** Of milestones: each filled date is an event. */
  milestones: Milestone[];
  /** Rows of one person and event name with the same value here are one event: lines of an invoice, start and end of an activity. */
  oneEventPer: string | null;
  repeats: Repeats;
  channel: ColumnOrConstant | null;
  amount: string | null;
  score: string | null;
  comment: string | null;
  formulas: Formula[];
}

/** A table's setup of which nothing is known but what is said here. */
export const blankTable = (table: string, said: Partial<TableSetup> = {}): TableSetup => ({
  table,
  columns: [],
  skip: false,
  shape: 'events',
  ids: [],
  withoutId: 'none',
  event: null,
  time: null,
  timeFormat: 'iso',
  zone: 'UTC',
  milestones: [],
  oneEventPer: null,
  repeats: 'keep',
  channel: null,
  amount: null,
  score: null,
  comment: null,
  formulas: [],
  ...said,
});

/** Whether a table's rows become events. */
export const makesEvents = ({ skip, shape }: Pick<TableSetup, 'skip' | 'shape'>): boolean =>
  !skip && (shape === 'events' || shape === 'milestones');

/** Event names are matched whole or in part by an RE2 expression, in order; the last that matches decides. */
export type NameRule = { match: string; as: string } | { match: string; hide: true };

/** How files become one log of people: what the workspace keeps, undo steps through and a mapping file holds. */
export interface Setup {
  tables: TableSetup[];
  names: NameRule[];
  identity: Identity;
  /** Ids of nobody, as bots, tests and defaults have them: such a cell counts as empty, and a row of no other id as nobody's. */
  leaveOut?: IdOfKind[];
}

/** Why something was chosen, in words a person can check, and what else it could be. */
export interface Reason {
  /** Which field of the table's setup it is about: `ids`, `event`, `time`, `shape`, `channel`… */
  field: keyof TableSetup;
  reason: string;
  /** Other columns that would do, best first. */
  others: { column: string; reason: string }[];
}

export interface TableGuess {
  setup: TableSetup;
  /** Whose export it was recognised as: `Mixpanel`, or null. */
  vendor: string | null;
  /** Whether the text of its time names the zone, so that `zone` has no say. */
  hasZone: boolean;
  reasons: Reason[];
  /** What the person must say before it can be read; `at` is a field of the table's setup. Empty = sure. */
  questions: Problem[];
}

export interface SetupGuess {
  tables: TableGuess[];
  identity: Identity;
}
