import { expect, test } from 'vitest';
import type { LogOverview } from '#log/overview.ts';
import { suggest } from './suggest.ts';

type Names = [name: string, people: number, meanPlace: number][];

const asked = (names: Names) =>
  suggest({
    events: names.length,
    eventNames: names.map(([name, people, meanPlace]) => ({ name, people, meanPlace, events: people })),
  } as unknown as LogOverview);

test('from what many come to first to what they come to last', () => {
  const shop: Names = [
    ['Place order', 300, 0.9],
    ['Rare gift', 3, 0.95],
    ['Visit shop', 1000, 0.1],
    ['Find an egg', 4, 0.01],
    ['Add to cart', 600, 0.5],
  ];
  expect(asked(shop)).toEqual({ kind: 'interval', from: { event: 'Visit shop' }, to: { event: 'Place order' } });
});

test('of one event from each to the next, of none nothing', () => {
  const each = { kind: 'interval', from: { event: null }, to: { event: null }, each: 'all' };
  expect(asked([['Ping', 10, 0.5]])).toEqual(each);
  expect(asked([['', 10, 0.5]])).toEqual(each);
  expect(asked([])).toBeNull();
});
