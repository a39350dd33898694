import { expect, test } from 'vitest';
import { eventOptions, eventShown, withEvent, withRule } from './draw-event-names.ts';

const overview = {
  events: 1234,
  eventNames: [{ name: 'view', events: 1200, people: 9, meanPlace: 0.2 }],
};
const rule = { property: 'plan', op: 'is' as const, value: 'pro' };

test('offers each name with its events, and any event last', () => {
  expect(eventOptions(overview)).toEqual([
    { value: 'view', note: '1,200' },
    { value: 'any event', note: '1,234' },
  ]);
});

test('shows every name that is meant', () => {
  expect(eventShown({ event: 'view' })).toBe('view');
  expect(eventShown({ event: ['view', 'cart'], name: 'Looked' })).toBe('view or cart');
  expect(eventShown({ event: null, where: rule })).toBe('any event');
  expect(eventShown({})).toBe('any event');
});

test('another event keeps the rule and loses the name of the old one', () => {
  expect(withEvent({ event: 'view', name: 'Looked', where: rule, optional: true }, 'cart')).toEqual({
    event: 'cart',
    where: rule,
    optional: true,
  });
  expect(withEvent({ event: 'view' }, eventOptions(overview).at(-1)!.value)).toEqual({ event: null });
});

test('a rule that is taken away leaves no field behind', () => {
  expect(withRule({ event: 'view', name: 'Looked' }, rule)).toEqual({ event: 'view', name: 'Looked', where: rule });
  expect(withRule({ event: 'view', where: rule }, undefined)).toStrictEqual({ event: 'view' });
});
