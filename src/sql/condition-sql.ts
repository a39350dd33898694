import { instantOfText } from '#vocabulary/calendar.ts';
import type { Condition, Scalar } from '#vocabulary/rule.ts';
import { id, number, text } from './quote.ts';

/** How a column's values compare: numbers where every value parses as one, else text. */
export interface ColumnReading {
  name: string;
  /** The column's own type in the table. */
  stored: 'text' | 'number' | 'boolean' | 'time';
  numeric: boolean;
}

const asText = ({ name, stored }: ColumnReading): string =>
  stored === 'text' ? `nullif(${id(name)}, '')` : `${id(name)}::VARCHAR`;

const asNumber = (column: ColumnReading): string =>
  column.stored === 'number' ? `${id(column.name)}::DOUBLE` : `TRY_CAST(${asText(column)} AS DOUBLE)`;

/** Microseconds since the epoch; a text without a zone is UTC. */
const asTime = (column: ColumnReading): string =>
  column.stored === 'time' ? `epoch_us(${id(column.name)})` : `epoch_us(TRY_CAST(${asText(column)} AS TIMESTAMPTZ))`;

const instantMicros = (value: Scalar, zone: string): number => Math.round(instantOfText(String(value), zone) * 1000);

/**
 * One condition as an SQL boolean that is never NULL: a missing value fails every operator but the negative ones.
 * `zone` is where a date in `before` and `after` begins.
 */
export function conditionSql(condition: Condition, column: ColumnReading, zone: string): string {
  const { op } = condition;
  const values =
    condition.value === undefined ? [] : Array.isArray(condition.value) ? condition.value : [condition.value];
  const positive = positiveSql(condition, column, values, zone);
  const negative = op === 'isNot' || op === 'notContains' || op === 'notMatches' || op === 'isNotSet';
  return negative ? `(NOT coalesce(${positive}, false))` : `coalesce(${positive}, false)`;
}

function positiveSql({ op, ignoreCase }: Condition, column: ColumnReading, values: Scalar[], zone: string): string {
  const fold = (sql: string) => (ignoreCase ? `lower(${sql})` : sql);
  const anyOf = (test: (literal: string) => string) =>
    values.length === 0 ? 'false' : `(${values.map((value) => test(fold(text(String(value))))).join(' OR ')})`;
  const field = fold(asText(column));
  const compare = (sign: string) => {
    const value = values[0]!;
    return column.numeric
      ? `${asNumber(column)} ${sign} ${numberLiteral(value)}`
      : `${field} ${sign} ${fold(text(String(value)))}`;
  };
  switch (op) {
    case 'is':
    case 'isNot':
      return column.numeric
        ? values.length === 0
          ? 'false'
          : `${asNumber(column)} IN (${values.map(numberLiteral).join(', ')})`
        : anyOf((literal) => `${field} = ${literal}`);
    case 'contains':
    case 'notContains':
      return anyOf((literal) => `contains(${field}, ${literal})`);
    case 'startsWith':
      return anyOf((literal) => `starts_with(${field}, ${literal})`);
    case 'endsWith':
      return anyOf((literal) => `suffix(${field}, ${literal})`);
    case 'matches':
    case 'notMatches':
      return values.length === 0
        ? 'false'
        : `(${values.map((value) => `regexp_matches(${asText(column)}, ${text(String(value))}${ignoreCase ? ", 'i'" : ''})`).join(' OR ')})`;
    case 'gt':
      return compare('>');
    case 'gte':
      return compare('>=');
    case 'lt':
      return compare('<');
    case 'lte':
      return compare('<=');
    case 'between':
      return column.numeric
        ? `${asNumber(column)} BETWEEN ${numberLiteral(values[0]!)} AND ${numberLiteral(values[1]!)}`
        : `${field} BETWEEN ${fold(text(String(values[0])))} AND ${fold(text(String(values[1])))}`;
    case 'before':
      return `${asTime(column)} < ${instantMicros(values[0]!, zone)}`;
    case 'after':
      return `${asTime(column)} > ${instantMicros(values[0]!, zone)}`;
    case 'isSet':
    case 'isNotSet':
      return `${asText(column)} IS NOT NULL`;
  }
}

/** A value that is no number equals none and orders with none. */
const numberLiteral = (value: Scalar): string => {
  const parsed = typeof value === 'string' && value.trim() === '' ? NaN : Number(value);
  return Number.isFinite(parsed) && typeof value !== 'boolean' ? number(parsed) : 'NULL::DOUBLE';
};
