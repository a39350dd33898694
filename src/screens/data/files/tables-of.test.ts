import { expect, it } from 'vitest';
import type { Setup, TableSetup } from '#data/setup.ts';
import { fileOf, withoutFile } from './tables-of.ts';

const names = ['a.csv', 'book.xlsx', 'a.csv', 'book'];
const tables = ['a.csv', 'book.xlsx: Calls', 'book.xlsx: Mails', 'a.csv (2)', 'book'];

it('knows the file of a table, of a sheet, and of one of two files with one name', () => {
  expect(tables.map((table) => fileOf(table, names))).toEqual([0, 1, 1, 2, 3]);
  expect(fileOf('other.csv', names)).toBe(-1);
});

it('takes a file’s tables away and calls the others as they will be called', () => {
  const setup = {
    tables: tables.map((table) => ({ table }) as TableSetup),
    names: [],
    identity: { rule: 'none', kinds: [], cap: 1, split: [] },
  } as Setup;
  expect(withoutFile(setup, names, 0).tables.map(({ table }) => table)).toEqual([
    'book.xlsx: Calls',
    'book.xlsx: Mails',
    'a.csv',
    'book',
  ]);
  expect(withoutFile(setup, names, 1).tables.map(({ table }) => table)).toEqual(['a.csv', 'a.csv (2)', 'book']);
});
