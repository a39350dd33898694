import type { Segment } from '#segments/spec.ts';
import type { Ids } from '#log/event-log.ts';
import type { EventLogFacts, LogOverview } from '#log/overview.ts';
import type { KernelInput } from '#log/shard.ts';
import type { Span } from '#vocabulary/calendar.ts';
import type { Duration } from '#vocabulary/duration.ts';
import type { EventMatch } from '#vocabulary/event-match.ts';
import type { Fields } from '#vocabulary/fields.ts';
import type { Problem } from '#vocabulary/problem.ts';
import type { Counted, ResultBase } from '#vocabulary/result.ts';

/** Reads a rule on people, with the list of saved segments that the document may name. */
export type ReadSegment = (value: unknown, path: string, problems: Problem[]) => Segment | undefined;

/** People, and in a few words who they are. */
export interface CalledSegment {
  segment: Segment;
  name: string;
}

/** What a plan and a result may know of the rest of the document. */
export interface PlanContext {
  timezone: string;
  /** First day of a week, 0 = Monday. */
  weekStart: number;
  /** The range in milliseconds, both ends included. */
  span: Span;
  /** How the document cuts sessions, where it says so. */
  sessions?: { gap?: Duration; start?: EventMatch; end?: EventMatch };
  /** What is counted, where it is not people. */
  counted?: Counted;
}

/** A property, or whether a person is in a segment: then the values are `IN_SEGMENT` and `NOT_IN_SEGMENT`. */
export type ColumnAsked = { property: string; of: 'event' | 'person' } | { segment: Segment };

/** What a kernel needs from the log, and the options it runs with. Plain data: it crosses to shard workers. */
export interface Plan<Options> {
  /** Resolved by the engine to codes and masks, in this order. */
  matches: EventMatch[];
  /** Whose values by event the kernel needs, in this order. */
  columns?: ColumnAsked[];
  /** Properties whose value of each unit the kernel needs, in this order: a person's own, or their last known. */
  attributes?: string[];
  /** Properties whose numbers by event the kernel needs, in this order. */
  amounts?: string[];
  /** Whether the kernel needs to know when the log's people count as silent and as churned. */
  lifecycle?: boolean;
  options: Options;
  /** Segments to compare: the kernel runs once more over the people of each, with these options. */
  segments?: { people: Segment[]; options: Options };
}

/** So many events a kernel goes through between two breaths, where each takes it a moment. */
export const BLOCK = 1 << 16;

/**
 * A kernel is pure and synchronous over one shard of people. `run` yields between blocks of people, so that a
 * cancel is heard within 50 ms. People are disjoint between shards, so `merge` only adds and joins;
 * shards are merged in order of their first person.
 */
export interface Kernel<Options, Partial> {
  run(input: KernelInput, options: Options): Generator<void, Partial>;
  /**
   * The same answer without what tells the people behind its numbers, where that alone is found faster; null where it is
   * not. `people` and `marks` are given only what `run` makes, `finish` and `merge` either.
   */
  count?(input: KernelInput, options: Options): Generator<void, Partial | null>;
  merge(left: Partial, right: Partial): Partial;
}

/** What a kind knows of its result. */
export type Finished<Result extends Omit<ResultBase, 'counts'>> = Omit<Result, 'kind' | 'elapsedMs' | 'warnings'> & {
  warnings?: Problem[];
};

/**
 * One kind of analysis: `parse → plan → run → finish`. Everything here is pure and compiles in the worker realm;
 * the view and the editor are found beside it by file name.
 */
export interface AnalysisKind<
  Spec extends { kind: string },
  Options,
  Partial,
  // a kind may have numbers of its own under the name of what is counted
  Result extends Omit<ResultBase, 'counts'>,
> {
  kind: Spec['kind'];
  /** Label and one line of what it answers, for menus. */
  label: string;
  answers: string;
  /** A button that asks it: `Build a funnel`. */
  action: string;
  /** Where it stands in menus; of kinds with a question to suggest the lowest is asked first. */
  place: number;
  /** Reads every field of `analysis` but `kind`; problems go to `fields.problems`. Null where it cannot be run. */
  parse(fields: Fields, segment: ReadSegment): Spec | null;
  plan(spec: Spec, context: PlanContext): Plan<Options>;
  kernel: Kernel<Options, Partial>;
  /**
   * Everything of the result but units' warnings, which the engine adds, and the time taken; where that takes long, in
   * steps, so that a cancel is heard between them.
   */
  finish(
    partial: Partial,
    spec: Spec,
    context: PlanContext,
    facts: EventLogFacts,
    /** Of the people of each segment in the plan, in its order. */
    ofSegments: Partial[],
    /** What units are called, by their number in the whole log. */
    ids: Ids,
  ): Finished<Result> | Generator<void, Finished<Result>>;
  /** Indexes of the people behind a number, ascending. Problems go to `fields.problems`. */
  people(
    partial: Partial,
    pointer: Fields,
    spec: Spec,
    ids: Ids,
    /** Of the people of each segment in the plan, in its order. */
    ofSegments: Partial[],
  ): Uint32Array | null;
  /** Log positions to mark on a person's timeline, with the label of the mark. */
  marks?(partial: Partial, person: number, spec: Spec): { timeMs: number; label: string }[];
  /** A first question for data just opened, or null where the data has none. */
  suggest(overview: LogOverview): Spec | null;
  /** What to begin with where somebody wants this kind and it suggests nothing; null where there is no event. */
  begin?(overview: LogOverview): Spec | null;
  /** The question of these events one after another; null where it needs others. */
  ofSteps?(steps: EventMatch[]): Spec | null;
  /** The question that sets the people of these apart; of none, what to ask of some people alone. */
  ofSegments?(segments: CalledSegment[], overview: LogOverview): Spec | null;
  /** Whether it counts sessions, whatever units are. */
  cutsSessions?(spec: Spec): boolean;
  /** One sentence of what the question asks, for titles. */
  title(spec: Spec): string;
}

/** A kind whose types nobody outside its folder needs to know: existential, each kind's own types stay inside its folder. */
export type AnyKind = AnalysisKind<any, any, any, any>;
