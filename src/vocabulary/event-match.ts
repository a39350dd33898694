import { Fields } from './fields.ts';
import type { Problem } from './problem.ts';
import { parseRule, ruleText, type Rule } from './rule.ts';

/** Which events are meant: by name, by a rule on the row, or only the person's first such event. */
export interface EventMatch {
  /** Null or absent = any event. */
  event?: string | string[] | null;
  where?: Rule;
  /** What to call it; without one the event's own name. */
  name?: string;
  /** ever = first by name, which must then pass the rule; matching = first that passes the rule. */
  first?: 'ever' | 'matching';
}

/** Reads the fields of an event match from an object that may have others of its own. */
export function readEventMatch(fields: Fields): EventMatch | undefined {
  const before = fields.problems.length;
  const event = fields.raw('event');
  if (
    event !== undefined &&
    event !== null &&
    typeof event !== 'string' &&
    !(Array.isArray(event) && event.length > 0 && event.every((name) => typeof name === 'string'))
  )
    fields.refuse('event', 'document/type', 'This must be an event’s name, a list of names, or null for any event.');
  const where = fields.has('where') ? parseRule(fields.raw('where'), fields.at('where'), fields.problems) : undefined;
  const name = fields.string('name');
  const first = fields.oneOf('first', ['ever', 'matching']);
  if (fields.problems.length > before) return undefined;
  return {
    ...(event !== undefined && { event: event as string | string[] | null }),
    ...(where && { where }),
    ...(name !== undefined && { name }),
    ...(first && { first }),
  };
}

export function parseEventMatch(value: unknown, path: string, problems: Problem[]): EventMatch | undefined {
  const fields = Fields.of(value, path, problems);
  if (!fields) return undefined;
  const match = readEventMatch(fields);
  fields.done();
  return match;
}

/** The names it asks for, or null for any event. */
export const eventNames = ({ event }: EventMatch): string[] | null =>
  event === undefined || event === null ? null : Array.isArray(event) ? event : [event];

/** How a person would call it: its given name, else the events, else the rule. */
export function eventMatchText(match: EventMatch): string {
  if (match.name) return match.name;
  const names = eventNames(match);
  return names ? names.join(' or ') : match.where ? `Any event where ${ruleText(match.where)}` : 'Any event';
}
