import { expect, test } from 'vitest';
import { Fields } from '#vocabulary/fields.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { parsePeople } from './spec.ts';

const parsed = (analysis: Record<string, unknown>) => {
  const problems: Problem[] = [];
  const fields = Fields.of(analysis, 'analysis', problems)!;
  const spec = parsePeople(fields);
  fields.done();
  return { spec, problems: problems.map(({ at, code }) => `${at} ${code}`) };
};

test('a whole question is read as it stands', () => {
  const asked = {
    columns: ['device', 'stage'],
    amount: 'price',
    sort: { by: { property: 'stage' }, order: 'descending' },
    from: 100,
    limit: 50,
    find: 'ada',
    filter: [
      { stage: 'silent' },
      { column: 'events', from: 2, to: 5 },
      { column: 'amount', below: 9.5 },
      { column: 'last', from: '2024-05-01', to: '2024-05-31T12:00:00Z' },
      { column: 'device', value: null },
    ],
  };
  expect(parsed(asked)).toEqual({ spec: { kind: 'people', ...asked }, problems: [] });
  expect(parsed({})).toEqual({ spec: { kind: 'people' }, problems: [] });
});

test('everything that is wrong is found at once, each at its field', () => {
  expect(
    parsed({
      columns: ['device', ''],
      amount: 5,
      sort: { by: 'city', order: 'up' },
      from: -1,
      limit: 0,
      find: 7,
      filter: [
        { stage: 'gone' },
        { column: 'city', from: 1 },
        { column: 'events' },
        { column: 'events', from: 'two' },
        { column: 'last', value: 'today' },
        { column: 'first', from: 'soon' },
        { column: 'events', value: 2 },
        'silent',
      ],
      rows: 3,
    }),
  ).toEqual({
    spec: null,
    problems: [
      'analysis.columns people/columns',
      'analysis.amount document/type',
      'analysis.sort.by people/column',
      'analysis.sort.order document/choice',
      'analysis.from document/range',
      'analysis.limit document/range',
      'analysis.find document/type',
      'analysis.filter[0].stage document/choice',
      'analysis.filter[1].column people/column',
      'analysis.filter[1].from document/unknownField',
      'analysis.filter[2] people/filter',
      'analysis.filter[3].from people/filter',
      'analysis.filter[4].value people/filter',
      'analysis.filter[5].from people/filter',
      'analysis.filter[6].value people/filter',
      'analysis.filter[7] document/type',
      'analysis.rows document/unknownField',
    ],
  });
});
