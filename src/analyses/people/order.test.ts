import { describe, expect, test } from 'vitest';
import { random } from '../../../tests/support/random.ts';
import { MISSING, orderOf } from './order.ts';
import { sorted } from './oracle.ts';
import { textRanks } from './text-order.ts';
import { containing, packed } from './texts.ts';

const pack = (texts: string[]) => packed(texts.length, (i) => texts[i]!);

describe('numbers', () => {
  test('sort in both directions, equal ones in their own order and missing ones last', () => {
    const { int, next, pick } = random(3);
    const odd = [
      0,
      -0,
      -1,
      1,
      0.5,
      -0.5,
      Infinity,
      -Infinity,
      NaN,
      1e300,
      -1e300,
      5e-324,
      2 ** 32,
      1_714_557_600_000.25,
    ];
    for (const size of [0, 1, 2, 50, 3000]) {
      for (let n = 0; n < 40; n++) {
        const keys = Float64Array.from({ length: size }, () =>
          pick([pick(odd), int(5), next() * 1e6, -next(), 1.7e12 + int(1e9)]),
        );
        const descending = int(2) === 0;
        const key = (each: number) => (Number.isNaN(each) ? null : each);
        const expected = sorted([...keys], key, descending);
        expect([...orderOf(keys, descending)]).toEqual(expected);
      }
    }
  });

  test('of whole numbers the largest is not taken for a missing one', () => {
    const keys = Uint32Array.of(3, MISSING, 0, MISSING - 1, 0, MISSING);
    expect([...orderOf(keys, false)]).toEqual([2, 4, 0, 3, 1, 5]);
    expect([...orderOf(keys, true)]).toEqual([3, 0, 2, 4, 1, 5]);
  });
});

describe('texts', () => {
  test('sort by letter whatever its case, and numbers in them by their size', () => {
    const inOrder = [
      '',
      ' ',
      '9',
      '10',
      'a',
      'a b',
      'a-2',
      'a-02b',
      'a-10',
      'ab',
      'B',
      'user9',
      'user123456789',
      'user1234567890',
    ];
    const more = ['user999999999999999999', 'user1000000000000000000', 'Zoë', 'zz', 'Ä', '日本', '日本語'];
    const texts = [...inOrder, ...more];
    expect([...textRanks(pack(texts))]).toEqual([...texts.keys()]);
    expect([...textRanks(pack(['Ada', 'b', 'ADA', 'ada', '07', '7']))]).toEqual([1, 2, 1, 1, 0, 0]);
  });

  test('ranks of very many are those of comparing each with each', () => {
    const { int, pick } = random(9);
    for (const prefix of ['', 'https://example.com/people/', 'person-']) {
      const texts = Array.from(
        { length: 2000 },
        () => `${prefix}${Array.from({ length: int(14) }, () => pick(['a', 'b', 'B', '-', 'é'])).join('')}`,
      );
      const folded = texts.map((text) => Buffer.from(text.replace(/B/g, 'b')));
      const ranks = textRanks(pack(texts));
      const distinct = [...new Map(folded.map((each) => [each.toString(), each])).values()].sort(Buffer.compare);
      const rankOf = new Map(distinct.map((each, rank) => [each.toString(), rank]));
      expect([...ranks]).toEqual(folded.map((each) => rankOf.get(each.toString())));
    }
  });

  test('are found by what they contain, as strings would be', () => {
    const { int, pick } = random(4);
    const letters = ['a', 'B', 'k', '\u212a', 'É', 'é', 'ß', 'İ', '9', ' ', '日'];
    const word = (most: number) => Array.from({ length: int(most) }, () => pick(letters)).join('');
    for (let n = 0; n < 2000; n++) {
      const texts = Array.from({ length: int(8) }, () => word(6));
      const wanted = `${word(2)}${pick(letters)}`;
      const expected = texts.map((text) => (text.toLowerCase().includes(wanted.toLowerCase()) ? 1 : 0));
      expect([...containing(pack(texts), wanted)], `${wanted} in ${texts.join('|')}`).toEqual(expected);
    }
  });
});
