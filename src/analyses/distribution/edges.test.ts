import { expect, test } from 'vitest';
import { edgesOf } from './edges.ts';

test('numbers that ascend, parted by anything, are where bins begin', () => {
  expect(edgesOf('1, 2;5.5  -0')).toBeUndefined();
  expect(edgesOf(' -1, 0;2.5  10 ')).toEqual([-1, 0, 2.5, 10]);
  for (const wrong of ['', ' ', '1, x', '2 1', '1 1', 'Infinity', Array.from({ length: 101 }, (_, i) => i).join()])
    expect(edgesOf(wrong), wrong).toBeUndefined();
});
