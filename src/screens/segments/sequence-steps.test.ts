import { expect, test } from 'vitest';
import type { PatternPart } from '#vocabulary/pattern.ts';
import { patternOf, stepsOf } from './sequence-steps.ts';

const [a, b, c] = [{ event: 'a' }, { event: 'b' }, { event: 'c' }] as const;

test.each<[string, PatternPart[]]>([
  ['one event', [a]],
  ['neighbours', [a, b]],
  ['later', [a, { any: '*' }, b]],
  ['without something between', [a, { not: c }, b]],
  ['and nothing after', [a, { any: '*' }, b, { not: c }]],
])('%s: as steps and back is the same pattern', (_, then) => {
  const steps = stepsOf({ then });
  expect(steps).not.toBeNull();
  expect(patternOf(steps!)).toEqual({ then });
});

test.each<[string, PatternPart[]]>([
  ['any one event', [a, { any: '.' }, b]],
  ['a bound on the time', [a, { gap: { op: 'lt', seconds: 5 } }, b]],
  ['two things missing', [a, { not: b }, { not: c }, b]],
  ['anything first', [{ any: '*' }, a]],
  ['anything last', [a, { any: '*' }]],
])('%s says more than steps can', (_, then) => {
  expect(stepsOf({ then })).toBeNull();
});
