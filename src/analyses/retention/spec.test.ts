import { expect, test } from 'vitest';
import { Fields } from '#vocabulary/fields.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { parseRetention } from './spec.ts';

const read = (spec: Record<string, unknown>) => {
  const problems: Problem[] = [];
  const fields = Fields.of(spec, 'analysis', problems)!;
  const parsed = parseRetention(fields, () => undefined);
  fields.done();
  return { parsed, wrong: problems.map(({ code, at }) => `${code} ${at}`) };
};

test('a question comes back as it was asked', () => {
  const asked = {
    start: { event: 'Sign up' },
    return: {},
    cohort: 'everyPeriod',
    period: 'month',
    clock: 'rolling',
    returned: 'onOrAfter',
    brackets: [1, 2],
    lateReturns: false,
    minReturns: 2,
    sameValue: 'plan',
    measure: { sum: 'amount' },
    mean: 'simple',
    lastSeen: { goneAfter: { n: 2, unit: 'week' } },
    breakdown: { property: ['plan', 'country'], top: 3, other: false },
    compare: { previous: true },
  };
  expect(read(asked)).toEqual({ parsed: { kind: 'retention', ...asked }, wrong: [] });
});

test('every problem is found at once, at its field', () => {
  expect(
    read({
      return: 'Visit',
      period: 'year',
      periods: 0,
      brackets: [0],
      minReturns: 0,
      sameValue: '',
      breakdown: { property: '', at: 'first' },
      measure: { sum: 'amount', average: 'amount' },
      lastSeen: { goneAfter: { n: 0, unit: 'day' } },
      compare: {},
    }),
  ).toEqual({
    parsed: null,
    wrong: [
      'retention/event analysis.start',
      'document/type analysis.return',
      'document/choice analysis.period',
      'document/range analysis.periods',
      'retention/brackets analysis.brackets[0]',
      'document/range analysis.minReturns',
      'retention/sameValue analysis.sameValue',
      'document/unknownField analysis.breakdown.at',
      'retention/breakdown analysis.breakdown.property',
      'document/missing analysis.compare.previous',
      'retention/measure analysis.measure',
      'document/range analysis.lastSeen.goneAfter.n',
    ],
  });
});

test.each([
  ['share', 'retention/measure analysis.measure'],
  [{ sum: '' }, 'retention/measure analysis.measure'],
  [{ median: 'amount' }, 'document/unknownField analysis.measure.median'],
])('a measure is units, events or a property: not %j', (measure, wrong) => {
  expect(read({ start: {}, return: {}, measure }).wrong).toContain(wrong);
});

test('a comparison is with the range before, or with some segments', () => {
  expect(read({ start: {}, return: {}, compare: { segments: [] } }).wrong).toEqual([
    'retention/compare analysis.compare.segments',
  ]);
});
