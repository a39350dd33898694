import { STATES, type LifecycleState } from '#segments/spec.ts';
import { isObject, type Fields } from '#vocabulary/fields.ts';

/** Columns that are always there; `amount` only where the question names one. */
export const BUILT_IN = ['id', 'first', 'last', 'events', 'days', 'sessions', 'stage', 'amount'] as const;
export type BuiltIn = (typeof BUILT_IN)[number];

/** In the order in which they sort. */
export const STAGES: readonly LifecycleState[] = STATES;

/** A built-in column by its name, else a property; `{ property }` for one that is called as a built-in column. */
export type ColumnName = string | { property: string };

/** What a question says of its columns. */
export interface ColumnsAsked {
  columns?: string[];
  amount?: string;
}

export const isBuiltIn = (name: ColumnName): name is BuiltIn =>
  typeof name === 'string' && (BUILT_IN as readonly string[]).includes(name);

export const isTime = (name: ColumnName): boolean => name === 'first' || name === 'last';

export const propertyOf = (name: ColumnName): string => (typeof name === 'string' ? name : name.property);

/** A property's column is named by its property alone where no built-in column is called so. */
export const columnName = (property: string): ColumnName => (isBuiltIn(property) ? { property } : property);

const WORDS: Partial<Record<BuiltIn, string>> = { first: 'first seen', last: 'last seen', days: 'active days' };

/** As it stands in a sentence. */
export const columnWords = (name: ColumnName, { amount }: ColumnsAsked): string => {
  if (!isBuiltIn(name)) return propertyOf(name);
  return name === 'amount' ? `total ${amount}` : (WORDS[name] ?? name);
};

/** The same for the same column. */
export const columnKey = (name: ColumnName): string => (isBuiltIn(name) ? name : ` ${propertyOf(name)}`);

/** A column of the table that is asked for. */
export function readColumn(fields: Fields, field: string, asked: ColumnsAsked): ColumnName | undefined {
  const value = fields.raw(field);
  const name = isObject(value) ? readProperty(fields, field) : value;
  const named = typeof name === 'string' || isObject(name) ? (name as ColumnName) : undefined;
  const there =
    named !== undefined &&
    (isBuiltIn(named)
      ? named !== 'amount' || asked.amount !== undefined
      : (asked.columns ?? []).includes(propertyOf(named)));
  if (there) return named;
  const names = [
    ...BUILT_IN.filter((each) => each !== 'amount' || asked.amount !== undefined),
    ...(asked.columns ?? []),
  ];
  return fields.refuse(field, 'people/column', 'The table has no such column.', `It has ${names.join(', ')}.`);
}

function readProperty(fields: Fields, field: string): ColumnName | undefined {
  const inner = fields.object(field)!;
  const property = inner.string('property');
  inner.done();
  return property === undefined ? undefined : { property };
}
