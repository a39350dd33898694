import { expect, it } from 'vitest';
import { UNLINKED } from '#log/identity.ts';
import { apart, isSplit, moved, together } from './words.ts';

it('moves a kind of ids up and down, and not beyond the ends', () => {
  const kinds = ['customer', 'email', 'visitor'];
  expect(moved(kinds, 'email', -1)).toEqual(['email', 'customer', 'visitor']);
  expect(moved(kinds, 'email', 1)).toEqual(['customer', 'visitor', 'email']);
  expect(moved(kinds, 'customer', -1)).toEqual(kinds);
  expect(moved(kinds, 'phone', 1)).toEqual(kinds);
});

it('takes an id apart once and puts it together again', () => {
  const split = apart(apart(UNLINKED, 'email', 'a@b'), 'email', 'a@b');
  expect(split.split).toEqual([{ kind: 'email', id: 'a@b' }]);
  expect(isSplit(split, 'customer', 'a@b')).toBe(false);
  expect(together(split, 'email', 'a@b')).toEqual(UNLINKED);
});
