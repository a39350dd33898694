import type { Finding } from '#data/finding.ts';
import type { ColumnType } from '#data/mapping.ts';
import type { GivenSetup } from '#data/resolve-setup.ts';
import type { Identity, Setup, SetupGuess } from '#data/setup.ts';
import type { AnalysisDocument, SegmentDocument } from '#document/document.ts';
import type { IdentityReport } from '#log/identity.ts';
import type { TableCounts, Unusable as UnusableRows } from '#log/log-builder.ts';
import type { LogOverview } from '#log/overview.ts';
import type { SavedSegments } from '#segments/spec.ts';
import type { UsageIntervals } from '#segments/usage-intervals.ts';
import type { Interval } from '#vocabulary/calendar-buckets.ts';
import type { Outcome, Problem } from '#vocabulary/problem.ts';
import type { ResultBase } from '#vocabulary/result.ts';
import type { WorkspaceApi } from './workspace-protocol.ts';

/** A file as the engine reads it. `path` is set under Node, where DuckDB reads from disk. */
export interface InputFile {
  /** The same for the same file in every call, so that a workspace knows what it holds already: 16 hex digits. */
  id?: string;
  name: string;
  blob: Blob;
  path?: string;
}

/** Names one call, so that it can be cancelled. */
export type Ticket = number;

export interface Progress {
  /** What is being done, in the user's words: `Reading shop.csv`. */
  doing: string;
  /** 0..1, or null where it cannot be known. */
  share: number | null;
  /** Rows or people so far, where that says more than a share. */
  count?: number;
}
export type OnProgress = (progress: Progress) => void;

/** One table of a file: the file itself, a sheet of a workbook, or a member of an archive. */
export interface TableInspection {
  /** Tells it from every other table of the import. */
  name: string;
  bytes: number;
  format: 'csv' | 'parquet' | 'arrow' | 'json' | 'excel' | 'xes' | 'events';
  /** Of a CSV: how its fields are parted. */
  delimiter?: string;
  encoding?: string;
  columns: { name: string; type: ColumnType }[];
}

/** What the tool understood of some files before reading them whole. */
export interface Inspection {
  tables: TableInspection[];
  guess: SetupGuess;
  /** The first rows of each table as text. */
  samples: (string | null)[][][];
  /** Warnings: files of a folder, members of an archive and sheets that are left out, as they hold no table. */
  notes: Problem[];
}

/** Rows of the tables that are not events of anybody. */
export interface Unusable extends UnusableRows {
  rows: number;
  /** Rows that could not be parted into fields; they are in neither the log nor the table. */
  broken: number;
  /** Up to five of them, with the number of the line and what is wrong. */
  brokenExamples: string[];
}

/** What the rows of one table became. */
export interface TableFacts extends TableCounts {
  broken: number;
  brokenExamples: string[];
}

export interface OpenedLog {
  tables: TableInspection[];
  setup: Setup;
  guess: SetupGuess;
  /** As of the inspection. */
  notes: Problem[];
  overview: LogOverview;
  /** Rows of all tables of events. */
  rows: number;
  facts: TableFacts[];
  unusable: Unusable;
  /** Rows without an event name; they are events all the same. */
  unnamed: number;
  /** Events whose name the setup leaves out. */
  hidden: number;
  identity: IdentityReport;
  /** Columns that are not who, what or when. */
  properties: { name: string; type: ColumnType }[];
  /** Attributes of people from their own tables. */
  attributes: string[];
  /** Zone in which times without a zone were read; null where every time names its own. */
  zone: string | null;
  elapsedMs: number;
}

export interface ColumnProfile {
  name: string;
  type: ColumnType;
  filled: number;
  distinct: number;
  /** Most frequent values first, with how many rows have them. */
  top: { value: string; rows: number }[];
  /** Of a numeric column: counts in equal bins from min to max. */
  histogram?: { min: number; max: number; median: number; bins: number[] };
}

export interface EventRow {
  person: string;
  event: string;
  timeMs: number;
  properties: Record<string, string>;
}

/** Which people of a list: so many from `from` on, with these properties. */
export interface PeopleAsked {
  from: number;
  limit: number;
  columns?: readonly string[];
}

export interface PeoplePage {
  total: number;
  from: number;
  people: {
    id: string;
    events: number;
    firstMs: number;
    lastMs: number;
    /** Of the columns asked for, in their order: a person's own value, or the last known of an event property. */
    values?: (string | null)[];
  }[];
}

/** How many of the log's people a rule of a segment, as it was written, is about. */
export interface RuleCount {
  /** For whom this rule alone is true. */
  people: number;
  /** Of a rule in an `all`: for whom it and those before it in that group are true. */
  left?: number;
  /** Of `all` and `any`, in order; of a group that is denied, that group's. A saved segment has none. */
  members?: RuleCount[];
}

/** How many of the log's people are in a segment. */
export interface SegmentSize {
  people: number;
  of: number;
  rule: RuleCount;
  /** Names that occur nowhere, and the like. */
  warnings: Problem[];
}

/** A session of somebody, of events [from, from + events) of their journey. */
export interface TimelineSession {
  /** From 1. */
  number: number;
  from: number;
  events: number;
  /** From its first event to its last. */
  seconds: number;
}

/** How many were in a segment at the end of each period, as the log stood then. */
export interface SegmentOverTime {
  interval: Interval;
  /** Oldest first; the last is now, the log's last event. `date` is the local day at whose end it was so: YYYY-MM-DD. */
  points: { date: string; people: number; of: number }[];
}

/** What one unit did: a person, a session among the rest of its person's journey, or the events of a value. */
export interface Timeline {
  id: string;
  /** Of a long journey a part. */
  events: EventRow[];
  /** How many events of the journey are before those. */
  from: number;
  /** How many events the whole journey has. */
  total: number;
  /** Of a session: its events are [from, to) of the journey, the others are what its person did before and after. */
  session?: { from: number; to: number };
  /**
   * Those that the events are in, as the document cuts them or where nothing happens for half an hour; how many the
   * journey has. None of the events of a value.
   */
  sessions: { list: TimelineSession[]; total: number };
  /** From tables of people. */
  attributes: { name: string; value: string }[];
  /** What the analysis saw: the moments that filled its steps. */
  marks: { timeMs: number; label: string }[];
}

export type Pointer = Record<string, unknown>;

/** What ids linked in some way make of the log. */
export interface LinkedSo {
  identity: IdentityReport;
  /** Share of people with an event a day or more after their first. */
  cameBack: number;
  /** Share of the document's units that reached its last step; null without a funnel. */
  conversion: number | null;
}

/** The log as it is beside what it would be. */
export interface WhatIf {
  now: LinkedSo;
  then: LinkedSo;
}

/** Bytes that the engine holds. */
export interface MemoryUse {
  log: number;
  /** Masks, codes of columns, logs of other units and kept answers: given back by `freeMemory`. */
  caches: number;
  /** The database's whole memory, the table of events in it. */
  database: number;
  /** What each table of the files takes: its share of the log, and of the database once it is in it. */
  tables: { table: string; log: number; database: number }[];
}

/** Rows of the table of events as they were read. */
export interface RawRows {
  columns: string[];
  rows: (string | null)[][];
}

/** The engine's methods as the page and the command line call them. Every failure is an outcome; nothing throws. */
export interface EngineApi {
  /** What the files are, which tables are in them and how they would be read. Opens nothing. */
  inspect(files: InputFile[], ticket: Ticket): Promise<Outcome<Inspection>>;
  /** Reads the files into a log, which replaces the one that was open. What is not given is guessed. */
  open(
    files: InputFile[],
    given: GivenSetup | null,
    ticket: Ticket,
    onProgress?: OnProgress,
  ): Promise<Outcome<OpenedLog>>;
  run(document: AnalysisDocument, ticket: Ticket, onProgress?: OnProgress): Promise<Outcome<ResultBase>>;
  /** The people behind a number of the document's result, a page at a time in order of their ids in the log. */
  people(document: AnalysisDocument, pointer: Pointer, page: PeopleAsked, ticket: Ticket): Promise<Outcome<PeoplePage>>;
  /** Every id behind a number, sorted as text. */
  ids(document: AnalysisDocument, pointer: Pointer, ticket: Ticket): Promise<Outcome<string[]>>;
  /** The saved segments that documents may name from now on; all of them, or none where one cannot be read. */
  saveSegments(segments: SavedSegments): Outcome<null> | Promise<Outcome<null>>;
  segment(document: SegmentDocument, ticket: Ticket): Promise<Outcome<SegmentSize>>;
  /** The people of a segment, a page at a time in order of their ids in the log. */
  segmentPeople(document: SegmentDocument, page: PeopleAsked, ticket: Ticket): Promise<Outcome<PeoplePage>>;
  /** Every id of a segment, sorted as text. */
  segmentIds(document: SegmentDocument, ticket: Ticket): Promise<Outcome<string[]>>;
  /** 8 to 16 points wherever the log is eight days long. */
  segmentOverTime(
    document: SegmentDocument,
    ticket: Ticket,
    onProgress?: OnProgress,
  ): Promise<Outcome<SegmentOverTime>>;
  /** How long people stay away, and the thresholds of lifecycle rules that follow. */
  usageIntervals(ticket: Ticket): Promise<Outcome<UsageIntervals>>;
  /** So many people whose id holds a text, those first whose id it is or begins. */
  findPeople(text: string, limit: number, ticket: Ticket): Promise<Outcome<{ id: string; events: number }[]>>;
  /** `document` is the question that says what to mark and how sessions are cut. */
  timeline(person: string, document: AnalysisDocument | null, ticket: Ticket): Promise<Outcome<Timeline>>;
  /** Events as they were read, in the order of the files. */
  rows(from: number, limit: number, ticket: Ticket): Promise<Outcome<EventRow[]>>;
  /** Most frequent values of a property, for suggestions. */
  values(
    property: string,
    startsWith: string,
    limit: number,
    ticket: Ticket,
  ): Promise<Outcome<{ value: string; rows: number }[]>>;
  /** A profile of every column; waits until the whole table is read. */
  profile(ticket: Ticket, onProgress?: OnProgress): Promise<Outcome<ColumnProfile[]>>;
  /** A query on the table `events`. */
  sql(
    text: string,
    ticket: Ticket,
  ): Promise<Outcome<{ columns: string[]; rows: (string | number | boolean | null)[][] }>>;
  /**
   * What may be wrong with the data, the most important first; reads the whole table. `nowMs` is the caller's clock:
   * what is later has not happened yet.
   */
  quality(nowMs: number, ticket: Ticket, onProgress?: OnProgress): Promise<Outcome<Finding[]>>;
  rawRows(rows: number[], ticket: Ticket): Promise<Outcome<RawRows>>;
  /** What another way of linking ids would make of the log. Reads the files once more; the open log stays. */
  whatIf(
    identity: Identity,
    document: AnalysisDocument | null,
    ticket: Ticket,
    onProgress?: OnProgress,
  ): Promise<Outcome<WhatIf>>;
  memory(ticket: Ticket): Promise<Outcome<MemoryUse>>;
  /** Lets go of everything that can be made again: caches and the table. */
  freeMemory(ticket: Ticket): Promise<Outcome<MemoryUse>>;
  cancel(ticket: Ticket): void;
}

/** What a worker is told by its name, before its first message. */
export interface WorkerStart {
  /** Address of the folder with our wasm files, ending in a slash. */
  engineFiles: string;
  /** Zone in which a time without a zone is read unless the mapping says otherwise. */
  zone: string;
  /** A lock it holds while it lives. */
  lock: string;
}

export interface RequestMade {
  url: string;
  bytes: number;
}

/** The engine as a worker offers it. */
export interface WorkerApi extends EngineApi, WorkspaceApi {
  /** Resolves once the worker holds its lock: asking for the lock before would look like its death. */
  ready(): Promise<void>;
  /** Tells how far the engine's own files are fetched. */
  watch(onProgress: OnProgress): void;
  /** Every request the worker made: files of the engine, from our own origin. */
  requests(): RequestMade[];
}
