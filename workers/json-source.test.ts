import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { codesOf, fileOf, startEngine, value } from '../tests/support/engine.ts';

const EVENTS = [
  { event: 'view', properties: { distinct_id: 'a', time: 1_704_103_200, city: 'Köln, "Dom"' } },
  { event: 'buy', properties: { distinct_id: 'a', time: 1_704_103_500, cart: [{ sku: 'x', n: 2 }] } },
  { event: 'view', properties: { distinct_id: 'b', time: 1_704_189_600, city: 'two\nlines', vip: true } },
];
const LINES = EVENTS.map((event) => JSON.stringify(event)).join('\n');
const gzip = (text: string) => new Uint8Array(gzipSync(text));
const at = Date.UTC(2024, 0, 1, 10);

describe('JSON', () => {
  test.each([
    ['one object a line', LINES],
    ['a list', JSON.stringify(EVENTS)],
    ['a list over many lines', JSON.stringify(EVENTS, null, 2)],
    ['objects over many lines', EVENTS.map((event) => JSON.stringify(event, null, 1)).join('\n')],
    ['gzip of lines', gzip(`${LINES}\n`)],
    ['gzip of a list', gzip(JSON.stringify(EVENTS))],
    ['UTF-16', new Uint8Array(Buffer.from(`\uFEFF${JSON.stringify(EVENTS)}`, 'utf16le'))],
    ['a byte order mark', `\uFEFF${LINES}`],
  ])('as %s is a table of flattened objects', async (_, content) => {
    const engine = startEngine();
    const opened = value(await engine.open([fileOf(content, 'events.csv')], null, 1));
    expect(opened.setup.tables[0]).toMatchObject({
      ids: [{ column: 'properties.distinct_id' }],
      event: { column: 'event' },
      time: 'properties.time',
      timeFormat: 'seconds',
    });
    expect(opened.overview).toMatchObject({ people: 2, events: 3, firstMs: at });
    expect(opened.unusable).toMatchObject({ rows: 0, broken: 0 });
    expect(value(await engine.rows(0, 9, 1)).map(({ properties }) => properties)).toEqual([
      { 'properties.city': 'Köln, "Dom"' },
      { 'properties.cart': '[{"sku":"x","n":2}]' },
      { 'properties.city': 'two\nlines', 'properties.vip': 'true' },
    ]);
  });

  test('keeps every digit, and columns that come late', async () => {
    const engine = startEngine();
    const line = (i: number) =>
      `{"user_id": 900719925474099${i % 3}1, "event": "e${i % 4}", "time": "2024-01-01 10:00:00", "pad": "${'x'.repeat(60)}"}`;
    const many = Array.from({ length: 40_000 }, (_, i) => line(i)).join('\n');
    const late = '{"user_id": 1, "event": "e1", "time": "2024-01-02", "Pad": "other", "late": 1.10}';
    const before = '{"user_id": 1, "event": "e1", "time": "2024-01-02"}';
    const opened = value(await engine.open([fileOf(`${many}\n${late}\n${many}\n${before}`)], null, 1));
    expect(opened.rows).toBe(80_002);
    expect(opened.overview.people).toBe(4);
    expect(opened.properties.map(({ name }) => name)).toEqual(['pad', 'Pad 2', 'late']);
    expect(value(await engine.sql('SELECT "late", "Pad 2" FROM events WHERE "late" IS NOT NULL', 1)).rows).toEqual([
      ['1.10', 'other'],
    ]);
    expect(value(await engine.sql('SELECT DISTINCT user_id FROM events ORDER BY 1', 1)).rows.flat()).toEqual([
      '1',
      '90071992547409901',
      '90071992547409911',
      '90071992547409921',
    ]);
  });

  test('counts lines that are none, with their numbers', async () => {
    const engine = startEngine();
    const opened = value(await engine.open([fileOf(`${LINES}\n{"event": "cut", "prop\nnull\n\n{"event":`)], null, 1));
    expect(opened.rows).toBe(3);
    expect(opened.unusable).toMatchObject({
      broken: 3,
      brokenExamples: ['line 4: it ends too early', 'line 5: it is no object', 'line 7: it ends too early'],
    });
    expect(value(await engine.sql('SELECT count(*) FROM events', 1)).rows).toEqual([[3]]);
  });

  test('that is a list cut short has the items before', async () => {
    const engine = startEngine();
    const opened = value(await engine.open([fileOf(JSON.stringify(EVENTS).slice(0, -20))], null, 1));
    expect(opened.rows).toBe(2);
    expect(opened.unusable.brokenExamples).toEqual(['line 1: the file ends within it']);
  });

  test('of one column may have empty values', async () => {
    const engine = startEngine();
    const inspected = value(
      await engine.inspect([fileOf('{"user":"a"}\n{"user":""}\n{"user":null}\n{}\n{"user":"b"}\n')], 1),
    );
    expect(inspected.samples[0]).toEqual([['a'], [null], [null], [null], ['b']]);
  });

  test.each([
    ['data/json', '[]'],
    ['data/json', '[1,2,3]'],
    ['data/json', '{"events": [{"a":1},{"a":2}]}'],
    ['data/json', '{\n "a": 1,\n "b": [1, 2]\n}'],
    ['data/json', '{"a'],
    ['data/empty', '[{},{}]'],
    ['data/damaged', gzip(LINES).slice(0, 80)],
  ])('%s: %s', async (code, content) => {
    expect(codesOf(await startEngine().open([fileOf(content)], null, 1))).toEqual([code]);
  });

  test('with a name for every person as a column is refused before it fills the memory', async () => {
    const names = Array.from({ length: 11_000 }, (_, i) => `{"user":{"u${i}":1}}`).join('\n');
    const outcome = await startEngine().open([fileOf(names)], null, 1);
    expect(outcome.ok).toBe(false);
  });
});
