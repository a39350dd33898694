import { describe, expect, it, test } from 'vitest';
import { merged } from './merged.ts';

describe('fields', () => {
  const before = { property: 'plan', top: 5 };

  it('takes each from who changed it', () => {
    expect(merged({ ...before, other: false }, before, { ...before, top: 10 })).toEqual({
      property: 'plan',
      top: 10,
      other: false,
    });
    expect(merged({ ...before, top: 3 }, before, { property: 'plan' })).toEqual({ property: 'plan' });
    expect(merged({ property: 'plan' }, before, { property: 'city', top: 5 })).toEqual({ property: 'city' });
  });

  it('tells no limit from none said', () => {
    expect(merged({ window: null, order: 'any' }, { window: null }, {})).toEqual({ order: 'any' });
    expect(merged({ order: 'any' }, {}, { window: null })).toEqual({ order: 'any', window: null });
  });

  it('does not mix what is of another sort', () => {
    expect(merged({ ...before, other: false }, before, { segment: 'S' })).toEqual({ segment: 'S' });
    expect(merged({ segment: 'S' }, before, { ...before, top: 10 })).toEqual({ property: 'plan', top: 10 });
  });
});

describe('lists', () => {
  test.each<[string, unknown[], unknown[], unknown[], unknown[]]>([
    ['two added one after the other', ['x', 'a'], ['x'], ['x', 'b'], ['x', 'a', 'b']],
    ['the same added twice', ['a', 'c'], [], ['a'], ['a', 'c']],
    ['one added in front', ['x', 'a'], ['x'], ['b', 'x'], ['b', 'x', 'a']],
    ['two added together', ['y', 'x'], ['x'], ['a', 'b', 'x'], ['y', 'a', 'b', 'x']],
    ['one added where what came behind it has gone', ['x'], ['x', 'y'], ['x', 'b', 'y'], ['x', 'b']],
    ['one removed while another was added', ['x', 'y', 'a'], ['x', 'y'], ['y'], ['y', 'a']],
    ['one removed that has gone already', ['y'], ['x', 'y'], ['y'], ['y']],
    ['one of two alike removed', ['x', 'x', 'a'], ['x', 'x'], ['x'], ['x', 'a']],
    ['one replaced that was moved', ['y', 'x'], ['x', 'y'], ['z', 'y'], ['y', 'z']],
    ['one replaced in a longer list', ['a', 'x', 'y'], ['x', 'y'], ['x', 'z'], ['a', 'x', 'z']],
    ['one replaced that has gone', ['y'], ['x', 'y'], ['z', 'y'], ['z', 'y']],
    ['two made to change places', ['x', 'y', 'a'], ['x', 'y'], ['y', 'x'], ['y', 'x', 'a']],
  ])('%s', (_, now, before, after, expected) => {
    expect(merged(now, before, after)).toEqual(expected);
  });

  it('changes an element field by field', () => {
    const steps = [{ event: 'view' }, { event: 'cart' }];
    expect(
      merged([{ event: 'view' }, { event: 'cart', name: 'Basket' }], steps, [
        steps[0],
        { event: 'cart', optional: true },
      ]),
    ).toEqual([{ event: 'view' }, { event: 'cart', name: 'Basket', optional: true }]);
  });
});

it('is one of the three where the other two are alike', () => {
  const [one, other] = [
    { a: [1, { b: 2 }], c: null },
    { a: [{ b: 3 }], d: 'x' },
  ];
  expect(merged(one, other, other)).toBe(one);
  expect(merged(other, other, one)).toBe(one);
  expect(merged(one, other, one)).toBe(one);
});
