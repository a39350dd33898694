import { expect, test } from 'vitest';
import { parseSegment, SegmentReading } from '#segments/parse.ts';
import { Fields } from '#vocabulary/fields.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { titleOf } from './names.ts';
import { planOf } from './plan.ts';
import { parseCompare, type CompareSpec } from './spec.ts';

const reading = new SegmentReading({ Phones: { all: [] } }, () => null);

function read(value: object): { spec: CompareSpec | null; problems: string[] } {
  const problems: Problem[] = [];
  const fields = Fields.of({ kind: 'compare', ...value }, 'analysis', problems)!;
  fields.string('kind');
  const spec = parseCompare(fields, (each, path, found) => parseSegment(each, path, found, reading));
  fields.done();
  return { spec, problems: problems.map(({ code, at }) => `${code} ${at}`) };
}
const rule = { did: { event: 'a' } };

test('keeps what it is given, and nothing else', () => {
  const whole = {
    segments: [rule, { saved: 'Phones' }],
    names: ['A', 'B', 'C'],
    against: { not: rule },
    properties: ['device'],
    events: false,
    top: 3,
  };
  expect(read(whole)).toEqual({ spec: { kind: 'compare', ...whole }, problems: [] });
  expect(read({ segments: [rule] })).toEqual({ spec: { kind: 'compare', segments: [rule] }, problems: [] });
});

test.each([
  [{}, ['compare/segments analysis.segments']],
  [{ segments: [] }, ['compare/segments analysis.segments']],
  [{ segments: Array.from({ length: 7 }, () => rule) }, ['compare/segments analysis.segments']],
  [{ segments: [{ saved: 'x' }] }, ['segment/unknown analysis.segments[0].saved']],
  [{ segments: [rule], names: ['a', ''] }, ['compare/names analysis.names[1]']],
  [{ segments: [rule], names: ['a', 'b'] }, ['compare/names analysis.names']],
  [{ segments: [rule], names: [] }, ['compare/names analysis.names']],
  [{ segments: [rule], properties: [''] }, ['compare/properties analysis.properties[0]']],
  [
    { segments: [rule], properties: Array.from({ length: 61 }, (_, i) => `p${i}`) },
    ['compare/properties analysis.properties'],
  ],
  [{ segments: [rule], top: 0 }, ['document/range analysis.top']],
  [{ segments: [rule], event: true }, ['document/unknownField analysis.event']],
])('refuses %j', (value, problems) => {
  expect(read(value).problems).toEqual(problems);
});

test('is called by its segments', () => {
  const spec: CompareSpec = { kind: 'compare', segments: [rule] };
  expect(titleOf(spec)).toBe('People who did a against everyone');
  expect(titleOf({ ...spec, segments: [{ saved: 'Phones' }], against: rule })).toBe('Phones against the other segment');
  expect(titleOf({ ...spec, names: ['A', 'B'], against: rule })).toBe('A against B');
  const three = { ...spec, segments: [rule, { saved: 'Phones' }, rule] };
  expect(titleOf(three)).toBe('Segment 1, Phones and Segment 3 against everyone');
  expect(titleOf({ ...three, events: false })).toBe('Overlap of Segment 1, Phones and Segment 3');
});

test('runs over each segment without reading what it did again, and cuts sessions as the document says', () => {
  const start = { event: 'open' };
  const context = {
    timezone: 'UTC',
    weekStart: 0,
    span: { fromMs: -Infinity, toMs: Infinity },
    sessions: { gap: { n: 1, unit: 'hour' as const }, end: start },
  };
  const plan = planOf({ kind: 'compare', segments: [rule], against: { not: rule }, properties: ['device'] }, context);
  expect(plan).toMatchObject({
    matches: [start],
    attributes: ['device'],
    options: { reads: true, gapMs: 3_600_000, start: null, end: 0 },
    segments: { people: [rule, { not: rule }], options: { reads: false } },
  });
  expect(planOf({ kind: 'compare', segments: [rule], events: false }, context)).toMatchObject({
    matches: [],
    options: { reads: false, start: null, end: null },
  });
});
