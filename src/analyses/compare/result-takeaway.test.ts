import { expect, test } from 'vitest';
import { ownRule, type OwnRule } from './result-rule.ts';
import { takeawayOf } from './result-takeaway.ts';
import type { EventRow, PropertyProfile, ValueRow } from './result.ts';

/** Of 200 people in the segment and 1000 in the base; the interval is a tenth of the index wide on both sides. */
const row = (having: number, base: number, q: number | null = 0.001) => {
  const index = (100 * (having / 200)) / (base / 1000);
  const interval: [number, number] = [index * 0.9, index * 1.1];
  const compared = { people: having, share: having / 200, index, interval, p: q, q, few: having < 30 };
  return { people: base, share: base / 1000, segments: [compared] };
};
const event = (name: string, having: number, base: number, q?: number | null): EventRow => ({
  event: name,
  ...row(having, base, q),
});
const property = (name: string, values: ValueRow[], ofRule = false): PropertyProfile => ({
  property: name,
  values,
  left: 0,
  ofRule: [ofRule],
});
const value = (of: string | null, having: number, base: number, q?: number | null): ValueRow => ({
  value: of,
  ...row(having, base, q),
});
const NOTHING: OwnRule = { events: [], properties: [] };
const names = (events: EventRow[], properties: PropertyProfile[], own = NOTHING) =>
  takeawayOf(0, 200, own, events, properties).map((told) =>
    'event' in told ? told.event : `${told.property} ${told.value}`,
  );

test('two above and two below, the surest first', () => {
  const events = [
    event('a', 60, 200),
    event('b', 90, 200),
    event('c', 120, 200),
    event('d', 20, 200),
    event('e', 10, 200),
  ];
  expect(names(events, [])).toEqual(['c', 'b', 'e', 'd']);
});

test('only clear differences of enough people', () => {
  expect(names([event('unclear', 90, 200, 0.06), event('untested', 90, 200, null)], [])).toEqual([]);
  // 29 have it where 10 would; 0 have it where 30 would, and where 29 would
  expect(names([event('few', 29, 50)], [])).toEqual([]);
  expect(names([event('missing', 0, 150), event('rare', 0, 145)], [])).toEqual(['missing']);
});

test('not what the rule says anyway, nor other values together', () => {
  const own = { events: ['a'], properties: ['device'] };
  const properties = [
    property('device', [value('Phone', 200, 500)], true),
    property('channel', [value('$other', 100, 200)]),
  ];
  expect(names([event('a', 200, 400), event('b', 90, 200)], properties, own)).toEqual(['b']);
});

test('of a property once, over before under', () => {
  const device = property('device', [value('Phone', 160, 500), value('Desktop', 40, 500), value(null, 150, 500)]);
  expect(names([event('z', 20, 400)], [device])).toEqual(['device Phone', 'z']);
});

test('names of events and properties anywhere in a rule', () => {
  expect(
    ownRule({
      all: [
        { did: { event: ['a', 'b'], where: { not: { property: 'plan', op: 'is', value: 'pro' } } } },
        { not: { sum: 'amount', of: { event: 'order' }, op: 'gt', value: 5 } },
        { any: [{ person: { property: 'device', op: 'is', value: 'event' } }, { ids: ['x'] }] },
        { sequence: { then: [{ event: 'c' }, { not: { event: 'd' } }] } },
        {
          behind: {
            sojourn: 1,
            analysis: { kind: 'funnel', steps: [{ event: 'e' }], breakdown: { property: ['country', 'city'] } },
          } as never,
          pointer: { step: 0 },
        },
      ],
    }),
  ).toEqual({
    events: ['a', 'b', 'c', 'd', 'e', 'order'],
    properties: ['amount', 'city', 'country', 'device', 'plan'],
  });
});
