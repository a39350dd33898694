import type { Analysis } from '#analyses/kinds.ts';
import type { Segment } from '#segments/spec.ts';
import type { Range } from '#vocabulary/calendar.ts';
import type { Rule } from '#vocabulary/rule.ts';
import type { Sessions, Unit } from './unit.ts';

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** One question: what to compute. The screen edits it, a link carries it, the command line runs it. */
export interface AnalysisDocument<A = Analysis> {
  sojourn: 1;
  title?: string;
  note?: string;
  /** IANA name; every day, week and hour is local to it. UTC without one. */
  timezone?: string;
  weekStart?: Weekday;
  range?: Range;
  /** An event that fails this does not exist for the analysis. */
  where?: Rule;
  /** Whose journeys: a rule on people, over the whole log. */
  segment?: Segment;
  unit?: Unit;
  /** How sessions are cut, where something counts them: on the whole log, before `where` and `range`. */
  sessions?: Sessions;
  analysis: A;
}

/** What another question of the same days, events and people has in common with this one. */
export function envelopeOf({ title: _title, note: _note, analysis: _analysis, ...envelope }: AnalysisDocument) {
  return envelope;
}

/** People without a question about them: who is in a segment. */
export interface SegmentDocument {
  sojourn: 1;
  title?: string;
  note?: string;
  timezone?: string;
  segment: Segment;
}

/** Several questions over one log. */
export interface Board {
  sojourn: 1;
  title?: string;
  board: AnalysisDocument[];
}
