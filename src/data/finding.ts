import type { Setup } from './setup.ts';

/** What may be wrong with data, each told by its own sentence. */
export const FINDING_KINDS = [
  'withoutPerson',
  'withoutTime',
  'unreadableTimes',
  'brokenRows',
  'repeats',
  'outOfOrder',
  'inFuture',
  'midnightOnly',
  'gaps',
  'unknownZone',
  'roundedIds',
  'busyIds',
  'similarNames',
  'driftingColumns',
  'leftEdge',
  'rightEdge',
  'clockChange',
  'unnamed',
  'overlinkedIds',
  'lostNa',
  'applied',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** A change of the setup that answers a finding; it can be undone like every other. */
export interface Remedy {
  label: string;
  setup: Setup;
}

/** Something a person should decide or know of their data. */
export interface Finding {
  /** Stays the same while the data does: `repeats orders.csv`. */
  id: string;
  kind: FindingKind;
  /** Null where it is about the whole log. */
  table: string | null;
  /** `done`: a remedy is in force, and its undoing is offered. */
  state: 'decide' | 'know' | 'done';
  /** A short sentence with the count: “212 rows repeat another row exactly”. */
  title: string;
  /** What it does to results, and to how large a share. */
  effect: string;
  /** What stands at the end of a short line: a share, a date. */
  figure: string | null;
  count: number;
  examples: string[];
  /** Up to two hundred rows of the table of events to look at. */
  rows: number[];
  remedies: Remedy[];
}
