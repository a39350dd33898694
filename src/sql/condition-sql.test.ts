import { describe, expect, test } from 'vitest';
import { random } from '../../tests/support/random.ts';
import { conditionSql, type ColumnReading } from './condition-sql.ts';
import { id, number, text } from './quote.ts';

const textColumn: ColumnReading = { name: 'country', stored: 'text', numeric: false };
const numberColumn: ColumnReading = { name: 'amount', stored: 'text', numeric: true };

describe('conditions as SQL', () => {
  const cases: [string, Parameters<typeof conditionSql>[0], ColumnReading, string][] = [
    [
      'text is one of a list',
      { property: 'country', op: 'is', value: ['DE', 'AT'] },
      textColumn,
      `coalesce((nullif("country", '') = 'DE' OR nullif("country", '') = 'AT'), false)`,
    ],
    [
      'a missing value passes isNot',
      { property: 'country', op: 'isNot', value: 'DE' },
      textColumn,
      `(NOT coalesce((nullif("country", '') = 'DE'), false))`,
    ],
    [
      'case is folded on both sides',
      { property: 'country', op: 'contains', value: 'dE', ignoreCase: true },
      textColumn,
      `coalesce((contains(lower(nullif("country", '')), lower('dE'))), false)`,
    ],
    [
      'numbers compare as numbers',
      { property: 'amount', op: 'gt', value: '9' },
      numberColumn,
      `coalesce(TRY_CAST(nullif("amount", '') AS DOUBLE) > 9::DOUBLE, false)`,
    ],
    [
      'text that is no number equals no number',
      { property: 'amount', op: 'is', value: 'ten' },
      numberColumn,
      `coalesce(TRY_CAST(nullif("amount", '') AS DOUBLE) IN (NULL::DOUBLE), false)`,
    ],
    [
      'a date begins at the zone’s midnight',
      { property: 'country', op: 'before', value: '2024-07-01' },
      textColumn,
      `coalesce(epoch_us(TRY_CAST(nullif("country", '') AS TIMESTAMPTZ)) < 1719784800000000, false)`,
    ],
    ['nothing is one of no values', { property: 'country', op: 'is', value: [] }, textColumn, 'coalesce(false, false)'],
  ];
  test.each(cases)('%s', (_, condition, column, sql) => {
    expect(conditionSql(condition, column, 'Europe/Berlin')).toBe(sql);
  });
});

describe('quoting', () => {
  test('leaves no way out of a literal or a name', () => {
    const { int } = random(11);
    const signs = `'"\\;-/*\n\`$\u2019é `;
    for (let i = 0; i < 2_000; i++) {
      const hostile = Array.from({ length: int(12) }, () => signs[int(signs.length)]).join('');
      const inside = (quoted: string, mark: string) => quoted.slice(1, -1).replaceAll(mark + mark, '');
      expect(inside(text(hostile), "'")).not.toContain("'");
      expect(inside(id(hostile), '"')).not.toContain('"');
      expect(text(hostile).slice(1, -1).replaceAll("''", "'")).toBe(hostile);
    }
  });

  test('refuses what SQL cannot carry', () => {
    expect(() => text('a\0b')).toThrow(RangeError);
    expect(() => id('a\0b')).toThrow(RangeError);
    expect(() => number(NaN)).toThrow(RangeError);
  });
});
