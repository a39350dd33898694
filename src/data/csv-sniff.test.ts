import { describe, expect, it } from 'vitest';
import type { Outcome } from '#vocabulary/problem.ts';
import { sniffCsv, type CsvShape } from './csv-sniff.ts';
import { tokenize } from './csv-tokens.ts';

const sniff = (text: string | Uint8Array, whole = true): Outcome<CsvShape> =>
  sniffCsv(typeof text === 'string' ? new TextEncoder().encode(text) : text, 'a.csv', whole);
function shape(text: string): CsvShape {
  const outcome = sniff(text);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}
function code(text: string | Uint8Array, whole = true): string | undefined {
  const outcome = sniff(text, whole);
  return outcome.ok ? undefined : outcome.problems[0]?.code;
}

describe('tokenize', () => {
  const rows = (text: string) => tokenize(text, { delimiter: ',', quote: '"', newline: '\n' }).rows;
  it.each<[string, string, string[][]]>([
    [
      'plain fields',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'no line break at the end',
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'quoted delimiters and line breaks',
      '"a,b","c\nd"\r\n1,2\r\n',
      [
        ['a,b', 'c\nd'],
        ['1', '2'],
      ],
    ],
    [
      'doubled quotes',
      '"say ""hi""",b\n"""",""\n',
      [
        ['say "hi"', 'b'],
        ['"', ''],
      ],
    ],
    [
      'empty fields at both ends',
      ',a,\n,,\n',
      [
        ['', 'a', ''],
        ['', '', ''],
      ],
    ],
    ['an empty last field without a line break', 'a,', [['a', '']]],
    ['blank lines', 'a\n\n\nb\n', [['a'], ['b']]],
    ['a quote inside a field', 'a,5" pipe\n', [['a', '5" pipe']]],
    ['text behind a closing quote', '"a" b,c\n', [['a" b,c\n']]],
    ['a lone carriage return in a field', 'a\rb,c\n', [['a\rb', 'c']]],
  ])('%s', (_, text, expected) => expect(rows(text)).toEqual(expected));

  it('says where it stopped', () => {
    const dialect = { delimiter: ',', quote: '"', newline: '\n' } as const;
    expect(tokenize('a\nb\nc', dialect, 0, 2)).toMatchObject({ next: 4, closed: true, open: false });
    expect(tokenize('a\n"b', dialect)).toMatchObject({ closed: false, open: true });
  });

  it('reads back what a naive writer wrote', () => {
    const alphabet = ['a', '1', ',', '"', '\n', '\r\n', ';', ' ', 'é'];
    let state = 5;
    const pick = (below: number) => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) % below;
    for (let run = 0; run < 300; run += 1) {
      const table = Array.from({ length: 1 + pick(4) }, () =>
        Array.from({ length: 2 + pick(3) }, () => Array.from({ length: pick(5) }, () => alphabet[pick(9)]).join('')),
      );
      const text = table.map((row) => row.map((field) => `"${field.replaceAll('"', '""')}"`).join(',')).join('\n');
      expect(rows(text)).toEqual(table);
    }
  });
});

describe('sniffCsv', () => {
  it.each([
    [',', 'user_id,event,time\nu1,view,2026-03-02\nu2,buy,2026-03-03\n'],
    [';', 'Kunde;Ereignis;Betrag\nk1;Kauf;1,50\nk2;Kauf;2,75\n'],
    ['\t', 'id\tname\n1\ta, b\n2\tc\n'],
    ['|', 'id|name\n1|a\n2|b\n'],
    ['~', 'id~name~time\n1~a~2026-03-02 10:00\n2~b~2026-03-02 11:00\n'],
    [';', '1,5;2,5\n3,5;4,5\n'],
    [',', 'id,note\n1,"a;b;c"\n2,"d;e;f"\n'],
    [',', 'only\nview\nbuy\n'],
    [',', 'time\n2026-03-02 10:00:00\n2026-03-02 11:00:00\n'],
    ['|', 'sep=|\na|b,c\n1|2,5\n'],
  ])('finds the delimiter %j', (delimiter, text) => expect(shape(text).delimiter).toBe(delimiter));

  it('tells a header from data', () => {
    expect(shape('a,b\n1,2\n')).toMatchObject({ header: true, columns: ['a', 'b'], dataStart: 4 });
    expect(shape('u1,view,5\nu2,view,6\n')).toMatchObject({
      header: false,
      columns: ['column 1', 'column 2', 'column 3'],
    });
    expect(shape('1,2\n3,4\n')).toMatchObject({ header: false, dataStart: 0 });
    expect(shape('user,page\nann,home\nbob,home\n').header).toBe(true);
    expect(shape('home,ann\nhome,bob\nhome,ann\n').header).toBe(false);
    expect(shape('用户,事件\n张三,购买\n').header).toBe(true);
  });

  it('makes names unique and gives names to the nameless', () => {
    expect(shape('id,amount,,amount,AMOUNT,amount 2\nx,1,2,3,4,5\n').columns).toEqual([
      'id',
      'amount',
      'column 3',
      'amount 3',
      'AMOUNT 4',
      'amount 2',
    ]);
    expect(shape('id,b\nx,1,2\ny,3,4\n').columns).toEqual(['id', 'b', 'column 3']);
  });

  it('finds line ends, quotes and the byte order mark', () => {
    expect(shape('a,b\r\n1,2\r\n')).toMatchObject({ newline: '\r\n', dataStart: 5 });
    expect(shape('a,b\r1,2\r')).toMatchObject({ newline: '\r', columns: ['a', 'b'], dataStart: 4 });
    expect(shape('\uFEFFid,é\n1,2\n')).toMatchObject({ columns: ['id', 'é'], dataStart: 9 });
    expect(shape("'id','note'\n'1','a,b'\n'2','c'\n")).toMatchObject({ quote: "'", columns: ['id', 'note'] });
    expect(shape('id,size\n1,"5 inch\n2,"6 inch\n')).toMatchObject({ quote: '' });
    expect(shape('id,note\n1,"two\nlines"\n2,"x ""y"""\n')).toMatchObject({ quote: '"', columns: ['id', 'note'] });
  });

  it('steps over the line in which Excel names the delimiter', () => {
    expect(shape('sep=;\r\na;b\r\n1;2\r\n')).toMatchObject({
      skipLines: 1,
      delimiter: ';',
      columns: ['a', 'b'],
      dataStart: 12,
    });
    expect(shape('a;b\n1;2\n').skipLines).toBe(0);
  });

  it('counts columns by the whole width, quoted header or not', () => {
    expect(shape('"the, id","b\nc"\n1,2\n').columns).toEqual(['the, id', 'b\nc']);
  });

  it.each<[string, string, string | Uint8Array]>([
    ['data/empty', 'no bytes', ''],
    ['data/empty', 'blank lines', ' \n\n'],
    ['data/empty', 'only a byte order mark', '\uFEFF'],
    ['data/binary', 'a NUL byte', 'a,b\n1,\0\n'],
    ['data/encoding', 'Latin-1', new Uint8Array([0x61, 0x2c, 0xe9, 0x0a, 0x31, 0x2c, 0x32, 0x0a])],
  ])('%s: %s', (expected, _, bytes) => expect(code(bytes)).toBe(expected));

  it('refuses a first line that does not end, unless the file ends with it', () => {
    expect(code('a,'.repeat(500_000), false)).toBe('data/longLine');
    expect(code('a,b', true)).toBeUndefined();
  });

  it('does not mind a character cut at the end of the head', () => {
    const bytes = new TextEncoder().encode('id,name\n1,é');
    expect(sniff(bytes.subarray(0, bytes.length - 1), false).ok).toBe(true);
  });

  it('takes ten thousand columns', () => {
    const names = Array.from({ length: 10_000 }, (_, i) => `c${i}`);
    const row = names.map((_, i) => i).join(',');
    expect(shape(`${names.join(',')}\n${row}\n${row}\n`).columns).toEqual(names);
  });
});
