import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { float64, int64, tableFromArrays, tableToIPC, timestamp, TimeUnit, utf8 } from '@uwdata/flechette';
import { describe, expect, test } from 'vitest';
import { codesOf, fileOf, startEngine, value } from '../tests/support/engine.ts';

/** Written by pyarrow: 60 rows in three batches: every third id past 2^53, events by a dictionary, no city in every seventh row. */
const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../tests/fixtures/arrow/${name}`, import.meta.url)));
const at = Date.UTC(2024, 6, 1, 10);

describe('Arrow', () => {
  test.each([
    ['an uncompressed file', fixture('plain.feather')],
    ['a file in LZ4', fixture('lz4.feather')],
    ['a file in Zstandard', fixture('zstd.feather')],
    ['a stream in LZ4', fixture('lz4.arrows')],
    ['a file in gzip', new Uint8Array(gzipSync(fixture('lz4.feather')))],
  ])('%s keeps ids, names, instants and missing values', async (_, bytes) => {
    const engine = startEngine('Europe/Berlin');
    const opened = value(await engine.open([fileOf(bytes, 'events.csv')], null, 1));
    expect(opened.tables[0]).toMatchObject({ name: 'events.csv', format: 'arrow' });
    expect(opened.setup.tables[0]).toMatchObject({
      ids: [{ column: 'user_id' }],
      event: { column: 'event' },
      time: 'time',
    });
    expect(opened.overview).toMatchObject({ people: 3, events: 60, firstMs: at, lastMs: at + 59_000 });
    const [first, second] = value(await engine.rows(0, 2, 1));
    expect(first).toEqual({
      person: '0',
      event: 'view',
      timeMs: at,
      properties: { price: '0.0', note: 'long text number 0 that is more than twelve' },
    });
    expect(second).toMatchObject({ person: '9007199254740993', event: 'buy', timeMs: at + 1000 });
    expect(second!.properties).toMatchObject({ price: '1.5', tags: '["a","b"]', city: 'Köln 1' });
    const sql = 'SELECT count(*)::INTEGER, count(city)::INTEGER, sum(price) FROM events';
    expect(value(await engine.sql(sql, 1)).rows).toEqual([[60, 51, 2655]]);
  });

  const small = (rows: number) =>
    tableToIPC(
      tableFromArrays(
        {
          user: Array.from({ length: rows }, (_, i) => `u${i}`),
          event: Array.from({ length: rows }, () => 'x'),
          time: Array.from({ length: rows }, () => at),
          size: Array.from({ length: rows }, (_, i) => (i % 2 === 0 ? i : null)),
        },
        { types: { user: utf8(), event: utf8(), time: timestamp(TimeUnit.SECOND), size: float64() } },
      ),
      { format: 'file' },
    ) as Uint8Array<ArrayBuffer>;

  test('reads a time without a zone in the zone of the setup', async () => {
    const opened = value(await startEngine('Europe/Berlin').open([fileOf(small(3), 'x.arrow')], null, 1));
    expect(opened.overview).toMatchObject({ people: 3, firstMs: at - 2 * 3_600_000 });
  });

  test('beside a CSV becomes one log', async () => {
    const engine = startEngine();
    const csv = fileOf('user,event,time,size\nu0,y,2024-07-02 10:00:00,12\n', 'more.csv');
    const opened = value(await engine.open([fileOf(small(2), 'x.arrow'), csv], null, 1));
    expect(opened.overview).toMatchObject({ people: 2, events: 3 });
    expect(value(await engine.sql(`SELECT size FROM events WHERE "user" = 'u0'`, 1)).rows).toEqual([['0.0'], ['12']]);
  });

  test('cut short, damaged, empty or of the first version is a problem that says so', async () => {
    const engine = startEngine();
    const codes = async (bytes: Uint8Array<ArrayBuffer>) =>
      codesOf(await engine.open([fileOf(bytes, 'x.arrow')], null, 1));
    const whole = fixture('lz4.feather');
    const broken = whole.slice();
    for (let i = 3_500; i < whole.length - 3_500; i += 11) broken[i]! ^= 0x5a;
    expect(await codes(whole.slice(0, whole.length / 2))).toEqual(['data/damaged']);
    expect(await codes(broken)).toEqual(['data/damaged']);
    expect(await codes(new Uint8Array(gzipSync(whole.slice(0, whole.length / 2))))).toEqual(['data/damaged']);
    expect(await codes(fixture('lz4.arrows').slice(0, 5_003))).toEqual(['data/damaged']);
    expect(await codes(Uint8Array.from([255, 255, 255, 255, 0, 1, 0, 0, 1, 2, 3]))).toEqual(['data/damaged']);
    expect(await codes(fixture('version-1.feather'))).toEqual(['data/format']);
    const none = tableToIPC(tableFromArrays({ a: [] }, { types: { a: int64() } }), { format: 'file' });
    expect(await codes(none as Uint8Array<ArrayBuffer>)).toContain('data/unsure');
  });
});
