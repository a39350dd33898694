import { OPERATORS, operatorText, type Condition, type Operator, type Rule, type Scalar } from '#vocabulary/rule.ts';

export type PropertyType = 'text' | 'number' | 'time' | 'boolean' | 'empty';

export interface Property {
  name: string;
  type: PropertyType;
}

/** The rule as conditions that must all hold; one that is built otherwise stays in one piece. */
export const parts = (rule: Rule | undefined): Rule[] => (rule === undefined ? [] : 'all' in rule ? rule.all : [rule]);

/** The other way: no rule at all where nothing is left. */
export const joined = (rules: readonly Rule[]): Rule | undefined =>
  rules.length === 0 ? undefined : rules.length === 1 ? rules[0] : { all: [...rules] };

const UNARY: readonly Operator[] = ['isSet', 'isNotSet'];
const TEXT: readonly Operator[] = ['contains', 'notContains', 'startsWith', 'endsWith', 'matches', 'notMatches'];
const ORDER: readonly Operator[] = ['gt', 'gte', 'lt', 'lte', 'between'];
const TIME: readonly Operator[] = ['before', 'after'];

/** Operators that make sense of a type, the usual ones first. */
export function operatorsOf(type: PropertyType): readonly Operator[] {
  const fits: Record<PropertyType, readonly Operator[]> = {
    number: ['is', 'isNot', ...ORDER, ...UNARY],
    time: [...TIME, 'is', 'isNot', ...UNARY],
    boolean: ['is', 'isNot', ...UNARY],
    text: ['is', 'isNot', ...TEXT, ...UNARY],
    empty: UNARY,
  };
  return OPERATORS.filter((op) => fits[type].includes(op));
}

export const operatorOptions = (type: PropertyType) =>
  operatorsOf(type).map((value) => ({ value, label: operatorText(value) }));

export type Arity = 'none' | 'one' | 'two' | 'many';

export const arity = (op: Operator): Arity =>
  UNARY.includes(op) ? 'none' : op === 'between' ? 'two' : [...ORDER, ...TIME].includes(op) ? 'one' : 'many';

/** The condition the form says, or null where it is not complete. */
export function conditionOf(property: Property, op: Operator, texts: readonly string[]): Condition | null {
  const base = { property: property.name, op };
  const wanted = arity(op);
  if (wanted === 'none') return base;
  const given = texts.map((text) => text.trim()).filter(Boolean);
  const values: Scalar[] = given.map((text) =>
    property.type === 'number' && text !== '' && !Number.isNaN(Number(text)) ? Number(text) : text,
  );
  if (property.type === 'number' && ORDER.includes(op) && values.some((value) => typeof value !== 'number'))
    return null;
  if (wanted === 'two') return values.length === 2 ? { ...base, value: values } : null;
  if (wanted === 'one') return values[0] === undefined ? null : { ...base, value: values[0] };
  if (values.length === 0) return null;
  return { ...base, value: values.length === 1 ? values[0]! : values };
}

export const textsOf = ({ value }: Condition): string[] =>
  value === undefined ? [] : (Array.isArray(value) ? value : [value]).map(String);
