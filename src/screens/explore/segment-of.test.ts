import { expect, it } from 'vitest';
import type { AnalysisDocument } from '#document/document.ts';
import { parseSegmentDocument } from '#document/parse.ts';
import { isTitle } from '#workspace/manifest.ts';
import { asDocument } from '../../../tests/support/engine.ts';
import { segmentName, segmentOf } from './segment-of.ts';

const funnel = asDocument({
  sojourn: 1,
  timezone: 'Europe/Berlin',
  segment: { did: { event: 'c' } },
  analysis: { kind: 'funnel', steps: [{ event: 'a' }, { event: 'b' }] },
});
const sequence = asDocument({
  sojourn: 1,
  analysis: { kind: 'sequence', pattern: { then: [{ event: 'a' }] } },
});

const rule = (document: AnalysisDocument, pointer: Record<string, unknown>) => segmentOf(document, pointer);

it('keeps a step of a funnel, and who left before one, as the rules that read best', () => {
  expect(rule(funnel, { step: 1 })).toEqual({ segment: { funnel, reached: 1 } });
  expect(rule(funnel, { step: 1, dropped: false })).toEqual({ segment: { funnel, reached: 1 } });
  expect(rule(funnel, { step: 1, dropped: true })).toEqual({ segment: { funnel, dropped: 1 } });
});

it('keeps the pointer of every other number', () => {
  for (const pointer of [{ open: true }, { step: 1, dropped: true, group: ['Phone'] }, { step: 0, segment: 1 }])
    expect(rule(funnel, pointer)).toEqual({ segment: { behind: funnel, pointer } });
  expect(rule(sequence, { step: 0 })).toEqual({ segment: { behind: sequence, pointer: { step: 0 } } });
});

it('makes rules that a document may hold', () => {
  for (const pointer of [{ step: 0 }, { step: 1, dropped: true }, { open: true }]) {
    const made = rule({ ...funnel, unit: 'session' }, pointer);
    expect(parseSegmentDocument({ sojourn: 1, ...made }).ok).toBe(true);
  }
});

it('has none for values of a property, and says why', () => {
  expect(rule({ ...funnel, unit: { property: 'order_id' } }, { step: 0 })).toEqual({
    reason: 'These are values of order_id, not people: no rule on people holds for them.',
  });
});

it('is the rule itself for the people of a segment', () => {
  const segment = { ids: ['a'] };
  expect(segmentOf({ sojourn: 1, segment })).toEqual({ segment });
});

it('proposes a name without the count, and one that is not taken', () => {
  expect(segmentName('391 people left before “Pay”', [])).toBe('Left before “Pay”');
  expect(segmentName('1,204 sessions got to Pay', [])).toBe('Got to Pay');
  expect(segmentName('1 person got to Pay', ['Got to Pay', 'Got to Pay 2'])).toBe('Got to Pay 3');
  expect(segmentName('Came back: week of 2 Mar', [])).toBe('Came back: week of 2 Mar');
  expect(segmentName('15 people', [])).toBe('');
});

it('cuts a long name between letters, whatever they are', () => {
  const long = segmentName(`3 people ${'😀'.repeat(300)}`, []);
  expect(long).toBe('😀'.repeat(60));
  const next = segmentName(`3 people ${'😀'.repeat(300)}`, [long]);
  expect(next).toBe(`${long} 2`);
  expect(isTitle(next)).toBe(true);
});
