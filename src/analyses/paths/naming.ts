import { namer, trimmed } from './kernel-names.ts';
import { BY_EVENT, THE_REST, type NodeNaming, type NodeRule } from './spec-node.ts';
import type { PathsSpec } from './spec.ts';

/** Longer names are found anywhere in a name instead of as a whole. */
const LONGEST_EXACT = 200;

const escaped = (name: string): string => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** A rule for one name alone. */
function exactRule(name: string, as: string): NodeRule {
  const isPlain = name.length > LONGEST_EXACT && !name.includes('*');
  return isPlain ? { match: name, as } : { match: `^${escaped(name)}$`, as, regex: true };
}

/** Sets fields; one given as undefined goes back to its default. */
export function withFields(spec: PathsSpec, fields: Partial<Record<keyof PathsSpec, unknown>>): PathsSpec {
  const next: Record<string, unknown> = { ...spec, ...fields };
  if (next['start'] === undefined && next['end'] === undefined) delete next['anchor'];
  for (const [name, value] of Object.entries(next)) if (value === undefined) delete next[name];
  return next as unknown as PathsSpec;
}

/** The same of how nodes are named. */
export function withNaming(spec: PathsSpec, fields: Partial<Record<keyof NodeNaming, unknown>>): PathsSpec {
  const next: Record<string, unknown> = { ...spec.node, ...fields };
  for (const [name, value] of Object.entries(next)) if (value === undefined) delete next[name];
  return withFields(spec, { node: Object.keys(next).length > 0 ? next : undefined });
}

/** Calls a node otherwise, wherever it is; one of that name becomes the same node. `names`: of events, before any rule. */
export function renamed(spec: PathsSpec, from: string, to: string, names: ReadonlySet<string>): PathsSpec {
  const trimSlash = spec.node?.trimSlash ?? false;
  const rules = (spec.node?.rules ?? []).map((rule) => (rule.as === from ? { ...rule, as: to } : rule));
  const byEvent = (spec.node?.by ?? 'event') === 'event';
  const occurs = !byEvent || names.has(from) || (trimSlash && names.has(`${from}/`));
  if (occurs && namer({ rules, trimSlash })(from) === from) rules.push(exactRule(from, to));
  const kept = rules.filter((rule, i) => {
    // a name called after itself needs no rule, unless an earlier one would call it otherwise
    const others = rules.filter((_, k) => k !== i);
    const isOwn = rule.regex && rule.match === exactRule(rule.as, rule.as).match;
    return !isOwn || namer({ rules: others, trimSlash })(rule.as) !== rule.as;
  });
  const called = <T>(match: T): T | string =>
    typeof match === 'string' && (match === from || (trimSlash && trimmed(match) === from)) ? to : match;
  const exclude = spec.exclude?.map((name) => called(name));
  return withNaming(
    withFields(spec, {
      start: called(spec.start),
      end: called(spec.end),
      matrixAt: called(spec.matrixAt),
      exclude: exclude && [...new Set(exclude)],
    }),
    { rules: kept.length > 0 ? kept : undefined },
  );
}

/** Whether a node is an event called by its own name, which could be told apart by a property. */
export function canSplit({ node }: PathsSpec, name: string, events: ReadonlySet<string>): boolean {
  const by = node?.by ?? BY_EVENT;
  const named = typeof by === 'string' ? by : Object.hasOwn(by, name) ? by[name] : (by[THE_REST] ?? BY_EVENT);
  return named === BY_EVENT && events.has(name) && namer({ rules: node?.rules ?? [], trimSlash: false })(name) === name;
}

/** Puts a node for each value of a property in place of an event's. What the question said of it goes. */
export function splitBy(spec: PathsSpec, name: string, property: string): PathsSpec {
  const by = spec.node?.by ?? BY_EVENT;
  const each = typeof by === 'string' ? { [THE_REST]: by } : by;
  const { start, end, matrixAt } = spec;
  const others = <T>(match: T): T | undefined => (match === name ? undefined : match);
  return withNaming(withFields(spec, { start: others(start), end: others(end), matrixAt: others(matrixAt) }), {
    by: { ...each, [name]: property },
  });
}

/** Leaves a node out; what the question said of it goes too. */
export function hidden(spec: PathsSpec, name: string): PathsSpec {
  const others = <T>(match: T): T | undefined => (match === name ? undefined : match);
  return withFields(spec, {
    start: others(spec.start),
    end: others(spec.end),
    matrixAt: others(spec.matrixAt),
    exclude: [...new Set([...(spec.exclude ?? []), name])],
  });
}
