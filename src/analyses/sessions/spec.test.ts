import { expect, test } from 'vitest';
import { Fields } from '#vocabulary/fields.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { parseSessions } from './spec.ts';

const read = (spec: Record<string, unknown>) => {
  const problems: Problem[] = [];
  const fields = Fields.of(spec, 'analysis', problems)!;
  const parsed = parseSessions(fields, () => ({ did: {} }));
  fields.done();
  return { parsed, wrong: problems.map(({ code, at }) => `${code} ${at}`) };
};

test('a question comes back as it was asked', () => {
  const asked = {
    interval: 'hour',
    top: 3,
    breakdown: { property: 'channel', top: 5 },
    compare: { segments: [{ did: {} }] },
  };
  expect(read(asked)).toEqual({ parsed: { kind: 'sessions', ...asked }, wrong: [] });
  expect(read({})).toEqual({ parsed: { kind: 'sessions' }, wrong: [] });
});

test('every problem is found at once, at its field', () => {
  expect(read({ interval: 'year', top: 0, breakdown: {}, compare: { segments: [] }, gap: 3 })).toEqual({
    parsed: null,
    wrong: [
      'document/choice analysis.interval',
      'document/range analysis.top',
      'sessions/breakdown analysis.breakdown.property',
      'sessions/compare analysis.compare.segments',
      'document/unknownField analysis.gap',
    ],
  });
});
