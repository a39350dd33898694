import { parseEventMatch, type EventMatch } from './event-match.ts';
import { Fields, isObject } from './fields.ts';
import { problem, type Problem } from './problem.ts';

export const GAP_OPERATORS = ['lt', 'lte', 'gt', 'gte', 'is'] as const;
export type GapOperator = (typeof GAP_OPERATORS)[number];

export interface PatternGap {
  op: GapOperator;
  seconds: number;
}

/** A condition on one event, any one or any number of events, events that must be missing, or a bound on the time. */
export type PatternPart = EventMatch | { any: '.' | '*' } | { not: EventMatch } | { gap: PatternGap };

/** Conditions in a row are neighbouring events unless something stands between them that lets others in. */
export interface Pattern {
  then: PatternPart[];
}

/** The kernel has a bit for each. */
const MOST_PARTS = 30;

export const isStep = (part: PatternPart): part is EventMatch | { any: '.' } =>
  !('gap' in part) && !('not' in part) && !('any' in part && part.any === '*');

export function parsePattern(value: unknown, path: string, problems: Problem[]): Pattern | undefined {
  const fields = Fields.of(value, path, problems);
  if (!fields) return undefined;
  const before = problems.length;
  const then = fields.list('then', (item, at) => parsePart(item, at, problems));
  fields.done();
  if (!fields.has('then') || then?.length === 0)
    return fields.refuse('then', 'pattern/empty', 'A pattern needs its events.', 'List what happens, in order.');
  if (!then || problems.length > before) return undefined;
  if (then.length > MOST_PARTS)
    return fields.refuse('then', 'document/range', `A pattern has at most ${MOST_PARTS} parts.`, 'Leave some out.');
  refuseMisplaced(then, fields);
  return problems.length > before ? undefined : { then };
}

function parsePart(value: unknown, path: string, problems: Problem[]): PatternPart | undefined {
  if (!isObject(value) || !['any', 'not', 'gap'].some((name) => name in value))
    return parseEventMatch(value, path, problems);
  const fields = Fields.of(value, path, problems)!;
  const before = problems.length;
  const any = fields.oneOf('any', ['.', '*']);
  if (any === undefined && fields.has('not')) {
    const not = parseEventMatch(fields.raw('not'), fields.at('not'), problems);
    fields.done();
    return not && { not };
  }
  const gap = any === undefined && fields.has('gap') ? parseGap(fields) : undefined;
  fields.done();
  if (problems.length > before) return undefined;
  return gap ? { gap } : { any: any! };
}

function parseGap(fields: Fields): PatternGap | undefined {
  const gap = fields.object('gap');
  if (!gap) return undefined;
  const op = gap.oneOf('op', GAP_OPERATORS);
  const seconds = gap.raw('seconds');
  gap.done();
  if (op === undefined && !gap.has('op'))
    gap.refuse('op', 'document/missing', 'A gap needs its operator.', `Choose one of ${GAP_OPERATORS.join(', ')}.`);
  if (typeof seconds !== 'number' || !Number.isFinite(seconds) || seconds < 0)
    return gap.refuse('seconds', 'document/range', 'A gap is a number of seconds from 0 on.');
  return op && { op, seconds };
}

/** A gap lies between two conditions; what is missing, between two of them or after the last. */
function refuseMisplaced(then: PatternPart[], { path, problems }: Fields): void {
  const first = then.findIndex(isStep);
  const last = then.findLastIndex(isStep);
  then.forEach((part, i) => {
    const at = `${path}.then[${i}]`;
    const leads = first < 0 || i < first;
    if ('gap' in part && (leads || i > last))
      problems.push(
        problem('pattern/gap', at, 'A gap bounds the time between two events.', 'Put an event on either side of it.'),
      );
    if ('not' in part && leads)
      problems.push(
        problem('pattern/not', at, 'What must not happen needs an event before it.', 'Put it after that event.'),
      );
  });
}

/** Every event match of a pattern, in order. */
export const patternMatches = ({ then }: Pattern): EventMatch[] =>
  then.flatMap((part) => ('not' in part ? [part.not] : 'gap' in part || 'any' in part ? [] : [part]));
