import { deflateRawSync, gzipSync } from 'node:zlib';
import { crc32 } from '#data/crc32.ts';
import { describe, expect, test } from 'vitest';
import { codesOf, fileOf, startEngine, value } from '../tests/support/engine.ts';

interface Given {
  stored?: boolean;
  flags?: number;
  /** What the directory says of its size. */
  size?: number;
}

function zip(files: Record<string, string | Uint8Array>, { stored = false, flags = 0, size }: Given = {}) {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content);
    const packed = stored ? bytes : deflateRawSync(bytes);
    const label = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(label.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(stored ? 0 : 8, 10);
    entry.writeUInt32LE(crc32(bytes), 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(size ?? bytes.length, 24);
    entry.writeUInt16LE(label.length, 28);
    entry.writeUInt32LE(at, 42);
    parts.push(local, label, packed);
    directory.push(entry, label);
    at += 30 + label.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...parts, listed, end]));
}

const FIRST = 'user,event,time\na,view,2024-01-01 10:00:00\nb,view,2024-01-01 11:00:00\n';
const SECOND = 'user,event,time,city\na,"buy, now",2024-01-02 10:00:00,Köln\n';
const people = async (bytes: Uint8Array<ArrayBuffer>) => {
  const engine = startEngine();
  const opened = value(await engine.open([fileOf(bytes, 'export.zip')], null, 1));
  const table = value(await engine.sql('SELECT count(*) FROM events', 1)).rows;
  expect(table).toEqual([[opened.rows]]);
  return { engine, opened };
};

describe('a zip', () => {
  test.each([false, true])('of several tables has each of them (stored as they are: %s)', async (stored) => {
    const files = {
      'data/': '',
      'data/shop.csv': FIRST,
      '__MACOSX/._shop.csv': 'x',
      'data/calls.csv': SECOND,
      'README.txt': 'Hi',
    };
    const { engine, opened } = await people(zip(files, { stored }));
    expect(opened.tables.map(({ name }) => name)).toEqual(['export.zip: data/shop.csv', 'export.zip: data/calls.csv']);
    expect(opened.overview).toMatchObject({ people: 2, events: 3 });
    expect(value(await engine.rows(0, 9, 1)).map(({ event, properties }) => [event, properties])).toEqual([
      ['view', { channel: 'Shop' }],
      ['view', { channel: 'Shop' }],
      ['buy, now', { city: 'Köln', channel: 'Calls' }],
    ]);
  });

  test('of parts with the same columns is one table', async () => {
    const { opened } = await people(zip({ 'part-0001.csv': FIRST, 'part-0002.csv.gz': gzipSync(FIRST) }));
    expect(opened.tables.map(({ name }) => name)).toEqual(['export.zip']);
    expect(opened.rows).toBe(4);
    const both = await people(zip({ 'part-0001.csv': FIRST, 'calls.csv': SECOND, 'part-0002.csv': FIRST }));
    expect(both.opened.tables.map(({ name }) => name)).toEqual(['export.zip: part-*.csv', 'export.zip: calls.csv']);
    expect(both.opened.rows).toBe(5);
  });

  test('says what beside its tables is none', async () => {
    const { opened } = await people(zip({ '1.csv': FIRST, 'empty.csv': '', 'x.parquet': '%PDF-1.4' }));
    expect(opened.tables).toHaveLength(1);
    expect(opened.notes.map(({ code, at, severity }) => [code, at, severity])).toEqual([
      ['data/empty', 'export.zip: empty.csv', 'warning'],
      ['data/format', 'export.zip: x.parquet', 'warning'],
    ]);
  });

  test('may hold JSON, gzip and other encodings', async () => {
    const json = '[{"user":"c","event":"view","time":"2024-01-03 10:00:00"}]';
    const latin = Buffer.from(SECOND, 'latin1');
    const { opened } = await people(zip({ '1.json': json, '2.csv.gz': gzipSync(FIRST), '3.csv': latin }));
    expect(opened.overview).toMatchObject({ people: 3, events: 4 });
  });

  test('of tables that the fast reader gives up on has each row once', async () => {
    const uneven = `${FIRST}a,say "hi" now,2024-01-03 10:00:00\r\nb,view,2024-01-03 10:00:00\n`;
    const { opened } = await people(zip({ '1.csv': FIRST, '2.csv': uneven, '3.csv': FIRST }));
    expect(opened.rows).toBe(8);
  });

  const good = zip({ 'a.csv': FIRST.repeat(50) });
  const corrupt = good.slice();
  corrupt.fill(0x55, 60, 80);
  test.each([
    ['data/damaged', 'cut short', good.slice(0, good.length - 30)],
    ['data/damaged', 'no more than its beginning', good.slice(0, 10)],
    ['data/damaged', 'corrupt', corrupt],
    ['data/damaged', 'of another size than it says', zip({ 'a.csv': FIRST }, { size: 5 })],
    ['data/empty', 'empty', zip({})],
    ['data/empty', 'only folders', zip({ 'a/': '' })],
    ['data/empty', 'an empty file', zip({ 'a.csv': '' })],
    ['data/archive', 'a password', zip({ 'a.csv': FIRST }, { flags: 1 })],
    ['data/archive', 'a zip in a zip', zip({ 'a.zip': good })],
    ['data/archive', 'a stored zip in a zip', zip({ 'a.zip': good }, { stored: true })],
    ['data/archive', 'a bomb', zip({ 'a.csv': FIRST }, { size: 4_000_000_000 })],
    [
      'data/archive',
      'too many files',
      zip(Object.fromEntries(Array.from({ length: 1_001 }, (_, i) => [`${i}.csv`, 'x']))),
    ],
    ['data/format', 'a picture', zip({ 'a.pdf': '%PDF-1.4' })],
  ])('%s: %s', async (code, _, bytes) => {
    expect(codesOf(await startEngine().open([fileOf(bytes, 'x.zip')], null, 1))).toEqual([code]);
  });
});

describe('an Excel workbook', () => {
  const sheet = (rows: string) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
  const book = (more: Record<string, string> = {}, date1904 = '0') =>
    zip({
      '[Content_Types].xml': '<Types/>',
      'xl/workbook.xml': `<workbook><workbookPr date1904="${date1904}"/><sheets><sheet name="Cover" sheetId="1" r:id="rId1"/><sheet name="A &amp; B" sheetId="2" r:id="rId2"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
      'xl/styles.xml':
        '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm"/><numFmt numFmtId="165" formatCode="0.0 &quot;days&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>',
      'xl/sharedStrings.xml':
        '<sst><si><t>user_id</t></si><si><t>event</t></si><si><t>time</t></si><si><r><t>bu</t></r><r><t xml:space="preserve">y &lt;1&gt;</t></r></si></sst>',
      'xl/worksheets/sheet1.xml': sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>Report</t></is></c></row>'),
      'xl/worksheets/sheet2.xml': sheet(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="str"><v>amount</v></c><c r="E1" t="str"><v>vip</v></c></row>' +
          '<row r="2"><c r="A2"><v>7</v></c><c r="B2" t="s"><v>3</v></c><c r="C2" s="1"><v>45292.4375</v></c><c r="D2" s="2"><v>0.10000000000000001</v></c><c r="E2" t="b"><v>1</v></c></row>' +
          '<row r="3"/><row r="4"><c r="A4"><v>8</v></c><c r="C4" s="1"><v>45293</v></c><c r="D4" t="e"><v>#N/A</v></c></row>',
      ),
      ...more,
    });

  test('is read sheet by sheet, and says which hold no table', async () => {
    const { engine, opened } = await people(book());
    expect(opened.tables.map(({ name }) => name)).toEqual(['export.zip: A & B']);
    expect(opened.notes).toMatchObject([{ code: 'data/notTable', at: 'export.zip: Cover', severity: 'warning' }]);
    expect(opened.setup.tables[0]).toMatchObject({
      ids: [{ column: 'user_id' }],
      event: { column: 'event' },
      time: 'time',
      timeFormat: 'iso',
    });
    expect(value(await engine.rows(0, 9, 1))).toEqual([
      {
        person: '7',
        event: 'buy <1>',
        timeMs: Date.UTC(2024, 0, 1, 10, 30),
        properties: { amount: '0.1', vip: 'true' },
      },
      { person: '8', event: '', timeMs: Date.UTC(2024, 0, 2), properties: {} },
    ]);
  });

  test('has a table for each sheet, also in a zip or gzip', async () => {
    const sheets = book({
      'xl/worksheets/sheet1.xml': sheet(
        '<row r="1"><c r="A1" t="str"><v>user_id</v></c><c r="B1" t="str"><v>event</v></c><c r="C1" t="str"><v>time</v></c></row>' +
          '<row r="2"><c r="A2"><v>9</v></c><c r="B2" t="str"><v>call</v></c><c r="C2" s="1"><v>45292.5</v></c></row>',
      ),
    });
    for (const [bytes, name] of [
      [sheets, 'export.zip'],
      [zip({ 'a/book.xlsx': sheets }), 'export.zip: a/book.xlsx'],
      [new Uint8Array(gzipSync(sheets)), 'export.zip'],
    ] as const) {
      const { opened } = await people(bytes);
      expect(opened.tables.map((table) => table.name)).toEqual([`${name}: Cover`, `${name}: A & B`]);
      expect(opened.overview).toMatchObject({ people: 3, events: 3 });
    }
  });

  test('may count its days from 1904', async () => {
    const { opened } = await people(book({}, '1'));
    expect(opened.overview.firstMs).toBe(Date.UTC(2028, 0, 2, 10, 30));
  });

  test.each([
    ['data/headerOnly', book({ 'xl/worksheets/sheet2.xml': sheet('') })],
    ['data/damaged', book({ 'xl/_rels/workbook.xml.rels': '' })],
  ])('%s where there is no table', async (code, bytes) => {
    expect(codesOf(await startEngine().open([fileOf(bytes, 'x.xlsx')], null, 1))).toEqual([code]);
  });
});
