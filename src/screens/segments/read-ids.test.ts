import { expect, test } from 'vitest';
import { fileIds, typedIds } from './read-ids.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, columns: string[] = []) => fileIds('ids.csv', bytes(text), columns);

test('ids are typed one a line or with commas, each counted once', () => {
  expect(typedIds('ada, bob\n bob ;\r\ncleo\t\n')).toEqual(['ada', 'bob', 'cleo']);
  expect(typedIds(' \n,')).toEqual([]);
});

test('the first column of a table, without its name', () => {
  expect(read('user_id,plan\nada,pro\nbob,free\n')).toEqual({ ok: true, value: ['ada', 'bob'] });
  expect(read('Kunde;Ort\nada;Bonn\nbob;Köln\n', ['kunde'])).toEqual({ ok: true, value: ['ada', 'bob'] });
  expect(read('sep=;\r\n"a;1";x\r\n"b ""2""";y\r\n')).toEqual({ ok: true, value: ['a;1', 'b "2"'] });
});

test('a list without a name begins with its first id', () => {
  expect(read('v-001\nv-002\nv-001\n\nv-003')).toEqual({ ok: true, value: ['v-001', 'v-002', 'v-003'] });
  expect(read('17\n4\n')).toEqual({ ok: true, value: ['17', '4'] });
});

test('a file of another encoding, and one that is no text', () => {
  const wide = new Uint8Array([
    0xff,
    0xfe,
    ...new Uint8Array(Uint16Array.from('ada\nbö\n', (c) => c.charCodeAt(0)).buffer),
  ]);
  expect(fileIds('ids.txt', wide, [])).toEqual({ ok: true, value: ['ada', 'bö'] });
  expect(read('')).toMatchObject({ ok: false, problems: [{ code: 'data/empty' }] });
});
