import { describe, expect, test } from 'vitest';
import { isObject } from '#vocabulary/fields.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { parseSegment, SegmentReading } from './parse.ts';
import { withoutNames, type SavedSegments, type Segment } from './spec.ts';
import { segmentText } from './text.ts';

/** A funnel is whatever has a list of steps; its segment is read by the same reading. */
function read(value: unknown, saved: SavedSegments = {}) {
  const problems: Problem[] = [];
  const reading: SegmentReading = new SegmentReading(saved, (document, path, found) => {
    const { segment, analysis } = document as { segment?: unknown; analysis: { kind: string } };
    if (segment !== undefined) parseSegment(segment, `${path}.segment`, found, reading);
    return isObject(document) ? { ...document, sojourn: 1, analysis } : null;
  });
  const segment = parseSegment(value, 'segment', problems, reading);
  return { segment, wrong: problems.map(({ at, code }) => `${at} ${code}`) };
}

const day = (n: number) => ({ n, unit: 'day' as const });
const funnel = { sojourn: 1 as const, analysis: { kind: 'funnel', steps: [{}, {}] } };

const RULES: Segment[] = [
  { all: [] },
  { any: [{ not: { ids: ['a', 'b'] } }, { all: [{ saved: 'x' }] }] },
  { did: { event: 'Order' } },
  {
    did: { event: 'Order', first: 'ever' },
    times: { op: 'between', value: [0, 2] },
    within: { last: day(30) },
    days: true,
  },
  { did: {}, times: { op: 'is', value: 0 }, within: { firstDays: day(7) } },
  { did: { event: null }, within: { from: '2024-01-01', to: '2024-01-01T10:00:00Z' } },
  { sum: 'amount', of: { event: ['a', 'b'] }, op: 'gt', value: -0.5, within: {} },
  { person: { property: 'plan', of: 'person', op: 'is', value: 'pro' }, at: 'first' },
  { sequence: { then: [{ event: 'a' }, { not: { event: 'b' } }] }, within: day(7) },
  { funnel, reached: 1 },
  { funnel, dropped: 0 },
  { lifecycle: 'silent', asOf: '2024-02-29', silentAfter: day(7), churnedAfter: day(7) },
];

describe('a rule on people', () => {
  test.each(RULES.map((rule) => [JSON.stringify(rule), rule] as const))('reads %s', (_, rule) => {
    expect(read(rule, { x: { ids: [] } })).toEqual({ segment: rule, wrong: [] });
    expect(segmentText(rule)).not.toMatch(/undefined|null|NaN/);
  });

  test('is refused with every problem found', () => {
    expect(read({}).wrong).toEqual(['segment segment/empty']);
    expect(read(7).wrong).toEqual(['segment document/type']);
    expect(read({ all: [{ not: {} }, { did: 'a' }], any: [] }).wrong).toEqual([
      'segment.all[0].not segment/empty',
      'segment.all[1].did document/type',
      'segment.any document/unknownField',
    ]);
    expect(
      read({ did: { evnt: 'a' }, times: { op: 'is', value: -1 }, within: { last: 7 }, days: 1, of: {} }).wrong,
    ).toEqual([
      'segment.did.evnt document/unknownField',
      'segment.times.value segment/value',
      'segment.within.last document/type',
      'segment.days document/type',
      'segment.of document/unknownField',
    ]);
    expect(read({ did: {}, times: {}, within: { from: 'May', to: '2024-01-01' } }).wrong).toEqual([
      'segment.times.op document/missing',
      'segment.within.from document/date',
    ]);
    expect(
      read({ did: {}, times: { op: 'between', value: [2, 1] }, within: { last: day(1), from: 'x' } }).wrong,
    ).toEqual(['segment.times.value segment/value', 'segment.within.from document/unknownField']);
    expect(read({ sum: '', op: 'gt', value: 'many' }).wrong).toEqual([
      'segment.of document/missing',
      'segment.value segment/value',
      'segment.sum document/missing',
    ]);
    expect(read({ person: { any: [] }, at: 'middle' }).wrong).toEqual([
      'segment.at document/choice',
      'segment.person segment/person',
    ]);
    expect(read({ sequence: { then: [] }, within: day(0) }).wrong).toEqual([
      'segment.sequence.then pattern/empty',
      'segment.within.n document/range',
    ]);
    expect(read({ ids: ['a', 7] }).wrong).toEqual(['segment.ids[1] document/type']);
    expect(read({ likely: 'churn', model: 'm', top: 0.1 }).wrong).toEqual(['segment.likely segment/notYet']);
    expect(read({ lifecycle: 'dormant', asOf: '2024-02-30', silentAfter: day(8), churnedAfter: day(7) }).wrong).toEqual(
      ['segment.lifecycle document/choice', 'segment.asOf document/date', 'segment.churnedAfter segment/lifecycle'],
    );
  });

  test('takes funnels of people only, and steps they have', () => {
    expect(read({ funnel }).wrong).toEqual(['segment.reached document/missing']);
    expect(read({ funnel, reached: 2 }).wrong).toEqual(['segment.reached segment/step']);
    expect(read({ funnel, reached: 1, dropped: 1 }).wrong).toEqual(['segment.reached document/unknownField']);
    expect(read({ funnel: { ...funnel, unit: { property: 'order' } }, reached: 1 }).wrong).toEqual([
      'segment.funnel.unit segment/values',
    ]);
    expect(read({ funnel: { analysis: { kind: 'trend' } }, reached: 1 }).wrong).toEqual([
      'segment.funnel segment/funnel',
    ]);
  });

  test('that is nested too deep, or too large, is refused', () => {
    let deep: unknown = { ids: [] };
    for (let n = 0; n < 40; n++) deep = n % 2 ? { not: deep } : { funnel: { ...funnel, segment: deep }, reached: 0 };
    expect(read(deep).wrong.map((each) => each.split(' ')[1])).toEqual(['segment/tooDeep']);
    const doubling = Object.fromEntries(
      Array.from({ length: 20 }, (_, n) => [
        `${n}`,
        n === 0 ? { ids: [] } : { any: [{ saved: `${n - 1}` }, { saved: `${n - 1}` }] },
      ]),
    );
    expect(read({ saved: '8' }, doubling).wrong).toEqual([]);
    expect(read({ saved: '13' }, doubling).wrong).toEqual(['segment.saved segment/tooLarge']);
  });
});

describe('a saved segment', () => {
  test('that is not there, is broken or made of itself is refused', () => {
    const saved = {
      a: { not: { saved: 'b' } },
      b: { any: [{ saved: 'c' }] },
      c: { funnel: { ...funnel, segment: { saved: 'a' } }, reached: 0 },
      d: {},
    };
    expect(read({ saved: 'toString' }, saved).wrong).toEqual(['segment.saved segment/unknown']);
    expect(read({ all: [{ saved: 'a' }] }, saved).wrong).toEqual(['segment.all[0].saved segment/cycle']);
    expect(read({ saved: 'd' }, saved).wrong).toEqual(['segment.saved segment/broken']);
  });

  test('may be named twice, and is written out', () => {
    const saved: Record<string, Segment> = { a: { ids: ['x'] }, b: { not: { saved: 'a' } } };
    const both: Segment = { all: [{ saved: 'a' }, { any: [{ saved: 'b' }, { saved: 'a' }] }] };
    expect(read(both, saved)).toEqual({ segment: both, wrong: [] });
    const asked = { ...funnel, segment: { saved: 'a' } };
    expect(withoutNames<Segment>({ funnel: asked, reached: 1 }, saved)).toEqual({
      funnel: { ...funnel, segment: { ids: ['x'] } },
      reached: 1,
    });
    expect(withoutNames(both, saved)).toEqual({
      all: [{ ids: ['x'] }, { any: [{ not: { ids: ['x'] } }, { ids: ['x'] }] }],
    });
  });

  test('is written out only where a rule names it, and never inside of itself', () => {
    const byEvent = { node: { by: { saved: 'buyers', '*': 'event' } } };
    expect(withoutNames(byEvent, { buyers: { ids: ['bob'] } })).toEqual(byEvent);
    expect(withoutNames({ saved: 'gone' }, {})).toEqual({ saved: 'gone' });
    const round = { a: { not: { saved: 'b' } }, b: { any: [{ saved: 'a' }] } };
    expect(withoutNames({ saved: 'a' }, round)).toEqual({ not: { any: [{ saved: 'a' }] } });
  });
});
