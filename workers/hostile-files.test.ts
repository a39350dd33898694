import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { codesOf, fileOf, startEngine, value } from '../tests/support/engine.ts';

const fixture = (name: string) => readFileSync(new URL(`../tests/fixtures/vendors/${name}`, import.meta.url), 'utf8');
const opened = async (content: BlobPart, name = 'events.csv') => {
  const engine = startEngine();
  return { engine, log: value(await engine.open([fileOf(content, name)], null, 1)) };
};
const HEAD = 'user,event,time\n';

describe('headers of more rows than one, or of none', () => {
  test.each([
    ['as it is', (text: string) => text],
    ['in gzip', (text: string) => new Uint8Array(gzipSync(text))],
  ])('of Qualtrics are no data, %s', async (_, pack) => {
    const text = fixture('qualtrics.csv').replace('Start Date', '"Start\n""Date"""');
    const { engine, log } = await opened(pack(text), 'survey.csv');
    const answers = text.match(/R_3nAb/g)!.length;
    expect(log.rows).toBe(answers);
    expect(log.unusable).toMatchObject({ rows: 0, broken: 0 });
    expect(value(await engine.sql('SELECT count(*) FROM events', 1)).rows).toEqual([[answers]]);
    expect(value(await engine.sql(`SELECT max(StartDate) < '9' FROM events`, 1)).rows).toEqual([[true]]);
  });

  test('of Snowplow are known by the shape of its rows', async () => {
    const { log } = await opened(fixture('snowplow-enriched.tsv'), 'good.tsv');
    expect(log.tables[0]!.columns.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['app_id', 'domain_userid', 'se_action', 'true_tstamp']),
    );
    expect(log.rows).toBe(fixture('snowplow-enriched.tsv').trim().split('\n').length);
  });
});

describe('hostile files', () => {
  test.each([
    ['data/empty', 'nothing', ''],
    ['data/empty', 'blanks', ' \n \n'],
    ['data/headerOnly', 'a header alone', HEAD],
    ['data/binary', 'NUL bytes', `${HEAD}a,vi\0ew,2024-01-01\n`],
    ['data/damaged', 'gzip cut within its head', new Uint8Array(gzipSync(HEAD.repeat(9))).slice(0, 20)],
    ['data/format', 'a web page called CSV', '<!doctype html><html><body>Log in</body></html>'],
    ['data/format', 'a picture called CSV', '%PDF-1.4 picture'],
    ['data/longLine', 'a line without an end', 'x'.repeat(20_000_000)],
  ])('%s: %s', async (code, _, content) => {
    expect(codesOf(await startEngine().open([fileOf(content)], null, 1))).toEqual([code]);
  });

  test('a gzip cut behind its head is a problem', async () => {
    const rows = Array.from({ length: 400_000 }, (_, i) => `u${(i * 7919) % 100_003},e${i % 7},2024-01-01 10:00:00\n`);
    const packed = new Uint8Array(gzipSync(HEAD + rows.join('')));
    const cut = packed.slice(0, packed.length - 9_000);
    expect(codesOf(await startEngine().open([fileOf(cut)], null, 1))).toEqual(['data/damaged']);
  });

  test('a line that does not end, behind others that do, leaves the rows before it', async () => {
    const content = new Blob([`${HEAD}a,view,2024-01-01\n`.padEnd(40), '\nb,', new Uint8Array(24_000_000).fill(120)]);
    const outcome = await startEngine().open([{ name: 'x.csv', blob: content }], null, 1);
    if (outcome.ok) expect(outcome.value.overview.events).toBe(1);
    else expect(outcome.problems[0]!.message).not.toBe('');
  });

  test('10,000 columns are read', async () => {
    const more = Array.from({ length: 9_997 }, (_, i) => `c${i}`).join(',');
    const row = (user: string) => `${user},view,2024-01-01,${'1,'.repeat(9_996)}1\n`;
    const { log } = await opened(`user,event,time,${more}\n${row('a')}${row('b')}${row('a')}`);
    expect(log.overview).toMatchObject({ people: 2, events: 3 });
    expect(log.tables[0]!.columns).toHaveLength(10_000);
  });

  test('columns of one name stay two', async () => {
    const { engine, log } = await opened(
      'user,event,time,amount,Amount,amount\na,view,2024-01-01,1,2,3\nb,view,2024-01-02,4,5,6\n',
    );
    expect(log.tables[0]!.columns.map(({ name }) => name).slice(3)).toEqual(['amount', 'Amount 2', 'amount 3']);
    expect(value(await engine.rows(0, 1, 1))[0]!.properties).toEqual({ amount: '1', 'Amount 2': '2', 'amount 3': '3' });
  });

  test('years from 1 to 9999 are kept', async () => {
    const { log } = await opened(
      `${HEAD}a,birth,0001-01-01 00:00:00\na,end,9999-12-31 23:59:59\na,now,2024-01-01 00:00:00\n`,
    );
    expect(log.overview.firstMs).toBe(new Date('0001-01-01T00:00:00Z').getTime());
    expect(log.overview.lastMs).toBe(Date.UTC(9999, 11, 31, 23, 59, 59));
  });

  test.each([
    ['CSV', `${HEAD}123456789012345678,view,2024-01-01\n123456789012345679,view,2024-01-02\n`],
    [
      'JSON',
      '{"user":123456789012345678,"event":"view","time":"2024-01-01"}\n{"user":123456789012345679,"event":"view","time":"2024-01-02"}\n',
    ],
  ])('ids of 18 digits are not rounded in %s', async (_, content) => {
    const { engine } = await opened(content);
    expect(value(await engine.rows(0, 9, 1)).map(({ person }) => person)).toEqual([
      '123456789012345678',
      '123456789012345679',
    ]);
  });
});
