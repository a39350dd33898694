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

/** The match with another event in the place of one of several; a name that all of them were given stays. */
export function withEventAt<Match extends EventMatch>(match: Match, at: number, chosen: string): Match {
  const names = eventNames(match);
  if (!names || names.length < 2 || chosen === ANY) return withEvent(match, chosen);
  return { ...match, event: names.with(at, chosen) };
}

/** The match with one event more: any of them will do. */
export const withAlso = <Match extends EventMatch>(match: Match, chosen: string): Match => ({
  ...match,
  event: [...(eventNames(match) ?? []), chosen],
});

/** The match without one of several events. */
export function withoutEventAt<Match extends EventMatch>(match: Match, at: number): Match {
  const names = eventNames(match)!.toSpliced(at, 1);
  return { ...match, event: names.length === 1 ? names[0]! : names };
}

export type Times = 'every' | 'ever' | 'matching';

export const timesOf = ({ first }: EventMatch): Times => first ?? 'every';

export const withTimes = <Match extends EventMatch>({ first: _first, ...match }: Match, times: Times): Match =>
  (times === 'every' ? match : { ...match, first: times }) as Match;

/** Which of a person's events are meant. Without a rule the first ever and the first that fits are one. */
export const timesOptions = ({ where, first }: EventMatch): { value: Times; label: string }[] => [
  { value: 'every', label: 'every time' },
  { value: 'ever', label: where ? 'only the first time ever, if the rule fits it' : 'only the first time ever' },
  ...(where || first === 'matching'
    ? [{ value: 'matching' as const, label: 'only the first time that the rule fits' }]
    : []),
];

/** What stands beside the events where not every time counts. */
export const timesShown = (match: EventMatch): string | null =>
  match.first ? timesOptions(match).find(({ value }) => value === match.first)!.label : null;

/** The match with a rule on the row, or with none. */
export function withRule<Match extends EventMatch>(match: Match, rule: EventMatch['where']): Match {
  const { where: _where, ...kept } = match;
  return (rule ? { ...kept, where: rule } : kept) as Match;
}
