import { existsSync, openAsBlob } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isAligned } from './aligned.ts';
import { sampleCsv } from './table-sample.ts';

const CDNOW = new URL('../../../shared/data/cdnow.txt', import.meta.url).pathname;
const TEXT =
  ' customer_id  date number_of_cds  dollar_value\r\n 00001 19970101  1   11.77\r\n 00002 19970112  1   12.00\r\n 00002 19970112  5   77.00\r\n';

async function sample(blob: Blob) {
  const outcome = await sampleCsv(blob, 'a.txt');
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}

describe('a text parted by blanks', () => {
  it('is a table of its words', async () => {
    const { delimiter, sample: table, shape, rewrite } = await sample(new Blob([TEXT]));
    expect(delimiter).toBe(' ');
    expect(shape).toMatchObject({ delimiter: ',', header: true });
    expect(rewrite).not.toBeNull();
    expect(table.columns.map(({ name }) => name)).toEqual(['customer_id', 'date', 'number_of_cds', 'dollar_value']);
    expect(table.rows[2]).toEqual(['00002', '19970112', '5', '77.00']);
  });

  it.each([
    ['commas', 'a,  b\n1,  2\n3,  4\n'],
    ['tabs', ' a\t b\n 1\t 2\n 3\t 4\n'],
    ['words', 'note\nit  was so\nand so on it went\n'],
    ['two lines', ' a  b\n 1  2\n'],
    ['single blanks', 'hello world\nhow goes\nthis text\n'],
  ])('is not one with %s', (_, text) => expect(isAligned(text, true)).toBe(false));

  it.skipIf(!existsSync(CDNOW))('is the CDNOW purchases (skipped without ../shared/data)', async () => {
    const { sample: table } = await sample(await openAsBlob(CDNOW));
    expect(table.columns.map(({ type }) => type)).toEqual(['text', 'time', 'number', 'number']);
    expect(table.rows[0]).toEqual(['00001', '19970101', '1', '11.77']);
  });
});
