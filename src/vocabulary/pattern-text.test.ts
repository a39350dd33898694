import { describe, expect, test } from 'vitest';
import { random } from '../../tests/support/random.ts';
import { DURATION_UNITS } from './duration.ts';
import type { EventMatch } from './event-match.ts';
import { GAP_OPERATORS, parsePattern, type Pattern, type PatternPart } from './pattern.ts';
import { patternPrinted } from './pattern-print.ts';
import { readPattern } from './pattern-read.ts';
import { patternOf, stepsOf } from './pattern-steps.ts';
import { OPERATORS, type Condition, type Rule, type Scalar } from './rule.ts';

const [a, b, c] = [{ event: 'A' }, { event: 'B' }, { event: 'C' }] as const;
const any = { any: '*' } as const;

test.each<[string, PatternPart[], number?]>([
  ['A', [a]],
  ['A → B', [a, b]],
  ['A → … → B within 2 days, not C between', [a, { not: c }, b], 2],
  ['A → … → B within 1 day, not C after', [a, any, b, { not: c }], 1],
  ['A → … at most 2 hours → B → … not C → A', [a, { gap: { op: 'lte', seconds: 7200 } }, b, { not: c }, a]],
  [
    'A → … → B → … → C, not any event [page is "/x"] between',
    [
      a,
      { not: { where: { property: 'page', op: 'is', value: '/x' } } },
      b,
      { not: { where: { property: 'page', op: 'is', value: '/x' } } },
      c,
    ],
  ],
  [
    'Add to cart or "A → B" → first ever "not" as "No"',
    [{ event: ['Add to cart', 'A → B'] }, { event: 'not', first: 'ever', name: 'No' }],
  ],
  ['…', [any]],
])('%s is a pattern, and is written so', (text, then, days) => {
  const within = days ? { n: days, unit: 'day' as const } : undefined;
  expect(readPattern(text)).toEqual({ pattern: { then }, ...(within && { within }) });
  expect(patternPrinted({ then }, within)).toBe(text);
});

test.each([
  ['A -> ... -> B', 'A → … → B'],
  ['  A→B ,within 90 seconds', 'A → B within 90 seconds'],
  ['… → A → …', 'A'],
  ['A → … within 2 days', 'A within 2 days'],
  ['A → … not C → B', 'A → … → B, not C between'],
  ['A [n >= 5 and plan = pro]', 'A [n is at least 5 and plan is "pro"]'],
  ['A [not (n is 1) or person country has a value]', 'A [not (n is 1) or person country has a value]'],
])('%s is also read', (text, printed) => {
  const read = readPattern(text);
  expect('problem' in read ? read : patternPrinted(read.pattern, read.within)).toBe(printed);
});

test.each([
  ['', '', /An event is missing/],
  ['A → → B', '→', /An event is missing/],
  ['A → "B', '"', /not closed/],
  ['A → B within two days', 'two', /How long/],
  ['A → B within 2 fortnights', 'fortnights', /which unit/],
  ['A → … → B, not C', '', /between.*after/],
  ['A → B, not C between', 'not C between', /Nothing can lie between/],
  ['A → … at most 1 day', '… at most 1 day', /No event comes after/],
  ['… not B → A', '… not B', /No event comes before/],
  ['A → B [amount]', ']', /What of “amount”/],
  ['A [n is 1', '', /\]/],
  ['A ; B', ';', /not understood/],
])('what is wrong with %s is said, with its place', (text, part, problem) => {
  const read = readPattern(text);
  if (!('problem' in read)) throw new Error('It was read.');
  expect(read.problem).toMatch(problem);
  expect(text.slice(read.at, read.at + read.length)).toBe(part);
});

const NAMES = [
  'A',
  'Add to cart',
  'not',
  'or',
  '…',
  '→',
  'a "b"',
  '加入购物车',
  '',
  ' ',
  '/x/',
  'a.b',
  'a, b',
  '5',
  '$view',
  'é\n',
  'first',
  '[x]',
];

describe('any pattern', () => {
  const { int, pick, next } = random(53);
  const scalar = (): Scalar => pick<Scalar>([5, -1.5, 1e21, 1e-7, true, false, 'x', '5', 'true', '', 'a"b', 'and']);
  const condition = (): Condition => {
    const op = pick(OPERATORS);
    const property = pick(['amount', 'person', 'not', 'a b', 'is', 'p-1', '"', '国']);
    const value =
      op === 'isSet' || op === 'isNotSet'
        ? {}
        : op === 'between'
          ? { value: [scalar(), scalar()] }
          : ['gt', 'gte', 'lt', 'lte'].includes(op)
            ? { value: scalar() }
            : op === 'before' || op === 'after'
              ? { value: '2024-01-02' }
              : { value: pick([scalar(), [], [scalar()], [scalar(), scalar()]]) };
    return {
      property,
      op,
      ...(int(4) === 0 && { of: 'person' as const }),
      ...value,
      ...(int(5) === 0 && { ignoreCase: true }),
    };
  };
  const rule = (depth = 0): Rule => {
    if (depth > 2 || next() < 0.6) return condition();
    const rules = Array.from({ length: int(4) }, () => rule(depth + 1));
    return pick<Rule>([{ all: rules }, { any: rules }, { not: rule(depth + 1) }]);
  };
  const match = (): EventMatch => ({
    ...(next() < 0.9 && { event: next() < 0.8 ? pick(NAMES) : [pick(NAMES), pick(NAMES)] }),
    ...(next() < 0.2 && { where: rule() }),
    ...(next() < 0.1 && { name: pick(NAMES) }),
    ...(next() < 0.1 && { first: pick(['ever', 'matching'] as const) }),
  });
  const part = (): PatternPart => {
    const roll = next();
    if (roll < 0.5) return match();
    if (roll < 0.7) return { any: pick(['.', '*'] as const) };
    if (roll < 0.85) return { not: match() };
    return { gap: { op: pick(GAP_OPERATORS), seconds: pick([0, 0.5, 1, 61, 3600, 86_400, 90_000]) } };
  };

  test('is the same after it was written and read', () => {
    let tried = 0;
    while (tried < 2000) {
      const pattern = parsePattern({ then: Array.from({ length: 1 + int(7) }, part) }, '', []);
      if (!pattern) continue;
      tried++;
      const within = next() < 0.5 ? { n: pick([1, 1.5, 14]), unit: pick(DURATION_UNITS) } : undefined;
      const text = patternPrinted(pattern, within);
      const shorter: Pattern = patternOf(stepsOf(pattern));
      expect(readPattern(text), text).toEqual({ pattern: shorter, ...(within && { within }) });
    }
  });

  test('or none is ever read from any line without an end', () => {
    const PIECES = [...NAMES, '→', '…', 'within', '2 days', 'not', '[', ']', '(', 'is', '"', ',', 'between', '\\'];
    for (let n = 0; n < 2000; n++) {
      const line = Array.from({ length: int(12) }, () => pick(PIECES)).join(pick(['', ' ']));
      const read = readPattern(line);
      if ('problem' in read) {
        expect(read.at + read.length, line).toBeLessThanOrEqual(line.length);
        expect(read.at).toBeGreaterThanOrEqual(0);
      } else expect(readPattern(patternPrinted(read.pattern, read.within)), line).toEqual(read);
    }
  });
});
