import { describe, expect, it } from 'vitest';
import { matchRemembered } from './remember-setup.ts';
import { blankTable, type Setup, type TableSetup } from './setup.ts';

const table = (name: string, columns: string[], own: Partial<TableSetup>): TableSetup =>
  blankTable(name, {
    columns,
    ids: [{ column: columns[0]!, kind: 'customer' }],
    event: { constant: 'Visit' },
    time: 'time',
    ...own,
  });
const web = table('web-2026-01.csv', ['user', 'mail', 'event', 'page', 'time', 'source'], {
  ids: [
    { column: 'user', kind: 'customer' },
    { column: 'mail', kind: 'email' },
  ],
  event: { firstOf: ['event', 'page'] },
  channel: { column: 'source' },
});
const orders = table('orders-2026-01.csv', ['customer', 'order', 'time', 'total'], {
  event: { constant: 'Order' },
  oneEventPer: 'order',
  amount: 'total',
});
const remembered: Setup = {
  tables: [web, orders],
  names: [{ match: 'test', hide: true }],
  identity: { rule: 'graph', kinds: ['customer', 'email'], cap: 10, split: [] },
};
const said = (found: ReturnType<typeof matchRemembered>) =>
  found!.problems.map(({ severity, at, message }) => `${severity} ${at}: ${message}`);

describe('a setup made before', () => {
  it('is applied to files of the same columns, in any order and with more of them', () => {
    const found = matchRemembered(remembered, [
      { name: 'orders-2026-02.csv', columns: ['total', 'time', 'order', 'customer', 'coupon'] },
      { name: 'web-2026-02.csv', columns: web.columns },
      { name: 'web-2026-03.csv', columns: [...web.columns].reverse() },
    ]);
    expect(found!.setup).toEqual({
      ...remembered,
      tables: [
        { ...orders, table: 'orders-2026-02.csv', columns: ['total', 'time', 'order', 'customer', 'coupon'] },
        { ...web, table: 'web-2026-02.csv' },
        { ...web, table: 'web-2026-03.csv', columns: [...web.columns].reverse() },
      ],
    });
    expect(found).toMatchObject({ unknown: [], problems: [] });
  });

  it('names the columns that are gone', () => {
    const found = matchRemembered(remembered, [
      { name: 'web.csv', columns: ['user', 'event', 'page', 'source'] },
      { name: 'orders.csv', columns: ['customer', 'time', 'amount', 'order'] },
    ]);
    expect(said(found)).toEqual([
      'error web.csv: web.csv has no column “time”, which said when.',
      'warning web.csv: web.csv has no column “mail”, which said who.',
      'warning orders.csv: orders.csv has no column “total”, which said the amount.',
    ]);
    expect(found!.setup.tables[0]!.ids).toEqual([{ column: 'user', kind: 'customer' }]);
    expect(found!.setup.tables[1]!.amount).toBeNull();
  });

  it('leaves tables alone that are like none of it', () => {
    const other = { name: 'costs.csv', columns: ['date', 'channel', 'spend'] };
    expect(matchRemembered(remembered, [other])).toBeNull();
    expect(matchRemembered(remembered, [other, { name: 'w.csv', columns: web.columns }])).toMatchObject({
      setup: { tables: [{ table: 'w.csv' }] },
      unknown: ['costs.csv'],
    });
  });

  it('takes the table of the same name where columns do not tell them apart', () => {
    const both = {
      ...remembered,
      tables: [orders, { ...orders, table: 'returns-2026-01.csv', event: { constant: 'Return' } }],
    };
    const found = matchRemembered(both, [{ name: 'returns-2026-02.csv', columns: orders.columns }]);
    expect(found!.setup.tables[0]!.event).toEqual({ constant: 'Return' });
  });
});
