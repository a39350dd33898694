import { describe, expect, test } from 'vitest';
import type { SegmentDocument } from '#document/document.ts';
import type { Segment } from '#segments/spec.ts';
import type { SavedAnalysis } from '#workspace/manifest.ts';
import {
  choicesFor,
  namedSegments,
  problemOfSaving,
  rulesOf,
  savedSegments,
  usersOf,
  withSegment,
  writtenOut,
} from './saved-segments.ts';

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

const segment = (id: string, name: string, rule: Segment) => ({
  id,
  name,
  document: { sojourn: 1, segment: rule } satisfies SegmentDocument,
});
const did = { did: { event: 'Order' } };

describe('a segment that is saved', () => {
  test('may be new, the same, renamed, or made of others', () => {
    expect(problemOfSaving(analyses, segment('5', 'Again', did))).toBeNull();
    expect(problemOfSaving(analyses, segment('2', 'Buyers', { not: did }))).toBeNull();
    expect(problemOfSaving(analyses, segment('2', 'Customers', did))).toBeNull();
    expect(problemOfSaving(analyses, segment('5', 'Again', { all: [{ saved: 'Others' }] }))).toBeNull();
  });

  test('has a name that nothing else has, be it a segment that cannot be read or a funnel', () => {
    for (const name of ['Others', 'Broken', 'A funnel'])
      expect(problemOfSaving(analyses, segment('2', name, did))).toBe('This name is taken.');
    expect(problemOfSaving(analyses, segment('2', '', did))).toBe('Give it a name first.');
  });

  test('is not called as all people are', () => {
    for (const name of ['Everyone', 'everyone', 'EVERYONE'])
      expect(problemOfSaving([], segment('1', name, did))).toContain(`“${name}” stands for all people.`);
    expect(problemOfSaving([], segment('1', 'Everyone else', did))).toBeNull();
  });

  test('is not made of itself, directly, through others or under a new name', () => {
    const cycle = (name: string, rule: Segment) => problemOfSaving(analyses, segment('2', name, rule));
    expect(cycle('Buyers', { saved: 'Buyers' })).toContain('“Buyers” is made of itself: Buyers → Buyers.');
    expect(cycle('Buyers', { saved: 'Others' })).toContain('“Others” is made of itself: Others → Buyers → Others.');
    expect(cycle('Customers', { saved: 'Others' })).toContain('Others → Customers → Others.');
  });

  test('can be read', () => {
    expect(problemOfSaving(analyses, segment('2', 'Buyers', {} as Segment))).toContain('A rule on people says what');
    expect(problemOfSaving(analyses, segment('2', 'Buyers', { saved: 'Gone' }))).toContain('no saved segment “Gone”');
    expect(problemOfSaving(analyses, segment('2', 'Buyers', { saved: 'Broken' }))).toContain('“Broken” cannot be read');
  });

  test('leaves those that are made of it readable', () => {
    const twice = (name: string): Segment => ({ any: [{ saved: name }, { saved: name }] });
    const ids = (n: number): Segment => ({ any: Array.from({ length: n }, () => ({ ids: [] })) });
    const two = [segment('1', 'Small', did), segment('2', 'Twice', twice('Small'))] as unknown as SavedAnalysis[];
    expect(problemOfSaving(two, segment('1', 'Small', ids(4000)))).toBeNull();
    // each reading allows 10,000 conditions, so that it fits once and not twice
    expect(problemOfSaving(two, segment('1', 'Small', ids(6000)))).toContain('“Twice” is made of it');
  });
});

/** Chain: D is made of C, C of B; A stands alone. */
const chain = savedSegments([
  segment('a', 'A', did),
  segment('b', 'B', did),
  segment('c', 'C', { not: { saved: 'B' } }),
  segment('d', 'D', { all: [did, { saved: 'C' }] }),
] as unknown as SavedAnalysis[]);

test('a segment is offered neither itself nor what is made of it', () => {
  const offered = (id: string) => choicesFor(chain, id).map(({ name }) => name);
  expect(offered('a')).toEqual(['B', 'C', 'D']);
  expect(offered('b')).toEqual(['A']);
  expect(offered('c')).toEqual(['A', 'B']);
  expect(offered('d')).toEqual(['A', 'B', 'C']);
  expect(offered('new')).toEqual(['A', 'B', 'C', 'D']);
});

test('only what can be read is written out: a circle in a workspace is left out', () => {
  const circle = [
    segment('1', 'Here', { saved: 'There' }),
    segment('2', 'There', { saved: 'Here' }),
    segment('3', 'Buyers', did),
    segment('4', 'Others', { not: { saved: 'Buyers' } }),
  ] as unknown as SavedAnalysis[];
  expect(writtenOut(circle)).toEqual([
    { name: 'Buyers', segment: did },
    { name: 'Others', segment: { not: did } },
  ]);
  expect(rulesOf(savedSegments(circle))).toEqual({ Buyers: did, Others: { not: { saved: 'Buyers' } } });
});
