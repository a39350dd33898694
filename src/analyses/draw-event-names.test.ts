import { expect, test } from 'vitest';
import {
  eventOptions,
  eventShown,
  timesOf,
  timesOptions,
  timesShown,
  withAlso,
  withEvent,
  withEventAt,
  withoutEventAt,
  withRule,
  withTimes,
} from './draw-event-names.ts';

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

test('one of several events is replaced, added or taken away, and their common name stays', () => {
  const two = withAlso({ event: 'view', name: 'Looked', optional: true }, 'cart');
  expect(two).toEqual({ event: ['view', 'cart'], name: 'Looked', optional: true });
  expect(withEventAt(two, 1, 'pay')).toEqual({ event: ['view', 'pay'], name: 'Looked', optional: true });
  expect(withAlso(two, 'pay').event).toEqual(['view', 'cart', 'pay']);
  expect(withoutEventAt(withAlso(two, 'pay'), 1).event).toEqual(['view', 'pay']);
  expect(withoutEventAt(two, 0)).toEqual({ event: 'cart', name: 'Looked', optional: true });
});

test('alone an event is replaced with its name, and any event stands for all of several', () => {
  expect(withEventAt({ event: 'view', name: 'Looked' }, 0, 'cart')).toEqual({ event: 'cart' });
  expect(withEventAt({ event: ['view'], name: 'Looked' }, 0, 'cart')).toEqual({ event: 'cart' });
  expect(withEventAt({ event: ['view', 'cart'], name: 'Looked' }, 1, 'any event')).toEqual({ event: null });
});

test('offers the first that the rule fits where there is a rule, or where that is asked already', () => {
  const offered = (match: Parameters<typeof timesOptions>[0]) => timesOptions(match).map(({ value }) => value);
  expect(offered({ event: 'view' })).toEqual(['every', 'ever']);
  expect(offered({ event: 'view', where: rule })).toEqual(['every', 'ever', 'matching']);
  expect(offered({ event: 'view', first: 'matching' })).toEqual(['every', 'ever', 'matching']);
});

test('says and sets which time counts', () => {
  expect(timesOf({ event: 'view' })).toBe('every');
  expect(timesShown({ event: 'view' })).toBe(null);
  const first = withTimes({ event: 'view', where: rule }, 'matching');
  expect(first).toEqual({ event: 'view', where: rule, first: 'matching' });
  expect(timesShown(first)).toBe('only the first time that the rule fits');
  expect(timesShown({ event: 'view', first: 'ever' })).toBe('only the first time ever');
  expect(withTimes(first, 'every')).toStrictEqual({ event: 'view', where: rule });
});
