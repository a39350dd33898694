import { expect, it } from 'vitest';
import { blankTable, type Setup, type TableSetup } from '#data/setup.ts';
import { useMapping } from './use-mapping.ts';

const table = (change: Partial<TableSetup>): TableSetup =>
  blankTable('may.csv', {
    columns: ['user', 'what', 'at', 'sum'],
    ids: [{ column: 'user', kind: 'customer' }],
    event: { column: 'what' },
    time: 'at',
    ...change,
  });
const setup = (tables: TableSetup[]): Setup => ({
  tables,
  names: [],
  identity: { rule: 'none', kinds: [], cap: 10, split: [] },
});
const now = setup([table({})]);
const named = [{ name: 'may.csv', columns: ['user', 'what', 'at', 'sum'] }];

it('reads this month as last month', () => {
  const april = {
    ...setup([table({ table: 'april.csv', amount: 'sum', repeats: 'drop' })]),
    names: [{ match: '^x$', hide: true as const }],
  };
  const used = useMapping(JSON.stringify(april), now, named);
  expect(used.ok && used.value.setup).toEqual({ ...april, tables: [table({ amount: 'sum', repeats: 'drop' })] });
});

it('takes rules of names alone', () => {
  const used = useMapping('{"names":[{"match":"a","as":"b"}]}', now, named);
  expect(used.ok && used.value.setup).toEqual({ ...now, names: [{ match: 'a', as: 'b' }] });
});

it('says why a file will not do', () => {
  const codeOf = (text: string) => {
    const used = useMapping(text, now, named);
    return used.ok ? null : used.problems[0]!.code;
  };
  expect(codeOf('{')).toBe('screens/mapping');
  expect(codeOf('{"tabels":[]}')).toMatch(/^document\//);
  expect(codeOf(JSON.stringify(setup([table({ table: 'x', columns: ['p', 'q', 'r'] })])))).toBe('screens/mapping');
});
