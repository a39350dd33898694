import { expect, test } from 'vitest';
import { addSegment, compareWith, removeSegment, replaceSegment } from './change-segments.ts';
import type { CompareSpec } from './spec.ts';

const rule = { did: { event: 'a' } };
const spec: CompareSpec = { kind: 'compare', segments: [rule, { saved: 'B' }], properties: ['device'] };
const named: CompareSpec = { ...spec, names: ['A', 'B', 'All'], against: { all: [] } };

test('names stay with their segments', () => {
  expect(addSegment(named, 'C')).toMatchObject({
    segments: [rule, { saved: 'B' }, { saved: 'C' }],
    names: ['A', 'B', 'C', 'All'],
  });
  expect(replaceSegment(named, 0, 'C')).toMatchObject({
    segments: [{ saved: 'C' }, { saved: 'B' }],
    names: ['C', 'B', 'All'],
  });
  expect(removeSegment(named, 0)).toMatchObject({ segments: [{ saved: 'B' }], names: ['B', 'All'] });
  expect(compareWith(named, 'C')).toEqual({ ...named, against: { saved: 'C' }, names: ['A', 'B', 'C'] });
  expect(compareWith(named, null)).toEqual({ ...spec, names: ['A', 'B'] });
});

test('without names there are none', () => {
  for (const next of [
    addSegment(spec, 'C'),
    replaceSegment(spec, 0, 'C'),
    removeSegment(spec, 0),
    compareWith(spec, 'C'),
  ])
    expect(next).not.toHaveProperty('names');
  expect(compareWith(compareWith(spec, 'C'), null)).toEqual(spec);
});
