import { expect, test } from 'vitest';
import { withFields } from './with-fields.ts';

test('a field given as undefined leaves none behind, null stays', () => {
  const question: { window?: number | null; order?: string; top?: number } = { window: 7, order: 'any' };
  expect(withFields(question, { order: undefined, top: 5 })).toStrictEqual({ window: 7, top: 5 });
  expect(withFields(question, { window: null })).toStrictEqual({ window: null, order: 'any' });
  expect(question).toStrictEqual({ window: 7, order: 'any' });
});
