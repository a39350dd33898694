import type { EventMatch } from '#vocabulary/event-match.ts';

/** What the field for one event of a pattern is given. */
export interface EventSlot {
  /** `Step 2 of the pattern`. */
  label: string;
  match: EventMatch;
  change: (match: EventMatch) => void;
}
