import { describe, expect, it } from 'vitest';
import { parseSetup } from './parse-setup.ts';
import type { Setup } from './setup.ts';

const whole: Setup = {
  tables: [
    {
      table: 'web.csv',
      columns: ['user', 'event', 'time'],
      skip: false,
      shape: 'events',
      ids: [{ column: 'user', kind: 'customer' }],
      withoutId: { id: 'till' },
      event: { columns: ['event', 'page'], between: ' · ' },
      time: 'time',
      timeFormat: 'dayFirst',
      zone: 'Europe/Berlin',
      milestones: [{ column: 'signed_up', event: 'Signed up' }],
      oneEventPer: null,
      repeats: { column: 'id' },
      channel: { constant: 'Web' },
      amount: null,
      score: 'nps',
      comment: null,
      formulas: [{ name: 'amount', sql: '"n" * "price"' }],
    },
  ],
  names: [
    { match: '^view', as: 'View' },
    { match: 'test', hide: true },
  ],
  identity: { rule: 'graph', kinds: ['customer', 'email'], cap: 10, split: [{ kind: 'email', id: 'x@example.org' }] },
  leaveOut: [{ kind: 'customer', id: 'test' }],
};
const problemsOf = (value: unknown): string[] => {
  const parsed = parseSetup(value);
  return parsed.ok ? [] : parsed.problems.map(({ code, at }) => `${code} ${at}`);
};

describe('a setup in JSON', () => {
  it('comes back as it was', () => {
    expect(parseSetup(JSON.parse(JSON.stringify(whole)))).toEqual({ ok: true, value: whole });
  });

  it('may be a part', () => {
    const parts = { tables: [{ table: 'a.csv', event: { firstOf: ['x', 'y'] }, time: null, repeats: 'drop' }] };
    expect(parseSetup(parts)).toEqual({ ok: true, value: parts });
    expect(parseSetup({})).toEqual({ ok: true, value: {} });
    expect(parseSetup({ tables: [{ table: 'a', event: { columns: ['x', 'y'] } }] })).toMatchObject({
      value: { tables: [{ event: { columns: ['x', 'y'], between: ' ' } }] },
    });
  });

  it('has all its problems said at once, with their paths', () => {
    expect(
      problemsOf({
        tabels: [],
        tables: [
          { skip: 'no', shape: 'rows', ids: [{ column: 'a' }], zone: 'Mars/North', time: 5, colour: 'red' },
          { table: 'b', event: { column: 'a', constant: 'b' }, channel: {}, withoutId: {}, columns: [1] },
          'c',
        ],
        names: [{ match: 'a' }, { match: 'a', as: 'b', hide: true }],
        identity: { kinds: 'all', cap: 0 },
      }).sort(),
    ).toEqual([
      'document/choice names[0]',
      'document/choice names[1]',
      'document/choice tables[0].shape',
      'document/choice tables[1].channel',
      'document/choice tables[1].event',
      'document/missing identity.rule',
      'document/missing tables[0].ids[0].kind',
      'document/missing tables[0].table',
      'document/missing tables[1].withoutId.id',
      'document/range identity.cap',
      'document/type identity.kinds',
      'document/type tables[0].skip',
      'document/type tables[0].time',
      'document/type tables[1].columns[0]',
      'document/type tables[2]',
      'document/unknownField tabels',
      'document/unknownField tables[0].colour',
      'document/zone tables[0].zone',
    ]);
    expect(problemsOf([])).toEqual(['document/type ']);
    expect(problemsOf({ tables: [{ table: '', event: { firstOf: [] } }] })).toEqual([
      'document/missing tables[0].table',
      'document/missing tables[0].event.firstOf',
    ]);
  });
});
