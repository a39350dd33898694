import { id } from '#sql/quote.ts';
import type { ColumnFacts } from './column-facts.ts';
import type { Formula } from './setup.ts';
import { valuesOf, type TableRead } from './table-read.ts';

const COMMA = /^-?(?:\d{1,3}(?:[. ’']\d{3})+|\d+)(?:,\d{1,2})?$/;
const POINT = /^-?(?:\d{1,3}(?:[, ’']\d{3})+|\d+)(?:\.\d+)?$/;
/** A sign or a code of a currency before or behind the number, or none. */
const MONEY = /^(?:[\p{Sc}]|[A-Z]{3})?\s*(-?\s?\d[\d.,\s’']*)\s*(?:[\p{Sc}元円]|[A-Z]{3}|,-)?$/u;
const LEAST = 0.95;

/**
 * The formula that turns a column of texts such as `1.234,50 €` into numbers, under the same name; null where they are
 * none, or where point and comma cannot be told apart.
 */
export function moneyFormula({ sample }: TableRead, { name, index, type }: ColumnFacts): Formula | null {
  if (type !== 'text') return null;
  const values = valuesOf(sample, index).map((value) => MONEY.exec(value.trim())?.[1]?.trim() ?? '');
  const share = (style: RegExp) => values.filter((value) => style.test(value)).length / Math.max(1, values.length);
  const [comma, point] = [share(COMMA), share(POINT)];
  if (Math.max(comma, point) < LEAST) return null;
  if (comma === point && values.some((value) => /[.,]/.test(value))) return null;
  const digits = (kept: string) => `regexp_replace(${id(name)}, '[^0-9${kept}-]', '', 'g')`;
  const number = comma > point ? `replace(${digits(',')}, ',', '.')` : digits('.');
  return { name, sql: `TRY_CAST(${number} AS DOUBLE)` };
}

/** Whether a column holds numbers, or texts that a formula makes numbers of. */
export const holdsNumbers = (table: TableRead, column: ColumnFacts): boolean =>
  column.type === 'number' || moneyFormula(table, column) !== null;
