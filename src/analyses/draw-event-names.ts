import { count } from '#charts/formats.ts';
import type { LogOverview } from '#log/overview.ts';
import { eventNames, type EventMatch } from '#vocabulary/event-match.ts';

const ANY = 'any event';

/** What a field for an event offers: each name with how many events carry it, then any event. */
export const eventOptions = (overview: Pick<LogOverview, 'eventNames' | 'events'>) => [
  ...overview.eventNames.map(({ name, events }) => ({ value: name, note: count(events) })),
  { value: ANY, note: count(overview.events) },
];

/** What stands in such a field; several names as `view or cart`. */
export const eventShown = (match: EventMatch): string => eventNames(match)?.join(' or ') ?? ANY;

/** The match with what the field offered; what the old event was called does not fit the new one. */
export function withEvent<Match extends EventMatch>(match: Match, chosen: string): Match {
  const { name: _name, ...kept } = match;
  return { ...kept, event: chosen === ANY ? null : chosen } as Match;
}

/** The match with a rule on the row, or with none. */
export function withRule<Match extends EventMatch>(match: Match, rule: EventMatch['where']): Match {
  const { where: _where, ...kept } = match;
  return (rule ? { ...kept, where: rule } : kept) as Match;
}
