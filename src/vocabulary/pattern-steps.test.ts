import { expect, test } from 'vitest';
import type { PatternPart } from './pattern.ts';
import { patternOf, stepsOf } from './pattern-steps.ts';

const [a, b, c] = [{ event: 'a' }, { event: 'b' }, { event: 'c' }] as const;
const gap = { op: 'lte', seconds: 5 } as const;

test.each<[string, PatternPart[]]>([
  ['one event', [a]],
  ['neighbours', [a, b]],
  ['later', [a, { any: '*' }, b]],
  ['without something between', [a, { not: c }, b]],
  ['without several things, in some time', [a, { gap }, { gap: { op: 'gt', seconds: 1 } }, { not: b }, { not: c }, b]],
  ['and nothing after', [a, { any: '*' }, b, { not: c }, { not: a }]],
])('%s: as steps and back is the same pattern', (_, then) => {
  expect(patternOf(stepsOf({ then }))).toEqual({ then });
});

test.each<[string, PatternPart[], PatternPart[]]>([
  ['any one event', [a, { any: '.' }, b], [a, {}, b]],
  ['anything first', [{ any: '*' }, a], [a]],
  ['anything last', [a, { any: '*' }], [a]],
  ['what a bound lets in anyway', [a, { gap }, { any: '*' }, b], [a, { gap }, b]],
])('%s is written shorter', (_, then, shorter) => {
  expect(patternOf(stepsOf({ then }))).toEqual({ then: shorter });
});
