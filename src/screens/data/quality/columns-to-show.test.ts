import { expect, it } from 'vitest';
import type { Setup } from '#data/setup.ts';
import { columnsToShow } from './columns-to-show.ts';

const setup = {
  tables: [
    {
      table: 'a',
      columns: ['note', 'at', 'user'],
      ids: [{ column: 'user', kind: 'customer' }],
      event: { constant: 'A' },
      time: 'at',
      milestones: [],
      formulas: [],
    },
    { table: 'b', columns: ['x'], ids: [], event: { column: 'x' }, time: null, milestones: [], formulas: [] },
  ],
} as unknown as Setup;
const raw = { columns: ['note', 'at', 'user', 'x'], rows: [[null, '2026', 'u', null]] };

it('shows a table’s own columns with who, what and when first', () => {
  const named = (table: string | null) => columnsToShow(raw, setup, table).map((place) => raw.columns[place]);
  expect(named('a')).toEqual(['user', 'at', 'note']);
  expect(named(null)).toEqual(['user', 'at']);
  expect(columnsToShow(null, setup, 'a')).toEqual([]);
});
