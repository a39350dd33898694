import { describe, expect, it } from 'vitest';
import type { Bytes } from './content.ts';
import { flattenJson, NotJson } from './json-flat.ts';
import { JsonItems, type JsonItem, type JsonLayout } from './json-items.ts';

function flat(text: string): Record<string, string | null> {
  const values: Record<string, string | null> = {};
  flattenJson(text, (path, value) => (values[path] = value));
  return values;
}

describe('an object of JSON', () => {
  it('is flattened, numbers as they are written', () => {
    expect(
      flat(
        '{"id": 12345678901234567890, "n": 1.50, "e": -1e5, "ok": true, "no": null, "o": {"a": {"b": "x"}, "z": {}}, "l": [1, {"a": "]"}] }',
      ),
    ).toEqual({
      id: '12345678901234567890',
      n: '1.50',
      e: '-1e5',
      ok: 'true',
      no: null,
      'o.a.b': 'x',
      l: '[1, {"a": "]"}]',
    });
  });

  it('may have escapes in names and texts', () => {
    expect(flat(String.raw`{"a\"b": "line\nnext \\", "\u00e9": "\ud83d\ude00\\\""}`)).toEqual({
      'a"b': 'line\nnext \\',
      é: '😀\\"',
    });
  });

  it('has the values that JSON.parse finds', () => {
    const object = { a: 'x', b: -0.5, c: '"', d: '\\', e: '', f: false, g: 1e21, h: '\u2028', i: '{"a":1}' };
    const values = Object.entries(object).map(([name, value]) => [name, String(value)]);
    expect(flat(JSON.stringify(object, null, 2))).toEqual(Object.fromEntries(values));
  });

  it('keeps objects that are too deep as JSON', () => {
    const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
    const [[path, value]] = Object.entries(flat(deep)) as [[string, string]];
    expect(path.split('.')).toHaveLength(25);
    expect(value.startsWith('{"a":{')).toBe(true);
  });

  it('has lists of keys and values as objects', () => {
    const list = [
      { key: 'page', value: { string_value: 'a"]', int_value: null } },
      { key: 'n', value: { string_value: null, int_value: '12345678901234567890', set_timestamp_micros: 5 } },
      { key: 'none', value: {} },
    ];
    expect(
      flat(JSON.stringify({ p: list, items: [{ key: 'a', price: 1 }], q: [{ key: 'x', value: 1 }, 2], z: 1 })),
    ).toEqual({
      'p.page': 'a"]',
      'p.n': '12345678901234567890',
      'p.none': null,
      items: '[{"key":"a","price":1}]',
      q: '[{"key":"x","value":1},2]',
      z: '1',
    });
  });

  it.each([
    '',
    '{',
    '{"a":[{"key":"x"}',
    '{"a":[{"key":"x",]}',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1,',
    '{"a":1,}',
    '{"a":01}',
    '{a:1}',
    '{"a":"x}',
    '{"a":[1}',
    '{"a":1} x',
    '[1]',
    '{"a":"\t"}',
    '{"a":tru}',
  ])('is not %s', (text) => expect(() => flat(text)).toThrow(NotJson));
});

describe('the items of a file', () => {
  function items(text: string, layout: JsonLayout, cut: number): JsonItem[] {
    const bytes: Bytes = new TextEncoder().encode(text);
    const reader = new JsonItems(layout);
    const found: JsonItem[] = [];
    for (let at = 0; at < bytes.length; at += cut) found.push(...reader.items(bytes.slice(at, at + cut)));
    return [...found, ...reader.end()];
  }
  const shown = (found: JsonItem[]) => found.map(({ text, line, cut }) => `${line} ${text}${cut ? ' …' : ''}`);

  it.each([1, 2, 3, 5, 1000])('are lines, in pieces of %s', (cut) => {
    expect(shown(items('{"a":"ü"}\r\n\n{"b":\n  \n{"c":1}', 'lines', cut))).toEqual([
      '1 {"a":"ü"}\r',
      '3 {"b":',
      '5 {"c":1}',
    ]);
  });

  it.each([1, 2, 3, 5, 1000])('are those of a list, in pieces of %s', (cut) => {
    const list = ' [\n{"a": "],\\"}"}, {"b":\n[1,{}]},\n 5 ,"x",null]\n';
    expect(shown(items(list, 'values', cut))).toEqual([
      '2 {"a": "],\\"}"}',
      '2 {"b":\n[1,{}]}',
      '4 5',
      '4 "x"',
      '4 null',
    ]);
    expect(shown(items('{"a":1}\n{\n"b":2}', 'values', cut))).toEqual(['1 {"a":1}', '2 {\n"b":2}']);
    expect(shown(items('[{"a":1},{"b":"x', 'values', cut))).toEqual(['1 {"a":1}', '1 {"b":"x …']);
  });

  it('are not held where they do not end', () => {
    const found = items(`[{"a":"${'x'.repeat(17_000_000)}`, 'values', 1 << 20);
    expect(found).toEqual([{ text: null, line: 1, cut: true }]);
  });
});
