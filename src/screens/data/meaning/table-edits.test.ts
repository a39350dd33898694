import { expect, it } from 'vitest';
import { blankTable, type TableSetup } from '#data/setup.ts';
import { inMode, reshaped, stillOpen, withId, withTable } from './table-edits.ts';
import { usesOf } from './uses.ts';

const table = (change: Partial<TableSetup> = {}): TableSetup =>
  blankTable('web_orders.csv', {
    columns: ['id', 'mail', 'what', 'at', 'paid', 'sum'],
    ids: [{ column: 'id', kind: 'id' }],
    event: { column: 'what' },
    time: 'at',
    ...change,
  });

const columns = [
  { name: 'id', type: 'text' },
  { name: 'at', type: 'time' },
  { name: 'paid', type: 'time' },
  { name: 'sum', type: 'number' },
] as const;

it('says what is still open of each shape', () => {
  expect(stillOpen(table())).toEqual([]);
  expect(stillOpen(table({ ids: [], event: { constant: ' ' }, time: null }))).toEqual(['who', 'what happened', 'when']);
  expect(stillOpen(table({ ids: [], withoutId: 'each' }))).toEqual([]);
  expect(stillOpen(table({ shape: 'links' }))).toEqual(['two columns of ids']);
  expect(stillOpen(table({ shape: 'links', skip: true }))).toEqual([]);
});

it('gives another shape what its columns offer', () => {
  expect(reshaped(table(), 'milestones', columns).milestones).toEqual([
    { column: 'at', event: 'At' },
    { column: 'paid', event: 'Paid' },
  ]);
  expect(reshaped(table({ time: null }), 'events', columns).time).toBe('at');
  expect(reshaped(table(), 'costs', columns).amount).toBe('sum');
});

it('keeps one column of a kind, and a column once', () => {
  expect(withId(table(), 0, 'mail').ids).toEqual([{ column: 'mail', kind: 'email' }]);
  const two = withId(table(), 1, 'customer_id');
  expect(two.ids.map(({ column }) => column)).toEqual(['id', 'customer_id']);
  expect(withId(two, 0, 'customer_id').ids).toEqual([...two.ids].reverse());
  expect(withId(two, 2, 'user_id').ids[2]).toEqual({ column: 'user_id', kind: 'user_id' });
});

it('makes a name of the file where every row has the same', () => {
  expect(inMode({ column: 'what' }, 'constant', 'shop.zip: web_orders.csv.gz')).toEqual({ constant: 'Web orders' });
  expect(inMode({ column: 'what' }, 'joined', '')).toEqual({ columns: ['what'], between: ' – ' });
  expect(inMode({ constant: 'x' }, 'column', '')).toBeNull();
});

it('replaces a table by its name, and tells what each column is used as', () => {
  const setup = {
    tables: [table(), table({ table: 'b' })],
    names: [],
    identity: { rule: 'none', kinds: [], cap: 0, split: [] },
  } as const;
  const changed = withTable(
    { ...setup, tables: [...setup.tables], names: [], identity: { ...setup.identity, kinds: [], split: [] } },
    table({ table: 'b', time: 'paid' }),
  );
  expect(changed.tables.map(({ time }) => time)).toEqual(['at', 'paid']);
  const uses = usesOf([
    table({
      ids: [
        { column: 'id', kind: 'a' },
        { column: 'mail', kind: 'b' },
      ],
      amount: 'sum',
    }),
  ]);
  expect(Object.fromEntries(uses)).toEqual({ id: 'Who', what: 'What', at: 'When', mail: 'Known id', sum: 'Amount' });
});
