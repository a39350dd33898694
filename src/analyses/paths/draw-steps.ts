import type { LogOverview } from '#log/overview.ts';
import type { EventMatch } from '#vocabulary/event-match.ts';
import { BETWEEN } from './result-visits.ts';
import { namer } from './kernel-names.ts';
import { BY_EVENT, THE_REST } from './spec-node.ts';
import type { PathsSpec } from './spec.ts';

/** Nodes as events that another question can ask for, in the same order; null where a node is no such thing. */
export function stepsOf(names: readonly string[], spec: PathsSpec, overview: LogOverview): EventMatch[] | null {
  const steps = names.map((name) => stepOf(name, spec, overview));
  return steps.every((step) => step !== null) ? steps : null;
}

function stepOf(name: string, { node }: PathsSpec, { eventNames }: LogOverview): EventMatch | null {
  if (name === BETWEEN) return null;
  const by = typeof node?.by === 'object' ? node.by : { [THE_REST]: node?.by ?? BY_EVENT };
  const byOf = (event: string): string => by[event] ?? by[THE_REST] ?? BY_EVENT;
  const rules = node?.rules ?? [];
  const trimSlash = node?.trimSlash ?? false;
  const called = namer({ rules, trimSlash });
  const events = eventNames.map((event) => event.name).filter((event) => byOf(event) === BY_EVENT);
  const same = events.filter((event) => called(event) === name);
  const properties = new Set([...Object.values(by), by[THE_REST] ?? BY_EVENT].filter((each) => each !== BY_EVENT));
  // an event of that name wins over a value that is the same text
  if (properties.size === 0 || same.length > 0) return eventStep(same, name);
  // of a value of a property it is not known here what rules make of others
  if (properties.size > 1 || rules.some(({ as }) => as === name)) return null;
  const property = [...properties][0]!;
  const named = eventNames.map((event) => event.name).filter((event) => byOf(event) === property);
  return {
    ...(events.length > 0 && { event: named }),
    where: { property, op: 'is', value: trimSlash && name !== '/' ? [name, `${name}/`] : name },
    name,
  };
}

function eventStep(events: readonly string[], name: string): EventMatch | null {
  if (events.length === 0) return null;
  return events.length === 1
    ? { event: events[0]!, ...(events[0] !== name && { name }) }
    : { event: [...events], name };
}
