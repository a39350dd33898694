import type { Condition, Rule, Scalar } from '#vocabulary/rule.ts';

/** The contract of rules read aloud, one row, or one person, at a time; but `before` and `after`. */
export function passes(
  rule: Rule,
  props: Readonly<Record<string, string | null>>,
  numeric: (name: string) => boolean,
): boolean {
  if ('all' in rule) return rule.all.every((inner) => passes(inner, props, numeric));
  if ('any' in rule) return rule.any.some((inner) => passes(inner, props, numeric));
  if ('not' in rule) return !passes(rule.not, props, numeric);
  const given = props[rule.property] ?? null;
  const negative = ['isNot', 'notContains', 'notMatches', 'isNotSet'].includes(rule.op);
  if (given === null) return negative;
  if (rule.op === 'isSet' || rule.op === 'isNotSet') return !negative;
  const fold = (text: string) => (rule.ignoreCase ? text.toLowerCase() : text);
  const values = (Array.isArray(rule.value) ? rule.value : [rule.value]) as Scalar[];
  const asNumber = numeric(rule.property);
  const left = asNumber ? Number(given) : fold(given);
  const right = values.map((each) => (asNumber ? Number(each) : fold(String(each))));
  const text = right.map((_, i) => fold(String(values[i])));
  const tests: Partial<Record<Condition['op'], () => boolean>> = {
    is: () => right.includes(left),
    contains: () => text.some((part) => fold(given).includes(part)),
    startsWith: () => text.some((part) => fold(given).startsWith(part)),
    endsWith: () => text.some((part) => fold(given).endsWith(part)),
    matches: () => values.some((each) => new RegExp(String(each), rule.ignoreCase ? 'i' : '').test(given)),
    gt: () => left > right[0]!,
    gte: () => left >= right[0]!,
    lt: () => left < right[0]!,
    lte: () => left <= right[0]!,
    between: () => left >= right[0]! && left <= right[1]!,
  };
  const positive: Partial<Record<Condition['op'], Condition['op']>> = {
    isNot: 'is',
    notContains: 'contains',
    notMatches: 'matches',
  };
  const held = tests[positive[rule.op] ?? rule.op]!();
  return negative ? !held : held;
}
