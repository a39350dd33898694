import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { codesOf, fileOf, startEngine, value } from '../tests/support/engine.ts';

const SHOP = `visitor_id,event,time,country
a,view,2024-01-01 10:00:00,DE
b,view,2024-01-01 11:00:00,
a,buy,2024-01-01 10:05:00,DE
,view,2024-01-01 12:00:00,AT
b,buy,not a time,AT
b,,2024-01-02 09:00:00,AT
c,view,,AT
`;

describe('opening files', () => {
  test('reads events and counts the rows that are none', async () => {
    const engine = startEngine();
    const opened = value(await engine.open([fileOf(SHOP)], null, 1));
    expect(opened.setup.tables).toMatchObject([
      {
        table: 'events.csv',
        shape: 'events',
        ids: [{ column: 'visitor_id' }],
        event: { column: 'event' },
        time: 'time',
        timeFormat: 'iso',
        zone: 'UTC',
      },
    ]);
    expect(opened.rows).toBe(7);
    expect(opened.overview).toMatchObject({ people: 2, events: 4 });
    expect(opened.unusable).toEqual({
      rows: 3,
      broken: 0,
      brokenExamples: [],
      withoutPerson: 1,
      withoutTime: 1,
      unreadableTimes: 1,
      unreadableExamples: ['not a time'],
    });
    expect(opened.unnamed).toBe(1);
    expect(opened.properties).toEqual([{ name: 'country', type: 'text' }]);
  });

  test('reads gzip, semicolons, quotes with line breaks, and several files with other columns as one log', async () => {
    const engine = startEngine();
    const second =
      'event;visitor_id;note;time\nview;a;"two\nlines; and ""quotes""";2024-01-03T00:00:00Z\n"bu;y";d;x;2024-01-04T00:00:00+01:00\n';
    const opened = value(
      await engine.open([fileOf(SHOP), fileOf(new Uint8Array(gzipSync(second)), 'more.csv.gz')], null, 1),
    );
    expect(opened.overview).toMatchObject({ people: 3, events: 6 });
    expect(opened.overview.eventNames.map(({ name }) => name)).toContain('bu;y');
    expect(opened.overview.lastMs).toBe(Date.UTC(2024, 0, 3, 23));
    const rows = value(await engine.rows(0, 20, 1));
    expect(rows).toHaveLength(6);
    expect(rows[4]).toEqual({
      person: 'a',
      event: 'view',
      timeMs: Date.UTC(2024, 0, 3),
      properties: { note: 'two\nlines; and "quotes"', channel: 'More' },
    });
    expect(rows[0]!.properties).toEqual({ country: 'DE', channel: 'Events' });
  });

  test('reads a time without a zone in the zone of the mapping', async () => {
    const engine = startEngine('Europe/Berlin');
    const opened = value(await engine.open([fileOf(SHOP)], null, 1));
    expect(opened.overview.firstMs).toBe(Date.UTC(2024, 0, 1, 9));
    const other = value(await engine.open([fileOf(SHOP)], { zone: 'Asia/Kathmandu' }, 1));
    expect(other.overview.firstMs).toBe(Date.UTC(2024, 0, 1, 4, 15));
  });

  test('asks where it cannot know, and says which columns are not there', async () => {
    const engine = startEngine();
    expect(codesOf(await engine.open([fileOf('x,y\n1,2\n3,4\n')], null, 1))).toContain('data/unsure');
    expect(codesOf(await engine.open([fileOf(SHOP)], { person: 'customer', zone: 'Mars' }, 1))).toEqual([
      'data/noColumn',
      'document/zone',
    ]);
    expect(codesOf(await engine.open([], null, 1))).toEqual(['data/noFile']);
    expect(codesOf(await engine.open([fileOf('')], null, 1))).toEqual(['data/empty']);
    expect(codesOf(await engine.open([fileOf(SHOP)], { time: 'country', timeFormat: 'iso' }, 1))).toEqual([
      'data/noEvents',
    ]);
  });

  test('keeps the log that was open when another cannot be read', async () => {
    const engine = startEngine();
    value(await engine.open([fileOf(SHOP)], null, 1));
    expect(codesOf(await engine.open([fileOf('PAR1 cut short', 'x.parquet')], null, 2))).toEqual(['data/damaged']);
    expect(value(await engine.rows(0, 1, 3))).toHaveLength(1);
  });

  test('of nothing answers with a problem', async () => {
    expect(codesOf(await startEngine().rows(0, 10, 1))).toEqual(['engine/nothingOpen']);
  });

  test('drops no row in silence: what cannot be parted into fields is counted with its line', async () => {
    const engine = startEngine();
    const ragged = `${SHOP}a,view,2024-01-05 10:00:00,DE,extra,more\na,view\nb,"view" it,2024-01-05 11:00:00,DE\n`;
    const opened = value(await engine.open([fileOf(ragged)], null, 1));
    expect(opened.rows).toBe(8);
    expect(opened.unusable.broken).toBe(2);
    expect(opened.unusable.brokenExamples[0]).toMatch(/^line 9: /);
    expect(value(await engine.sql('SELECT count(*) FROM events', 1)).rows).toEqual([[8]]);
  });

  test('reads a file whose lines end in two ways', async () => {
    const engine = startEngine();
    const opened = value(await engine.open([fileOf(SHOP.replace('DE\n', 'DE\r\n'))], null, 1));
    expect(opened.overview).toMatchObject({ people: 2, events: 4 });
    expect(value(await engine.rows(0, 1, 1))[0]!.properties).toEqual({ country: 'DE' });
  });

  test('lays the log anew where a fault in another column costs the table a row', async () => {
    const engine = startEngine();
    const encoder = new TextEncoder();
    const many = Array.from({ length: 60_000 }, (_, i) => `p${i % 50},view,2024-01-05 10:00:00,Österreich\n`).join('');
    const parts = [
      encoder.encode(SHOP + many),
      encoder.encode('a,view,2024-01-05 10:00:00,'),
      Uint8Array.from([0xff, 0xfe]),
      encoder.encode('\na,buy,2024-01-06 10:00:00,FR\n'),
    ];
    const file = { name: 'bad.csv', blob: new Blob(parts) };
    const before = value(await engine.open([file], null, 1));
    expect(before.rows).toBe(60_009);
    expect(value(await engine.values('country', 'F', 1, 1))).toEqual([{ value: 'FR', rows: 1 }]);
    const last = value(await engine.rows(60_007, 5, 1));
    expect(last.map(({ event, properties }) => [event, properties])).toEqual([['buy', { country: 'FR' }]]);
  });
});

describe('what is open', () => {
  test('is profiled column by column', async () => {
    const engine = startEngine();
    const csv = `user,event,time,amount\n${Array.from({ length: 50 }, (_, i) => `u${i % 5},e${i % 2},2024-01-01 10:00:00,${i < 10 ? '' : i}`).join('\n')}\n`;
    value(await engine.open([fileOf(csv)], null, 1));
    const amount = value(await engine.profile(1)).find(({ name }) => name === 'amount')!;
    expect(amount).toMatchObject({
      type: 'number',
      filled: 40,
      distinct: 40,
      histogram: { min: 10, max: 49, median: 29.5 },
    });
    expect(amount.histogram!.bins.reduce((sum, bin) => sum + bin)).toBe(40);
    expect(value(await engine.values('event', '1', 5, 1))).toEqual([{ value: 'e1', rows: 25 }]);
  });

  test('answers SQL on the table of events, and nothing else', async () => {
    const engine = startEngine();
    value(await engine.open([fileOf(SHOP)], null, 1));
    expect(
      value(
        await engine.sql(
          'SELECT country, count(*) AS n FROM events WHERE country IS NOT NULL GROUP BY 1 ORDER BY 1',
          1,
        ),
      ),
    ).toEqual({
      columns: ['country', 'n'],
      rows: [
        ['AT', 4],
        ['DE', 2],
      ],
    });
    const outside = [
      `FROM 'https://example.com/x.csv'`,
      `FROM read_parquet('https://example.com/x.parquet')`,
      `SELECT '{}'::JSON`,
      `LOAD icu`,
      `ATTACH 'https://example.com/x.db'`,
      `SET autoload_known_extensions=true`,
      `COPY events TO 'out.csv'`,
      `FROM read_csv('/etc/passwd')`,
      `SELECT current_date`,
    ];
    for (const sql of outside) expect(codesOf(await engine.sql(sql, 1)), sql).toEqual(['engine/sql']);
    expect(value(await engine.sql('SELECT 1 AS one', 1)).rows).toEqual([[1]]);
  });

  test('can be cancelled while it is read', async () => {
    const engine = startEngine();
    const csv = `user,event,time\n${Array.from({ length: 400_000 }, (_, i) => `u${i % 999},e${i % 7},2024-01-01 10:00:00`).join('\n')}\n`;
    const opening = engine.open([fileOf(csv)], null, 7, () => engine.cancel(7));
    expect(codesOf(await opening)).toEqual(['engine/cancelled']);
  });

  test('is another log after the next file, while the table of the first was still being read', async () => {
    const engine = startEngine();
    value(await engine.open([fileOf(SHOP)], null, 1));
    const profile = engine.profile(2);
    value(await engine.open([fileOf(SHOP.replaceAll('DE', 'FR'))], null, 3));
    await profile;
    expect(value(await engine.values('country', '', 1, 4))).toEqual([{ value: 'AT', rows: 4 }]);
    expect(value(await engine.values('country', 'F', 1, 4))).toEqual([{ value: 'FR', rows: 2 }]);
  });

  test('lists people with properties, their own or the last known', async () => {
    const engine = startEngine();
    value(engine.attachPeople({ a: { plan: 'Gold' } }));
    value(await engine.open([fileOf(SHOP.replace('10:05:00,DE', '10:05:00,FR'))], null, 1));
    const everybody = { sojourn: 1 as const, segment: { all: [] } };
    const page = (columns?: string[]) =>
      engine.segmentPeople(everybody, { from: 0, limit: 9, ...(columns && { columns }) }, 1);
    const { people } = value(await page(['country', 'plan', 'shoe size']));
    expect(people.map(({ id, values }) => [id, values])).toEqual([
      ['a', ['FR', 'Gold', null]],
      ['b', ['AT', null, null]],
    ]);
    expect(value(await page()).people[0]).not.toHaveProperty('values');
  });

  test('finds people by what their id holds, who is called so first', async () => {
    const engine = startEngine();
    const ids = ['xV-1', 'v-12', 'V-1', 'v-2', 'w'];
    const csv = `user,event,time\n${ids.map((id) => `${id},view,2024-01-01 10:00:00\n`).join('')}v-2,buy,2024-01-01 10:05:00\n`;
    value(await engine.open([fileOf(csv)], { person: 'user' }, 1));
    const found = async (text: string, limit = 9) =>
      value(await engine.findPeople(text, limit, 1)).map(({ id, events }) => `${id} ${events}`);
    expect(await found('V-1')).toEqual(['V-1 1', 'v-12 1', 'xV-1 1']);
    expect((await found('v-')).sort()).toEqual(['V-1 1', 'v-12 1', 'v-2 2', 'xV-1 1']);
    expect((await found('v-')).at(-1)).toBe('xV-1 1');
    expect(await found('v', 2)).toHaveLength(2);
    expect(await found('nobody')).toEqual([]);
  });

  test('shows one person’s events in order with their properties', async () => {
    const engine = startEngine();
    value(await engine.open([fileOf(SHOP)], null, 1));
    const timeline = value(await engine.timeline('a', null, 1));
    expect(timeline.events.map(({ event }) => event)).toEqual(['view', 'buy']);
    expect(timeline.events[0]!.properties).toEqual({ country: 'DE' });
    expect(codesOf(await engine.timeline('nobody', null, 1))).toEqual(['engine/noSuchPerson']);
  });
});
