import { OPERATORS, operatorText, type Condition, type Rule, type Scalar } from './rule.ts';
import { isWord } from './text-tokens.ts';

/** They would be read as something else than a property. */
const RESERVED = new Set(['not', 'all', 'any', 'person', ...OPERATORS.map((op) => operatorText(op).split(' ')[0]!)]);

/** `amount is more than 5 and country is ("DE", "AT")`: what `readRule` reads. */
export function rulePrinted(rule: Rule): string {
  if ('all' in rule) return groupPrinted('all', rule.all);
  if ('any' in rule) return groupPrinted('any', rule.any);
  if ('not' in rule) return `not (${rulePrinted(rule.not)})`;
  return conditionPrinted(rule);
}

function groupPrinted(kind: 'all' | 'any', rules: Rule[]): string {
  if (rules.length < 2) return `${kind}(${rules.map(rulePrinted).join()})`;
  const members = rules.map((rule) => ('all' in rule || 'any' in rule ? `(${rulePrinted(rule)})` : rulePrinted(rule)));
  return members.join(kind === 'all' ? ' and ' : ' or ');
}

function conditionPrinted({ property, of, op, value, ignoreCase }: Condition): string {
  const plain = isWord(property) && !RESERVED.has(property);
  const values = Array.isArray(value) ? value.map(scalarPrinted) : [];
  const said =
    value === undefined
      ? []
      : [
          !Array.isArray(value)
            ? scalarPrinted(value)
            : op === 'between'
              ? values.join(' and ')
              : `(${values.join(', ')})`,
        ];
  return [
    ...(of === 'person' ? ['person'] : []),
    plain ? property : JSON.stringify(property),
    operatorText(op),
    ...said,
    ...(ignoreCase ? ['ignoring case'] : []),
  ].join(' ');
}

const scalarPrinted = (value: Scalar): string => (typeof value === 'string' ? JSON.stringify(value) : String(value));
