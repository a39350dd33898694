import { expect, test } from 'vitest';
import { parseSegment, SegmentReading } from '#segments/parse.ts';
import { Fields } from '#vocabulary/fields.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { parsePaths } from './spec.ts';

const reading = new SegmentReading({}, () => null);

const read = (spec: Record<string, unknown>) => {
  const problems: Problem[] = [];
  const fields = Fields.of(spec, 'analysis', problems)!;
  const parsed = parsePaths(fields, (value, path, found) => parseSegment(value, path, found, reading));
  fields.done();
  return { parsed, wrong: problems.map(({ code, at }) => `${code} ${at}`) };
};

test('a question comes back as it was asked', () => {
  const asked = {
    parts: ['graph', 'matrix'],
    steps: 6,
    start: 'Cart',
    end: { event: 'Pay' },
    matrixAt: 'Pay',
    anchor: 'every',
    pattern: { then: [{ event: 'Cart' }, { any: '*' }, { event: 'Pay' }], within: { n: 2, unit: 'day' } },
    node: {
      by: { Visit: 'page', '*': 'event' },
      rules: [
        { match: '/a/*', as: 'A' },
        { match: '^/b$', as: 'B', regex: true },
      ],
      trimSlash: true,
    },
    events: [{ event: 'Visit' }],
    exclude: ['Help'],
    gap: null,
    collapse: false,
    weigh: 'units',
    top: 20,
    minCount: 2,
    maxCount: 90,
    compare: { segments: [{ did: { event: 'Pay' } }, { ids: ['u'] }], names: ['Paid', 'u'] },
  };
  expect(read(asked)).toEqual({ parsed: { kind: 'paths', ...asked }, wrong: [] });
  expect(read({ parts: [] }).wrong).toEqual(['paths/parts analysis.parts']);
  expect(read({}).parsed).toEqual({ kind: 'paths' });
});

test('every problem is found at once, at its field', () => {
  expect(
    read({
      parts: ['graph', 'loops'],
      steps: 1,
      start: '',
      end: [],
      anchor: 'second',
      pattern: { then: [{ not: { event: 'Pay' } }], within: { n: 0, unit: 'day' }, after: 1 },
      node: {
        by: { a: 1 },
        rules: [
          { match: '', as: 'x' },
          { match: 'x', as: '' },
          { match: '(a', as: 'A', regex: true },
          { match: 'a(?=b)', as: 'A', regex: true },
        ],
        trim: true,
      },
      events: [],
      exclude: [1],
      gap: { n: 0, unit: 'day' },
      collapse: 'yes',
      weigh: 'people',
      top: 0,
      minCount: 5,
      maxCount: 4,
      limit: 3,
    }),
  ).toEqual({
    parsed: null,
    wrong: [
      'paths/parts analysis.parts[1]',
      'document/range analysis.steps',
      'paths/match analysis.start',
      'paths/match analysis.end',
      'document/choice analysis.anchor',
      'document/unknownField analysis.pattern.after',
      'document/range analysis.pattern.within.n',
      'paths/node analysis.node.by',
      'paths/rules analysis.node.rules[0].match',
      'paths/rules analysis.node.rules[1].as',
      'paths/rules analysis.node.rules[2].match',
      'paths/rules analysis.node.rules[3].match',
      'document/unknownField analysis.node.trim',
      'paths/events analysis.events',
      'document/type analysis.exclude[0]',
      'document/range analysis.gap.n',
      'document/type analysis.collapse',
      'document/choice analysis.weigh',
      'document/range analysis.top',
      'paths/counts analysis.maxCount',
      'document/unknownField analysis.limit',
    ],
  });
});

test('two groups are compared, or one with the rest', () => {
  const rule = { did: { event: 'Pay' } };
  const compare = (value: unknown) => read({ compare: value }).wrong;
  expect(compare({ segments: [rule] })).toEqual([]);
  expect(compare({ segments: [] })).toEqual(['paths/compare analysis.compare.segments']);
  expect(compare({ segments: [rule, rule, rule] })).toEqual(['paths/compare analysis.compare.segments']);
  expect(compare({})).toEqual(['paths/compare analysis.compare.segments']);
  expect(compare({ segments: [rule], names: ['Paid'] })).toEqual(['paths/compare analysis.compare.names']);
  expect(compare({ segments: [rule], names: ['Paid', ''] })).toEqual(['paths/compare analysis.compare.names[1]']);
});
