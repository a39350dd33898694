import { describe, expect, it } from 'vitest';
import { moneyFormula } from './money-text.ts';
import { readTable } from './table-read.ts';

function sqlOf(values: string[]): string | undefined {
  const table = readTable(
    { name: 'a.csv', sample: { columns: [{ name: 'Be"trag', type: 'text' }], rows: values.map((value) => [value]) } },
    'UTC',
  );
  return moneyFormula(table, table.facts[0]!)?.sql;
}
/** What the formulas do, worked out with the database: `1.234,00 €` → 1234. */
const WITH_COMMA = `TRY_CAST(replace(regexp_replace("Be""trag", '[^0-9,-]', '', 'g'), ',', '.') AS DOUBLE)`;
const WITH_POINT = `TRY_CAST(regexp_replace("Be""trag", '[^0-9.-]', '', 'g') AS DOUBLE)`;

describe('money that is written as text', () => {
  it.each([
    [['12,50', '1.234,00 €', '-3,5 €', '7 €'], WITH_COMMA],
    [['12’500,50', '1,5'], WITH_COMMA],
    [['$1,234.50', '$12', '-3.5'], WITH_POINT],
    [['¥100', '¥2,300'], WITH_POINT],
    [['EUR 5', 'EUR 6'], WITH_POINT],
  ])('%s', (values, sql) => expect(sqlOf(values)).toBe(sql));

  it.each([[['€ 1.234', '€ 2.345']], [['a', '1,5']], [['12,5,6', '1']], [['2026-01-02', '2026-01-03']]])(
    'is not %s, or point and comma cannot be told apart',
    (values) => expect(sqlOf(values)).toBeUndefined(),
  );
});
