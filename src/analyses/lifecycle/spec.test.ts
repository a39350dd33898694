import { expect, test } from 'vitest';
import { Fields } from '#vocabulary/fields.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { parseLifecycle } from './spec.ts';

const read = (spec: Record<string, unknown>) => {
  const problems: Problem[] = [];
  const fields = Fields.of(spec, 'analysis', problems)!;
  const parsed = parseLifecycle(fields, () => ({ did: {} }));
  fields.done();
  return { parsed, wrong: problems.map(({ code, at }) => `${code} ${at}`) };
};

test('a question comes back as it was asked', () => {
  const asked = {
    of: { event: 'Visit', first: 'ever' },
    interval: 'month',
    breakdown: { property: ['plan', 'country'], top: 3, other: false },
    compare: { segments: [{ did: {} }] },
  };
  expect(read(asked)).toEqual({ parsed: { kind: 'lifecycle', ...asked }, wrong: [] });
});

test('every problem is found at once, at its field', () => {
  expect(read({ interval: 'year', breakdown: { property: '' }, compare: { segments: [] }, cumulative: true })).toEqual({
    parsed: null,
    wrong: [
      'lifecycle/event analysis.of',
      'document/choice analysis.interval',
      'lifecycle/breakdown analysis.breakdown.property',
      'lifecycle/compare analysis.compare.segments',
      'document/unknownField analysis.cumulative',
    ],
  });
  expect(read({ of: {} }).wrong).toEqual(['lifecycle/interval analysis.interval']);
});
