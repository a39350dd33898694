import { expect, test } from 'vitest';
import type { SavedAnalysis } from '#workspace/manifest.ts';
import { namedSegments, savedSegments, usersOf, withSegment } from './saved-segments.ts';

const buyers = { sojourn: 1, segment: { did: { event: 'Order' } } };
const analyses: SavedAnalysis[] = [
  { id: '1', name: 'Others', document: { sojourn: 1, segment: { not: { saved: 'Buyers' } } } },
  { id: '2', name: 'Buyers', document: buyers },
  { id: '3', name: 'Broken', document: { sojourn: 1, segment: {} } },
  { id: '4', name: 'A funnel', document: { sojourn: 1, analysis: { kind: 'none' } } },
];

test('segments that can be read are listed by name', () => {
  expect(savedSegments(analyses).map(({ name }) => name)).toEqual(['Buyers', 'Others']);
  expect(Object.keys(namedSegments(analyses))).toEqual(['Others', 'Buyers', 'Broken']);
});

test('a new name goes where the old one stood', () => {
  const [before] = savedSegments(analyses);
  const next = withSegment(analyses, { ...before!, name: 'Customers' });
  expect(next.map(({ name }) => name)).toEqual(['Others', 'Customers', 'Broken', 'A funnel']);
  expect(next[0]!.document).toEqual({ sojourn: 1, segment: { not: { saved: 'Customers' } } });
  expect(next[3]).toBe(analyses[3]);
});

test('a new one is added, and what is made of another is known', () => {
  const saved = savedSegments(analyses);
  expect(withSegment(analyses, { ...saved[0]!, id: '5', name: 'Again' })).toHaveLength(5);
  expect(usersOf(saved, 'Buyers')).toEqual(['Others']);
  expect(usersOf(saved, 'Others')).toEqual([]);
});
