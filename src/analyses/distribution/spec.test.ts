import { expect, test } from 'vitest';
import { Fields } from '#vocabulary/fields.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { parseDistribution } from './spec.ts';

const read = (spec: Record<string, unknown>) => {
  const problems: Problem[] = [];
  const fields = Fields.of(spec, 'analysis', problems)!;
  const parsed = parseDistribution(fields, () => ({ did: {} }));
  fields.done();
  return { parsed, wrong: problems.map(({ code, at }) => `${code} ${at}`) };
};

test('a question comes back as it was asked', () => {
  const asked = {
    of: { event: 'Order' },
    measure: { sum: 'amount' },
    per: 'hour',
    bins: [-1, 0, 2.5],
    breakdown: { segment: { did: {} } },
    compare: { previous: true },
  };
  expect(read(asked)).toEqual({ parsed: { kind: 'distribution', ...asked }, wrong: [] });
});

test('every problem is found at once, at its field', () => {
  expect(read({ of: 'Order', bins: ['1', 2], breakdown: {}, compare: { segments: [] }, by: 1 })).toEqual({
    parsed: null,
    wrong: [
      'document/type analysis.of',
      'distribution/measure analysis.measure',
      'document/type analysis.bins[0]',
      'distribution/breakdown analysis.breakdown.property',
      'distribution/compare analysis.compare.segments',
      'document/unknownField analysis.by',
    ],
  });
  expect(read({ measure: 'days', per: 'day', bins: [2, 1] }).wrong).toEqual([
    'distribution/event analysis.of',
    'distribution/per analysis.per',
    'distribution/bins analysis.bins',
  ]);
  expect(read({ of: {}, measure: { sum: '' }, bins: [] }).wrong).toEqual([
    'distribution/measure analysis.measure.sum',
    'distribution/bins analysis.bins',
  ]);
  expect(read({ of: {}, measure: { average: 'amount' } }).wrong).toEqual([
    'document/unknownField analysis.measure.average',
    'distribution/measure analysis.measure.sum',
  ]);
});
