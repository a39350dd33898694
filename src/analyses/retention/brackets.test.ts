import { expect, it } from 'vitest';
import { bracketsOf } from './brackets.ts';

it('reads widths however they are parted', () => {
  expect(bracketsOf('1, 2, 4')).toEqual([1, 2, 4]);
  expect(bracketsOf(' 7;7 14 ')).toEqual([7, 7, 14]);
});

it('takes nothing that a document could not hold', () => {
  for (const text of ['', 'x', '1, 0', '1.5', '-2', '9999, 2', Array(366).fill(1).join()])
    expect(bracketsOf(text), text.slice(0, 20)).toBeUndefined();
});
