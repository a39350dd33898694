import { expect, test } from 'vitest';
import type { LogOverview } from '#log/overview.ts';
import { stepsOf } from './draw-steps.ts';
import type { PathsSpec } from './spec.ts';

const overview: LogOverview = {
  people: 1,
  events: 3,
  firstMs: 0,
  lastMs: 1,
  eventNames: ['Cart', 'Pay', 'View /a', 'View /b'].map((name) => ({ name, events: 1, people: 1, meanPlace: 0 })),
  daily: [],
};
const steps = (names: string[], node?: PathsSpec['node']) =>
  stepsOf(names, { kind: 'paths', ...(node && { node }) }, overview);

test('nodes are the events that make them', () => {
  expect(steps(['Cart', 'Pay'])).toEqual([{ event: 'Cart' }, { event: 'Pay' }]);
  const rules = [
    { match: 'View *', as: 'Look' },
    { match: 'Pay', as: 'Bought' },
  ];
  expect(steps(['Look', 'Bought'], { rules })).toEqual([
    { event: ['View /a', 'View /b'], name: 'Look' },
    { event: 'Pay', name: 'Bought' },
  ]);
});

test('or the values of a property that do', () => {
  expect(steps(['/x'], { by: 'page' })).toEqual([{ where: { property: 'page', op: 'is', value: '/x' }, name: '/x' }]);
  expect(steps(['/x', 'Pay'], { by: { Cart: 'page' }, trimSlash: true })).toEqual(
    steps(['/x'], { by: { Cart: 'page' }, trimSlash: true })!.concat({ event: 'Pay' }),
  );
  expect(steps(['/x'], { by: { Cart: 'page' }, trimSlash: true })).toEqual([
    { event: ['Cart'], where: { property: 'page', op: 'is', value: ['/x', '/x/'] }, name: '/x' },
  ]);
});

test('nodes that are no such events lead nowhere', () => {
  expect(steps(['Cart', '…'])).toBe(null);
  expect(steps(['Refund'])).toBe(null);
  expect(steps(['Product'], { by: 'page', rules: [{ match: '/p/*', as: 'Product' }] })).toBe(null);
  expect(steps(['x'], { by: { Cart: 'page', Pay: 'method' } })).toBe(null);
});
