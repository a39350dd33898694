import { planPattern, type PatternPlan } from '#log/pattern.ts';
import { DEFAULT_GAP } from '#log/sessions.ts';
import { durationMs, durationText } from '#vocabulary/duration.ts';
import { eventMatchText } from '#vocabulary/event-match.ts';
import { patternPrinted } from '#vocabulary/pattern-print.ts';
import type { RuleInForce } from '#vocabulary/result.ts';
import type { Plan } from '../kind.ts';
import { BY_EVENT, THE_REST, type NodeRule } from './spec-node.ts';
import { DEFAULT_STEPS, DEFAULT_TOP, PARTS, type Anchor, type NodeMatch, type Part, type PathsSpec } from './spec.ts';

/** In place of a column: the event's own name. */
export const OWN_NAME = -1;

/** What the kernel runs with: nothing that only says how much of its answer is shown. Plain data. */
export interface PathsOptions {
  /** Whether the graph is all that is asked for. */
  graphAlone: boolean;
  /** By event name: the plan's column that names the node, or OWN_NAME. */
  by: Record<string, number>;
  /** The same of every other event. */
  rest: number;
  rules: NodeRule[];
  trimSlash: boolean;
  exclude: string[];
  /** How many of the plan's first matches say which events there are; 0 = all. */
  events: number;
  gapMs: number;
  collapse: boolean;
  /** A node's name, or a place among the plan's matches. */
  start: string | number | null;
  end: string | number | null;
  anchor: Anchor;
  matrixAt: string | number | null;
  /** Its matches stand at the end of the plan's, from `from` on. */
  pattern: { plan: PatternPlan; from: number } | null;
  /** The plan's columns from here on tell who is in the segments compared. */
  groupsFrom: number;
}

/** What the result holds. */
export const partsOf = ({ parts = [...PARTS] }: PathsSpec): ReadonlySet<Part> => new Set(parts);

export const gapOf = ({ gap }: PathsSpec): PathsSpec['gap'] => (gap === undefined ? DEFAULT_GAP : gap);

export function planOf(spec: PathsSpec): Plan<PathsOptions> {
  const { node, start, end } = spec;
  const by = typeof node?.by === 'object' ? node.by : { [THE_REST]: node?.by ?? BY_EVENT };
  const properties = [...new Set(Object.values(by))].filter((property) => property !== BY_EVENT);
  const placed = (property: string | undefined): number =>
    property === undefined ? OWN_NAME : properties.indexOf(property);
  const { [THE_REST]: rest, ...named } = by;
  const matches = [...(spec.events ?? [])];
  const matched = (match: NodeMatch | undefined): string | number | null =>
    match === undefined || typeof match === 'string' ? (match ?? null) : matches.push(match) - 1;
  const gap = gapOf(spec);
  const [startAt, endAt] = [matched(start), matched(end)];
  const matrixAt = matched(spec.matrixAt);
  const pattern = spec.pattern && planPattern(spec.pattern, spec.pattern.within);
  const from = matches.length;
  matches.push(...(pattern?.matches ?? []));
  return {
    columns: [
      ...properties.map((property) => ({ property, of: 'event' as const })),
      ...(spec.compare?.segments ?? []).map((segment) => ({ segment })),
    ],
    options: {
      graphAlone: [...partsOf(spec)].join() === 'graph',
      by: Object.fromEntries(Object.entries(named).map(([name, property]) => [name, placed(property)])),
      rest: placed(rest),
      rules: node?.rules ?? [],
      trimSlash: node?.trimSlash ?? false,
      exclude: spec.exclude ?? [],
      events: spec.events?.length ?? 0,
      gapMs: gap ? durationMs(gap) : Infinity,
      collapse: spec.collapse ?? true,
      start: startAt,
      end: endAt,
      anchor: spec.anchor ?? 'first',
      matrixAt,
      pattern: pattern ? { plan: pattern.plan, from } : null,
      groupsFrom: properties.length,
    },
    matches,
  };
}

export const matchText = (match: NodeMatch): string => (typeof match === 'string' ? match : eventMatchText(match));

const listed = (texts: string[]): string => texts.join(', ');

export function rulesInForce(spec: PathsSpec): RuleInForce[] {
  const { start, end, node, events, exclude, minCount, maxCount } = spec;
  const rule = (name: keyof PathsSpec, value: NonNullable<RuleInForce['value']> | null, text: string): RuleInForce => ({
    name,
    value,
    text,
    from: spec[name] === undefined ? 'default' : 'document',
  });
  const held = spec.pattern ? patternPrinted(spec.pattern, spec.pattern.within) : null;
  const gap = gapOf(spec);
  const steps = spec.steps ?? DEFAULT_STEPS;
  const collapse = spec.collapse ?? true;
  const weigh = spec.weigh ?? 'occurrences';
  const top = spec.top ?? DEFAULT_TOP;
  return [
    ...(spec.parts ? [rule('parts', listed([...partsOf(spec)]), `only ${listed([...partsOf(spec)])}`)] : []),
    rule('start', start === undefined ? null : matchText(start), startText(spec)),
    rule('end', end === undefined ? null : matchText(end), endText(spec)),
    ...(spec.anchor && (start ?? end) !== undefined ? [rule('anchor', spec.anchor, ANCHORED[spec.anchor])] : []),
    ...(held === null ? [] : [rule('pattern', held, `only visits with ${held}`)]),
    ...(spec.matrixAt === undefined
      ? []
      : [
          rule('matrixAt', matchText(spec.matrixAt), `table around the first “${matchText(spec.matrixAt)}” of a visit`),
        ]),
    rule('steps', steps, `${start !== undefined && end !== undefined ? 'first and last of ' : ''}${steps} steps`),
    rule('node', null, namedText(node)),
    ...(events ? [rule('events', null, `only ${listed(events.map(eventMatchText))}`)] : []),
    ...(exclude?.length ? [rule('exclude', listed(exclude), `without ${listed(exclude)}`)] : []),
    rule('gap', gap ? durationText(gap) : null, gap ? `visits split after ${durationText(gap)}` : 'visits not split'),
    rule('collapse', collapse, collapse ? 'repeats in a row joined' : 'repeats in a row kept'),
    rule('weigh', weigh, weigh === 'units' ? 'a link counts each unit once' : 'a link counts every visit'),
    ...(minCount === undefined ? [] : [rule('minCount', minCount, `links of at least ${minCount}`)]),
    ...(maxCount === undefined ? [] : [rule('maxCount', maxCount, `links of at most ${maxCount}`)]),
    rule('top', top, `at most ${top} links`),
  ];
}

const ANCHORED: Record<Anchor, string> = {
  first: 'one path a visit, from its first occurrence',
  last: 'one path a visit, from its last occurrence',
  every: 'a path for every occurrence in a visit',
};
const OCCURRENCE: Record<Anchor, string> = { first: 'the first', last: 'the last', every: 'every' };

function startText({ start, end, anchor = 'first' }: PathsSpec): string {
  if (start === undefined) return 'starts anywhere';
  const followed = anchor === 'last' && end !== undefined ? ' that the end follows' : '';
  return `starts at ${OCCURRENCE[anchor]} “${matchText(start)}” of a visit${followed}`;
}

function endText({ start, end, anchor = 'first' }: PathsSpec): string {
  if (end !== undefined) return `ends with ${OCCURRENCE[start === undefined ? anchor : 'first']} “${matchText(end)}”`;
  return start !== undefined && anchor === 'every' ? `ends with the next “${matchText(start)}”` : 'ends anywhere';
}

function namedText(node: PathsSpec['node']): string {
  const by = node?.by ?? BY_EVENT;
  const parts = typeof by === 'string' ? [by] : [...new Set(Object.values(by))];
  const rules = node?.rules?.length ?? 0;
  return [
    `nodes named by ${parts.join(' or ')}`,
    ...(node?.trimSlash ? ['without a trailing slash'] : []),
    ...(rules > 0 ? [`${rules} ${rules === 1 ? 'rule' : 'rules'} on names`] : []),
  ].join(', ');
}
