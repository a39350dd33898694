import { describe, expect, it } from 'vitest';
import { arity, conditionOf, joined, operatorsOf, parts } from './edit.ts';

const amount = { name: 'amount', type: 'number' } as const;
const country = { name: 'country', type: 'text' } as const;

describe('conditions', () => {
  it('takes numbers as numbers and text as text', () => {
    expect(conditionOf(amount, 'gt', ['5'])).toEqual({ property: 'amount', op: 'gt', value: 5 });
    expect(conditionOf(country, 'is', ['5'])).toEqual({ property: 'country', op: 'is', value: '5' });
  });

  it('is nothing until it is complete', () => {
    expect(conditionOf(amount, 'gt', ['five'])).toBeNull();
    expect(conditionOf(amount, 'between', ['1'])).toBeNull();
    expect(conditionOf(country, 'is', [' '])).toBeNull();
  });

  it('makes a list of several values, and none of a question of presence', () => {
    expect(conditionOf(country, 'is', ['DE', 'AT'])).toEqual({ property: 'country', op: 'is', value: ['DE', 'AT'] });
    expect(conditionOf(country, 'isSet', ['DE'])).toEqual({ property: 'country', op: 'isSet' });
  });

  it('offers every type at least one operator, each with a known arity', () => {
    for (const type of ['text', 'number', 'time', 'boolean', 'empty'] as const)
      expect(operatorsOf(type).map(arity).length).toBeGreaterThan(0);
  });
});

describe('rules', () => {
  it('come apart and together again', () => {
    const one = { property: 'a', op: 'isSet' } as const;
    expect(joined(parts(undefined))).toBeUndefined();
    expect(joined(parts(one))).toBe(one);
    expect(joined(parts({ all: [one, one] }))).toEqual({ all: [one, one] });
    expect(parts({ any: [one] })).toEqual([{ any: [one] }]);
  });
});
