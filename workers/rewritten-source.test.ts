import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { codesOf, fileOf, startEngine, value } from '../tests/support/engine.ts';

const SHOP = `user,event,time,city
a,view,2024-01-01 10:00:00,Köln
a,"buy, twice",2024-01-01 10:05:00,"Gro""ß
stadt"
b,view,2024-01-02 09:00:00,
`;

const ROWS = [
  ['a', 'view', { city: 'Köln' }],
  ['a', 'buy, twice', { city: 'Gro"ß\nstadt' }],
  ['b', 'view', {}],
];

function utf16(text: string, mark: boolean): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(`${mark ? '\uFEFF' : ''}${text}`, 'utf16le'));
}
const latin = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'latin1'));

describe('a CSV that is not in UTF-8', () => {
  test.each([
    ['utf-16le', utf16(SHOP, true)],
    ['utf-16le', utf16(SHOP, false)],
    [
      'utf-16be',
      utf16(SHOP, true)
        .slice()
        .map((_, i, all) => all[i ^ 1]!),
    ],
    ['windows-1252', latin(SHOP)],
    ['windows-1252', new Uint8Array(gzipSync(latin(SHOP)))],
  ])('in %s has the rows of the same in UTF-8', async (encoding, bytes) => {
    const engine = startEngine();
    const opened = value(await engine.open([fileOf(bytes)], null, 1));
    expect(opened.tables[0]).toMatchObject({ encoding, delimiter: ',', bytes: bytes.length });
    expect(opened.unusable).toMatchObject({ rows: 0, broken: 0 });
    expect(
      value(await engine.rows(0, 9, 1)).map(({ person, event, properties }) => [person, event, properties]),
    ).toEqual(ROWS);
    expect(value(await engine.sql('SELECT count(*) FROM events', 1)).rows).toEqual([[3]]);
  });

  test('tells of characters that cannot be read, with their line', async () => {
    const engine = startEngine();
    const bytes = Buffer.concat([
      Buffer.from(`${SHOP}c,view,2024-01-03,${'é'.repeat(200)}\n`),
      latin('c,\xff,2024-01-03,x\n'),
    ]);
    const opened = value(await engine.open([fileOf(new Uint8Array(bytes))], null, 1));
    expect(opened.rows).toBe(5);
    expect(opened.unusable.brokenExamples).toEqual(['line 7: 1 characters are not utf-8 and stand as \uFFFD']);
  });

  test('can be cancelled, and opened afterwards', async () => {
    const engine = startEngine();
    const many = latin(`${SHOP}${'a,zurück,2024-01-01 10:00:00,Köln\n'.repeat(300_000)}`);
    expect(codesOf(await engine.open([fileOf(many)], null, 7, () => engine.cancel(7)))).toEqual(['engine/cancelled']);
    expect(value(await engine.open([fileOf(many)], null, 8)).rows).toBe(300_003);
  });

  test('that is another after its head is refused with the line', async () => {
    const engine = startEngine();
    const head = `${SHOP}${'a,view,2024-01-01 10:00:00,größe\n'.repeat(40_000)}`;
    const tail = '用户,购买,2024-01-01 10:00:00,商品\n'.repeat(4);
    const other = utf16(head, true);
    const bytes = new Uint8Array([...other.slice(0, 200), ...utf16(tail, false)]);
    expect(value(await engine.open([fileOf(bytes)], null, 1)).tables[0]!.encoding).toBe('utf-16le');
    const mixed = Buffer.concat([latin(head), Buffer.from(tail)]);
    expect((await engine.open([fileOf(new Uint8Array(mixed))], null, 1)).ok).toBe(true);
  });
});

test('a text parted by blanks is read as a table', async () => {
  const engine = startEngine();
  const lines = Array.from(
    { length: 60_000 },
    (_, i) =>
      ` ${String(i % 900).padStart(5, '0')} 199701${String(1 + (i % 28)).padStart(2, '0')}  ${i % 3}   buy${i % 4}\r\n`,
  );
  const file = fileOf(
    ` customer_id  date number_of_cds  event\r\n${lines.join('')}\r\n 1 19970101 1 buy1 more\r\n`,
    'cds.txt',
  );
  const opened = value(await engine.open([file], null, 1));
  expect(opened.tables[0]).toMatchObject({ delimiter: ' ', format: 'csv' });
  expect(opened.setup.tables[0]).toMatchObject({
    ids: [{ column: 'customer_id' }],
    event: { column: 'event' },
    time: 'date',
  });
  expect(opened).toMatchObject({ rows: 60_000, unusable: { broken: 1 }, overview: { people: 900 } });
  expect(value(await engine.sql('SELECT count(*), sum(number_of_cds::INTEGER)::INTEGER FROM events', 1)).rows).toEqual([
    [60_000, 60_000],
  ]);
});
