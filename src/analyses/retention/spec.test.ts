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
    mean: 'simple',
    breakdown: { property: ['plan', 'country'], top: 3, other: false },
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
      measure: 'events',
      compare: { previous: true },
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
      'retention/notYet analysis.measure',
      'retention/notYet analysis.compare',
    ],
  });
});
