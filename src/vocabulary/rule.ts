import { Fields } from './fields.ts';
import { problem, type Problem } from './problem.ts';

export type Scalar = string | number | boolean;

/** A condition on rows. An empty `all` is true, an empty `any` is false. */
export type Rule = { all: Rule[] } | { any: Rule[] } | { not: Rule } | Condition;

export const OPERATORS = [
  'is',
  'isNot',
  'contains',
  'notContains',
  'startsWith',
  'endsWith',
  'matches',
  'notMatches',
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
  'before',
  'after',
  'isSet',
  'isNotSet',
] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Condition {
  property: string;
  /** person: a column of a people table, or the last known value of the event property. */
  of?: 'event' | 'person';
  op: Operator;
  /** A list means any of, and none of for isNot and the not… operators. */
  value?: Scalar | Scalar[];
  ignoreCase?: boolean;
}

/** Depth at which a rule is refused, so that a hostile link cannot exhaust the stack. */
const DEEPEST = 32;

const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));

export function parseRule(value: unknown, path: string, problems: Problem[], depth = 0): Rule | undefined {
  if (depth > DEEPEST) {
    problems.push(problem('document/tooDeep', path, `A rule may be nested ${DEEPEST} deep.`));
    return undefined;
  }
  const fields = Fields.of(value, path, problems);
  if (!fields) return undefined;
  const inner = (item: unknown, at: string) => parseRule(item, at, problems, depth + 1);
  for (const group of ['all', 'any'] as const) {
    if (!fields.has(group)) continue;
    const rules = fields.list(group, inner);
    fields.done();
    return rules && (group === 'all' ? { all: rules } : { any: rules });
  }
  if (fields.has('not')) {
    const not = inner(fields.raw('not'), fields.at('not'));
    fields.done();
    return not && { not };
  }
  return parseCondition(fields);
}

function parseCondition(fields: Fields): Condition | undefined {
  const property = fields.string('property');
  const of = fields.oneOf('of', ['event', 'person']);
  const op = fields.oneOf('op', OPERATORS);
  const ignoreCase = fields.boolean('ignoreCase');
  const value = fields.raw('value');
  fields.done();
  if (!property) return fields.refuse('property', 'rule/property', 'A condition needs the name of a property.');
  if (!op)
    return fields.has('op')
      ? undefined
      : fields.refuse(
          'op',
          'rule/operator',
          'A condition needs an operator.',
          `Choose one of ${OPERATORS.join(', ')}.`,
        );
  const condition: Condition = { property, op, ...(of && { of }), ...(ignoreCase !== undefined && { ignoreCase }) };
  if (op === 'isSet' || op === 'isNotSet')
    return value === undefined ? condition : fields.refuse('value', 'rule/value', `“${op}” takes no value.`);
  const list = Array.isArray(value) ? value : [value];
  if (!list.every(isScalar))
    return fields.refuse('value', 'rule/value', `“${op}” needs text, a number, or a list of them.`);
  if (op === 'between' && list.length !== 2)
    return fields.refuse('value', 'rule/value', '“between” needs two values, the lower first.');
  if (['gt', 'gte', 'lt', 'lte', 'before', 'after'].includes(op) && list.length !== 1)
    return fields.refuse('value', 'rule/value', `“${op}” needs one value.`);
  if (['before', 'after'].includes(op) && Number.isNaN(Date.parse(String(list[0]))))
    return fields.refuse('value', 'rule/value', `“${op}” needs a date or a time in ISO 8601.`);
  return { ...condition, value: Array.isArray(value) ? (list as Scalar[]) : (list[0] as Scalar) };
}

/** Every property a rule reads, with whose it is. */
export function ruleProperties(rule: Rule): Condition[] {
  if ('all' in rule) return rule.all.flatMap(ruleProperties);
  if ('any' in rule) return rule.any.flatMap(ruleProperties);
  return 'not' in rule ? ruleProperties(rule.not) : [rule];
}

const WORDS: Record<Operator, string> = {
  is: 'is',
  isNot: 'is not',
  contains: 'contains',
  notContains: 'does not contain',
  startsWith: 'starts with',
  endsWith: 'ends with',
  matches: 'matches',
  notMatches: 'does not match',
  gt: 'is more than',
  gte: 'is at least',
  lt: 'is less than',
  lte: 'is at most',
  between: 'is between',
  before: 'is before',
  after: 'is after',
  isSet: 'has a value',
  isNotSet: 'has no value',
};

export const operatorText = (op: Operator): string => WORDS[op];

/** `amount is more than 0 and country is DE or AT`: for rules lines and chips. */
export function ruleText(rule: Rule): string {
  if ('all' in rule) return rule.all.length ? rule.all.map(grouped).join(' and ') : 'every event';
  if ('any' in rule) return rule.any.length ? rule.any.map(grouped).join(' or ') : 'no event';
  if ('not' in rule) return `not ${grouped(rule.not)}`;
  const value =
    rule.value === undefined
      ? ''
      : ` ${Array.isArray(rule.value) ? rule.value.join(rule.op === 'between' ? ' and ' : ' or ') : rule.value}`;
  return `${rule.property} ${WORDS[rule.op]}${value}`;
}

const grouped = (rule: Rule): string => ('all' in rule || 'any' in rule ? `(${ruleText(rule)})` : ruleText(rule));
