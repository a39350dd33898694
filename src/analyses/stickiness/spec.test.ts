import { expect, test } from 'vitest';
import { Fields } from '#vocabulary/fields.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { parseStickiness } from './spec.ts';

const read = (spec: Record<string, unknown>) => {
  const problems: Problem[] = [];
  const fields = Fields.of(spec, 'analysis', problems)!;
  const parsed = parseStickiness(fields, () => ({ did: {} }));
  fields.done();
  return { parsed, wrong: problems.map(({ code, at }) => `${code} ${at}`) };
};

test('a question comes back as it was asked', () => {
  const asked = {
    of: { event: 'Visit' },
    interval: 'hour',
    cumulative: false,
    perInterval: { op: 'lte', value: 3 },
    breakdown: { segment: { did: {} } },
    compare: { previous: true },
  };
  expect(read(asked)).toEqual({ parsed: { kind: 'stickiness', ...asked }, wrong: [] });
});

test('every problem is found at once, at its field', () => {
  expect(
    read({
      of: 'Visit',
      cumulative: 1,
      perInterval: { op: 'gt', value: 0, more: 1 },
      breakdown: {},
      compare: { segments: [] },
    }),
  ).toEqual({
    parsed: null,
    wrong: [
      'document/type analysis.of',
      'stickiness/interval analysis.interval',
      'document/type analysis.cumulative',
      'document/choice analysis.perInterval.op',
      'document/range analysis.perInterval.value',
      'document/unknownField analysis.perInterval.more',
      'stickiness/breakdown analysis.breakdown.property',
      'stickiness/compare analysis.compare.segments',
    ],
  });
  expect(read({ of: {}, interval: 'day', perInterval: { op: 'is' } }).wrong).toEqual([
    'stickiness/perInterval analysis.perInterval.value',
  ]);
});
