import {
  Bool,
  Dictionary,
  Float64,
  Int32,
  Int64,
  Table,
  tableToIPC,
  TimestampMicrosecond,
  TimestampMillisecond,
  Uint8,
  Utf8,
  vectorFromArray,
  type Vector,
} from 'apache-arrow';
import * as parquet from 'parquet-wasm/node';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { codesOf, fileOf, startEngine, value } from '../tests/support/engine.ts';

function parquetFile(columns: Record<string, Vector>, rowGroupSize = 1_000_000) {
  const table = parquet.Table.fromIPCStream(tableToIPC(new Table(columns), 'stream'));
  const properties = new parquet.WriterPropertiesBuilder().setMaxRowGroupSize(rowGroupSize).build();
  return fileOf(new Uint8Array(parquet.writeParquet(table, properties)), 'events.parquet');
}

const at = Date.UTC(2024, 6, 1, 10);

const shop = (rowGroupSize?: number) =>
  parquetFile(
    {
      user_id: vectorFromArray([7n, 9_007_199_254_740_993n, 7n, null, 8n], new Int64()),
      event: vectorFromArray(['view', 'view', 'buy', 'view', null], new Dictionary(new Utf8(), new Uint8())),
      time: vectorFromArray([at, at + 1, at + 2, at + 3, at + 4], new TimestampMillisecond('UTC')),
      amount: vectorFromArray([null, 1.5, 20, 3, 4], new Float64()),
      vip: vectorFromArray([true, false, null, true, true], new Bool()),
    },
    rowGroupSize,
  );

describe('Parquet', () => {
  test.each([undefined, 2])('keeps ids, names, instants and missing values, in row groups of %s', async (size) => {
    const engine = startEngine('Europe/Berlin');
    const opened = value(await engine.open([shop(size)], null, 1));
    expect(opened.setup.tables[0]).toMatchObject({
      ids: [{ column: 'user_id' }],
      event: { column: 'event' },
      time: 'time',
    });
    expect(opened.overview).toMatchObject({ people: 3, events: 4, firstMs: at, lastMs: at + 4 });
    expect(opened.unusable).toMatchObject({ rows: 1, withoutPerson: 1 });
    expect(opened.unnamed).toBe(1);
    const rows = value(await engine.rows(0, 9, 1));
    expect(rows.map(({ person, event, timeMs }) => [person, event, timeMs])).toEqual([
      ['7', 'view', at],
      ['9007199254740993', 'view', at + 1],
      ['7', 'buy', at + 2],
      ['8', '', at + 4],
    ]);
    expect(rows[1]!.properties).toEqual({ amount: '1.5', vip: 'false' });
    expect(
      value(await engine.sql('SELECT sum(amount) AS total, count(*) FILTER (vip) AS vips FROM events', 1)).rows,
    ).toEqual([[28.5, 3]]);
  });

  test('reads a timestamp without a zone in the zone of the mapping', async () => {
    const engine = startEngine('Europe/Berlin');
    const file = parquetFile({
      user: vectorFromArray(['a'], new Utf8()),
      event: vectorFromArray(['x'], new Utf8()),
      time: vectorFromArray([at], new TimestampMicrosecond()),
    });
    expect(value(await engine.open([file], null, 1)).overview.firstMs).toBe(at - 2 * 3_600_000);
  });

  test('beside a CSV becomes one log and one table', async () => {
    const engine = startEngine();
    const csv = fileOf(
      'user_id,event,time,amount,vip\n007,view,2024-07-02 10:00:00,12,yes\n7,buy,2024-07-02 11:00:00,,no\n',
    );
    const opened = value(await engine.open([shop(), csv], null, 1));
    expect(opened.overview).toMatchObject({ people: 4, events: 6 });
    expect(value(await engine.sql(`SELECT amount, vip FROM events WHERE user_id = '007'`, 1)).rows).toEqual([
      ['12', 'yes'],
    ]);
  });

  test('cut short, empty or of one column is a problem that says so', async () => {
    const engine = startEngine();
    const whole = new Uint8Array(await shop().blob.arrayBuffer());
    const broken = whole.slice();
    broken.fill(7, whole.length - 40, whole.length - 8);
    expect(codesOf(await engine.open([fileOf(broken, 'x.parquet')], null, 1))).toEqual(['data/damaged']);
    expect(codesOf(await engine.open([fileOf(whole.slice(0, 200), 'x.parquet')], null, 1))).toEqual(['data/damaged']);
    const one = parquetFile({ number: vectorFromArray([1, 2], new Int32()) });
    expect(codesOf(await engine.open([one], null, 1))).toContain('data/unsure');
  });
});

describe('the memory of Parquet files', () => {
  let held = 0;
  beforeEach(() => {
    held = 0;
    const open = parquet.ParquetFile.fromFile.bind(parquet.ParquetFile);
    vi.spyOn(parquet.ParquetFile, 'fromFile').mockImplementation(async (file) => {
      const opened = await open(file);
      const free = opened.free.bind(opened);
      held++;
      opened.free = () => {
        held--;
        free();
      };
      return opened;
    });
  });
  afterEach(() => void vi.restoreAllMocks());

  const two = () => [shop(), { ...shop(), name: 'more.parquet' }];

  test('is given back once they were looked at', async () => {
    const engine = startEngine();
    value(await engine.inspect(two(), 1));
    expect(held).toBe(0);
  });

  test('stays with the log that is open, and with no other', async () => {
    const engine = startEngine();
    value(await engine.open(two(), null, 1));
    expect(held).toBe(2);
    value(await engine.open([shop()], null, 1));
    expect(held).toBe(1);
  });

  test('is given back where the files become no log', async () => {
    const engine = startEngine();
    value(await engine.open([shop()], null, 1));
    const empty = parquetFile({
      user: vectorFromArray(['a'], new Utf8()),
      event: vectorFromArray(['x'], new Utf8()),
      time: vectorFromArray([null], new TimestampMillisecond('UTC')),
    });
    const unsure = parquetFile({ number: vectorFromArray([1, 2], new Int32()) });
    const damaged = fileOf('PAR1 and no more', 'x.parquet');
    for (const files of [[empty], [unsure], [shop(), damaged]])
      expect(codesOf(await engine.open(files, null, 1)), files[0]!.name).not.toEqual([]);
    expect(codesOf(await engine.open(two(), null, 5, () => engine.cancel(5)))).toEqual(['engine/cancelled']);
    expect(held).toBe(1);
  });
});
