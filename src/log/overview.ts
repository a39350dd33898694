/** Facts of the whole log that results refer to. */
export interface EventLogFacts {
  people: number;
  events: number;
  firstMs: number;
  lastMs: number;
}

export interface EventSummary {
  name: string;
  events: number;
  people: number;
  /** Mean place of a person's first such event in their journey, 0 = at its beginning, 1 = at its end. */
  meanPlace: number;
}

/** What a person sees first of a log just opened. */
export interface LogOverview extends EventLogFacts {
  /** Most frequent first, then by name. */
  eventNames: EventSummary[];
  /** Events per UTC day from the first to the last, empty days included. */
  daily: { startMs: number; events: number }[];
}
