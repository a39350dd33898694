/**
 * How ids become people. `none`: the first filled id of a row is the person. `graph`: ids that occur together are one
 * person. `firstKnown`, `lastKnown`: a weaker id belongs to the stronger one it was first, or last, seen with.
 */
export const IDENTITY_RULES = ['none', 'graph', 'firstKnown', 'lastKnown'] as const;

export interface Identity {
  rule: (typeof IDENTITY_RULES)[number];
  /** Kinds that link, strongest first; a person is named by the strongest of their ids. */
  kinds: string[];
  /** An id linked to more than so many others links nothing, and is listed. */
  cap: number;
  /** Ids taken apart by hand: they link nothing. */
  split: { kind: string; id: string }[];
}

export const UNLINKED: Identity = { rule: 'none', kinds: [], cap: 0, split: [] };

export interface IdOfKind {
  kind: string;
  id: string;
}

/** Several ids found to be one person. */
export interface Merged {
  person: string;
  /** How many ids, and up to twenty of them. */
  count: number;
  ids: IdOfKind[];
}

/** What linking ids did to a log. */
export interface IdentityReport {
  kinds: { kind: string; ids: number }[];
  /** People in the log, and how many there were if the first filled id of each row were the person. */
  people: number;
  withoutLinking: number;
  /** People of more than one id. */
  merged: number;
  /** The first few of them, and those of most ids. */
  examples: Merged[];
  largest: Merged[];
  /** Ids linked to more others than the cap, the most linked first; up to fifty of `ignoredTotal`. */
  ignored: (IdOfKind & { linkedTo: number })[];
  ignoredTotal: number;
}
