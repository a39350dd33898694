import { expect, it } from 'vitest';
import { nameSays } from './role-names.ts';

it.each([
  ['time', 'properties.time', 'time'],
  ['time', 'event_properties.created_at', 'created_at'],
  ['person', 'properties.distinct_id', 'distinct_id'],
  ['person', 'payload.userId', 'userId'],
  ['event', 'data.event_name', 'event_name'],
] as const)('of %s, %s says as much as %s', (role, path, name) => {
  expect(nameSays(role, path)).toBe(nameSays(role, name));
  expect(nameSays(role, path)).toBeGreaterThan(7);
});

it('does not take the object itself for its wrapping', () => {
  expect(nameSays('time', 'properties.')).toBe(0);
  expect(nameSays('person', 'product.name')).toBe(0);
});
