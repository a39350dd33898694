import { describe, expect, test } from 'vitest';
import { random } from '../../tests/support/random.ts';
import { regexTest, type RegexTest } from './regex.ts';

const tested = (source: string): RegexTest => {
  const found = regexTest(source);
  if (typeof found !== 'function') throw new Error(found.problem);
  return found;
};

describe('an expression', () => {
  test('finds what the built-in one finds', () => {
    const { int, pick, next } = random(61);
    const sign = () =>
      pick([
        'a',
        'b',
        '/',
        '.',
        '\\.',
        '\\d',
        '[^a]',
        '[ab\\]]',
        '[\\w/]',
        '\\p{L}',
        '\\u{1F600}',
        '😀',
        'é',
        '^',
        '$',
        '\\b',
        '\\B',
        '\\x61',
        '\\/',
      ]);
    const times = () => pick(['*', '+', '?', '*?', '{2}', '{1,}', '{0,2}', '{3}?']);
    const some = (depth: number): string => {
      const parts = Array.from({ length: 1 + int(3) }, () => {
        const one =
          depth < 2 && next() < 0.35 ? `${pick(['(', '(?:', `(?<n${depth}${int(1e6)}>`])}${some(depth + 1)})` : sign();
        return next() < 0.3 && !['^', '$', '\\b', '\\B'].includes(one) ? one + times() : one;
      });
      return next() < 0.2 ? `${parts.join('')}|${pick([sign(), ''])}` : parts.join('');
    };
    for (let n = 0; n < 2000; n++) {
      const source = some(0);
      const [own, builtIn] = [tested(source), new RegExp(source, 'u')];
      for (let k = 0; k < 6; k++) {
        const text = Array.from({ length: int(7) }, () => pick(['a', 'b', '/', '1', '😀', 'é', '\n', ']', '-'])).join(
          '',
        );
        expect(own(text), `${source} in ${JSON.stringify(text)}`).toBe(builtIn.test(text));
      }
    }
  });

  // a search that tries one way after another needs 2^60 of them for a single name
  test.each(['(a+)+$', '^(a|a)*$', '(a|aa)+$', '(.*)*\\n$', '^(\\w+\\s?)*$', '(a*)*b$', 'a*a*a*a*a*a*a*a*c'])(
    '%s is done with thousands of names that end badly',
    (source) => {
      const is = tested(source);
      let found = 0;
      const names = source === '(a+)+$' ? 10_000 : 300;
      for (let n = 0; n < names; n++) found += Number(is(`${'a'.repeat(60)}${n}!`));
      expect(found).toBe(0);
    },
  );

  test.each([
    ['(', 'Unterminated group.'],
    ['a{2,1}', 'numbers out of order in {} quantifier.'],
    ['a(?=b)', '“(?=…)” is left out here'],
    ['(?<!a)b', '“(?<!…)” is left out here'],
    ['(a)\\1', '“\\1” is left out here'],
    ['(a{1000}){1000}', 'too long'],
    ['((((){1000}){1000}){1000}){1000}', 'too long'],
    ['('.repeat(400) + ')'.repeat(400), 'at most 500 signs'],
  ])('%s is refused: %s', (source, problem) => {
    const found = regexTest(source);
    expect(typeof found === 'function' ? '' : found.problem).toContain(problem);
  });
});
