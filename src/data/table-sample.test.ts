import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sampleCsv, type CsvSample } from './table-sample.ts';

type Part = string | Uint8Array<ArrayBuffer>;
async function sample(...parts: Part[]): Promise<CsvSample> {
  const outcome = await sampleCsv(new Blob(parts), 'a.csv');
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}
async function code(...parts: Part[]): Promise<string | undefined> {
  const outcome = await sampleCsv(new Blob(parts), 'a.csv');
  return outcome.ok ? undefined : outcome.problems[0]?.code;
}
const gzip = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(gzipSync(text));
const bytes = (...values: number[]): Uint8Array<ArrayBuffer> => new Uint8Array(values);

/** 3 MB of rows whose comments hold line breaks, delimiters and quotes. */
const large = `id,comment,n\n${Array.from({ length: 60_000 }, (_, i) => `u${i},"line ${i}\nsaid ""so"", and\nwent, on",${i}`).join('\n')}\n`;

describe('sampleCsv', () => {
  it('takes all of a small file, missing values as null', async () => {
    const { sample: table, shape, gzip: packed } = await sample('id,n,at\nx,1,2026-03-02\ny,,\n');
    expect(packed).toBe(false);
    expect(shape).toMatchObject({ delimiter: ',', header: true });
    expect(table).toEqual({
      columns: [
        { name: 'id', type: 'text' },
        { name: 'n', type: 'number' },
        { name: 'at', type: 'time' },
      ],
      rows: [
        ['x', '1', '2026-03-02'],
        ['y', null, null],
      ],
    });
  });

  it('takes head, middle and tail of a large one, whole rows only', async () => {
    const { rows } = (await sample(large)).sample;
    expect(rows.length).toBeGreaterThan(900);
    expect(rows.length).toBeLessThanOrEqual(1000);
    for (const [id, comment, n] of rows) {
      expect(id).toBe(`u${n}`);
      expect(comment).toBe(`line ${n}\nsaid "so", and\nwent, on`);
    }
    const places = rows.map(([, , n]) => Number(n));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBe(0);
    expect(places.filter((n) => n > 25_000 && n < 40_000).length).toBeGreaterThan(100);
    expect(places.filter((n) => n > 55_000).length).toBeGreaterThan(100);
  });

  it('reads the head of a gzip', async () => {
    const { sample: table, gzip: packed } = await sample(gzip(large));
    expect(packed).toBe(true);
    expect(table.rows.length).toBeGreaterThan(500);
    expect(Math.max(...table.rows.map(([, , n]) => Number(n)))).toBeGreaterThan(10_000);
    expect((await sample(gzip('a,b\n1,2\n'))).sample.rows).toEqual([['1', '2']]);
  });

  it('pads short rows and drops what is past the last column', async () => {
    const text = `id,n\n${'x,1\n'.repeat(50)}y\nz,2,3\n`;
    expect((await sample(text)).sample.rows.slice(-2)).toEqual([
      ['y', null],
      ['z', '2'],
    ]);
  });

  it('bounds the rows of very many columns', async () => {
    const row = `${Array.from({ length: 10_000 }, (_, i) => i).join(',')}\n`;
    const header = row.replace(/\d+/g, 'c$&');
    const { sample: table } = await sample(header, row.repeat(200));
    expect(table.columns).toHaveLength(10_000);
    expect(table.rows.length).toBeLessThanOrEqual(80);
    expect(table.columns[9_999]).toEqual({ name: 'c9999', type: 'number' });
  });

  it('takes a header of two megabytes', async () => {
    const name = 'n'.repeat(2_000_000);
    expect((await sample(`id,${name}\n1,2\n`)).shape.columns[1]).toBe(name);
  });

  it.each<[string, string, Part[]]>([
    ['data/empty', 'nothing', []],
    ['data/headerOnly', 'only names', ['user_id,event,time\n']],
    ['data/headerOnly', 'only names, packed', [gzip('user_id,event,time\n')]],
    ['data/longLine', 'a line of 10 MB', ['x'.repeat(10_000_000), '\n1\n']],
    ['data/longLine', 'a packed line of 20 MB', [gzip('x'.repeat(20_000_000))]],
    ['data/damaged', 'a gzip cut short', [gzip(large.slice(0, 5000)).slice(0, 60)]],
    ['data/damaged', 'a gzip that is none', [bytes(0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8)]],
    ['data/damaged', 'Parquet cut short', ['PAR1', 'x'.repeat(100)]],
    ['data/format', 'Parquet', ['PAR1', 'x'.repeat(100), 'PAR1']],
    ['data/excel', 'an old Excel workbook', [bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1)]],
    ['data/format', 'a zip', ['PK\x03\x04....data.csv']],
    ['data/format', 'a zip in gzip', [gzip('PK\x03\x04....data.csv')]],
    ['data/archive', 'Zstandard', [bytes(0x28, 0xb5, 0x2f, 0xfd, 1)]],
    ['data/format', 'JSON', ['[{"user_id": 1}]']],
    ['data/format', 'a web page', ['<!DOCTYPE html><html>']],
    ['data/format', 'SQLite', ['SQLite format 3\0']],
    ['data/binary', 'NUL bytes', ['id,n\nx,\0\0\n']],
  ])('%s: %s', async (expected, _, parts) => expect(await code(...parts)).toBe(expected));

  it('says that a file cannot be read, and why', async () => {
    const blob = new Blob(['a,b\n1,2\n']);
    blob.slice = () => {
      throw new DOMException('The file was changed', 'NotReadableError');
    };
    expect(await sampleCsv(blob, 'a.csv')).toMatchObject({
      ok: false,
      problems: [{ code: 'data/unreadable', message: 'a.csv cannot be read: The file was changed.' }],
    });
  });
});
