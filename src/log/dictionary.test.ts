import { expect, test } from 'vitest';
import { random } from '../../tests/support/random.ts';
import { Dictionary } from './dictionary.ts';
import { textColumn } from './text-column.ts';

const encode = (text: string) => new TextEncoder().encode(text);

test('codes count up in order of first appearance and give the text back', () => {
  const { int } = random(1);
  const dictionary = new Dictionary();
  const naive = new Map<string, number>();
  for (let i = 0; i < 30_000; i++) {
    // short ones that stand in their slot, longer ones, and some past the longest length that a slot tells
    const text = int(2) === 0 ? String(int(9_000)) : `person-${int(9_000)}-é漢${'x'.repeat(30 * int(3))}`;
    const padded = encode(`##${text}##`);
    if (!naive.has(text)) naive.set(text, naive.size);
    expect(dictionary.code(padded, 2, padded.length - 2)).toBe(naive.get(text));
  }
  expect(dictionary.texts()).toEqual([...naive.keys()]);
  for (const [text, code] of naive) expect(dictionary.find(text)).toBe(code);
  expect(dictionary.find('never seen')).toBe(-1);
});

test('the empty text is a text like any other', () => {
  const dictionary = new Dictionary();
  expect(dictionary.code(encode('a'), 1, 1)).toBe(0);
  expect(dictionary.code(encode('a'), 0, 1)).toBe(1);
  expect(dictionary.texts()).toEqual(['', 'a']);
});

test('texts of zero bytes and shared beginnings are told apart', () => {
  const dictionary = new Dictionary();
  const texts = [
    '',
    '\0',
    '\0\0',
    'a',
    'a\0',
    'abcd',
    'abcde',
    'abcdefgh',
    'abcdefghi',
    `${'z'.repeat(80)}1`,
    `${'z'.repeat(80)}2`,
    'z'.repeat(81),
  ];
  texts.forEach((text, code) => expect(dictionary.code(encode(text), 0, encode(text).length)).toBe(code));
  texts.forEach((text, code) => expect(dictionary.find(text)).toBe(code));
  expect(dictionary.texts()).toEqual(texts);
});

test('made of its own bytes it knows the same texts, and goes on counting', () => {
  for (const size of [0, 1, 2_048, 2_049, 9_000]) {
    const dictionary = new Dictionary();
    const texts = Array.from({ length: size }, (_, i) => `${i % 2 === 0 ? 'person-with-a-long-id-' : ''}${i}`);
    for (const text of texts) dictionary.code(encode(text), 0, encode(text).length);
    const { starts, bytes } = dictionary.packed();
    const read = Dictionary.of({ starts: starts.slice(), bytes: bytes.slice() });
    expect(read.size).toBe(size);
    expect(read.texts()).toEqual(texts);
    expect(texts.map((text) => read.find(text))).toEqual(texts.map((_, code) => code));
    expect(read.find('never seen')).toBe(-1);
    for (let i = 0; i < 5_000; i++) expect(read.code(encode(`later ${i}`), 0, `later ${i}`.length)).toBe(size + i);
    expect(read.find('later 4999')).toBe(size + 4_999);
    expect(read.texts().slice(0, size)).toEqual(texts);
  }
});

test('a column is read as its rows one by one are, whatever lies around its texts', () => {
  const { int } = random(2);
  const [read, asked] = [new Dictionary(), new Dictionary()];
  for (const rows of [0, 1, 1_024, 3_000]) {
    const texts = Array.from({ length: rows }, () => {
      const text = `${int(2_000)}${'é~'.repeat(int(3))}${'x'.repeat(int(20) === 0 ? 70 : int(9))}`;
      return int(9) === 0 ? null : text.slice(0, int(2) === 0 ? int(9) : undefined);
    });
    const column = textColumn(texts);
    // inside a larger buffer, from an odd place, and up to its very end
    const buffer = new Uint8Array(3 + column.bytes.length).fill(255);
    buffer.set(column.bytes, 3);
    const codeAt = read.reader({ ...column, bytes: buffer.subarray(3) });
    texts.forEach((text, row) => {
      if (int(4) === 0) return;
      expect(codeAt(row)).toBe(text ? asked.code(encode(text), 0, encode(text).length) : -1);
    });
  }
  expect(read.texts()).toEqual(asked.texts());
});
