import { expect, test } from 'vitest';
import { Fields } from '#vocabulary/fields.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { parseSequence } from './spec.ts';

const read = (spec: Record<string, unknown>) => {
  const problems: Problem[] = [];
  const fields = Fields.of(spec, 'analysis', problems)!;
  const parsed = parseSequence(fields, () => ({ did: {} }));
  fields.done();
  return { parsed, problems, wrong: problems.map(({ code, at }) => `${code} ${at}`) };
};

test('a question comes back as it was asked', () => {
  const asked = {
    pattern: { then: [{ event: 'Search' }, { any: '*' }, { event: 'Order' }] },
    within: { n: 2, unit: 'day' },
    breakdown: { property: ['plan', 'device'], top: 3, other: false },
    compare: { segments: [{ did: {} }] },
  };
  expect(read(asked)).toMatchObject({ parsed: { kind: 'sequence', ...asked }, wrong: [] });
});

test('every problem is found at once, at its field', () => {
  expect(read({ within: 2, breakdown: { property: '' }, compare: {} }).wrong).toEqual([
    'sequence/pattern analysis.pattern',
    'document/type analysis.within',
    'sequence/breakdown analysis.breakdown.property',
    'document/missing analysis.compare.previous',
  ]);
});

test('whoever misspells a field is told all there are', () => {
  const { problems } = read({ widthin: { n: 1, unit: 'day' } });
  expect(problems.at(-1)).toMatchObject({
    at: 'analysis.widthin',
    hint: 'Known fields: pattern, within, breakdown, compare.',
  });
});
