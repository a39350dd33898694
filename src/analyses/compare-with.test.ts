import { expect, test } from 'vitest';
import { compareInForce } from './compare-with.ts';

test('a comparison is one rule, of however many segments', () => {
  expect(compareInForce(undefined)).toEqual([]);
  expect(compareInForce({ previous: true }, 'beside as many weeks before')).toEqual([
    { name: 'compare', value: 'previous', text: 'beside as many weeks before', from: 'document' },
  ]);
  const [one, ...others] = compareInForce({ segments: [{ did: { event: 'Order' } }, { ids: ['a'] }] });
  expect(others).toEqual([]);
  expect(one!.text).toMatch(/^beside people who did Order.*; beside people who /);
});
