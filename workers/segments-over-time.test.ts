import { describe, expect, test } from 'vitest';
import { kinds } from '#analyses/registry.ts';
import type { SegmentDocument } from '#document/document.ts';
import type { SegmentOverTime } from '#engine/protocol.ts';
import type { Segment } from '#segments/spec.ts';
import { endOfDay, localMidnight } from '#vocabulary/calendar.ts';
import type { Json } from '#vocabulary/fields.ts';
import { asDocument, codesOf, startEngine, value } from '../tests/support/engine.ts';
import { random } from '../tests/support/random.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Event {
  user: string;
  event: string;
  time: string;
  props: Record<string, string>;
}

const engine = startEngine();
const day = (n: number) => ({ n, unit: 'day' as const });
const overTime = async (segment: Segment, timezone = 'UTC') =>
  value(await engine.segmentOverTime({ sojourn: 1, segment, timezone }, 1));

const question = (analysis: object, more: object = {}) =>
  asDocument({ sojourn: 1, ...more, analysis }) as unknown as { sojourn: 1; analysis: { kind: string } };

/** Four people come one after the other; two of them buy, one gives it back. */
const EVENTS = [
  ['ada', 'View', '2024-03-01T09:00:00Z'],
  ['ada', 'Order', '2024-03-02T09:00:00Z'],
  ['bob', 'View', '2024-03-02T10:00:00Z'],
  ['bob', 'Order', '2024-03-04T00:00:00Z'],
  ['cleo', 'View', '2024-03-04T12:00:00Z'],
  ['ada', 'Refund', '2024-03-05T09:00:00Z'],
  ['dan', 'View', '2024-03-05T10:00:00Z'],
].map(([user, event, time]) => ({ user, event, time }));

describe('sizes over time', () => {
  test('are those of the log as it stood at the end of each day', async () => {
    value(await engine.openEvents(EVENTS, 1));
    const { interval, points } = await overTime({
      all: [{ did: { event: 'Order' } }, { not: { did: { event: 'Refund' } } }],
    });
    expect(interval).toBe('day');
    expect(points).toEqual([
      { date: '2024-03-01', people: 0, of: 1 },
      { date: '2024-03-02', people: 1, of: 2 },
      { date: '2024-03-03', people: 1, of: 2 },
      { date: '2024-03-04', people: 2, of: 3 },
      { date: '2024-03-05', people: 1, of: 4 },
    ]);
    // who has not come yet is nobody, also where a rule is about what was not done
    const quiet = await overTime({ did: { event: 'Order' }, times: { op: 'is', value: 0 } });
    expect(quiet.points.map(({ people }) => people)).toEqual([1, 1, 1, 1, 2]);
  });

  test('count days from the end of each, and days of the zone', async () => {
    value(await engine.openEvents(EVENTS, 1));
    const lately: Segment = { did: { event: 'Order' }, within: { last: day(1) } };
    expect((await overTime(lately)).points.map(({ people }) => people)).toEqual([0, 1, 0, 1, 0]);
    // in New York Bob ordered on the third
    expect((await overTime(lately, 'America/New_York')).points.map(({ people }) => people)).toEqual([0, 1, 1, 0, 0]);
  });

  test.skipIf(!kinds.has('funnel'))('know nobody behind a number that was not there yet', async () => {
    const paged = EVENTS.map((event) => ({ ...event, props: { page: event.user === 'ada' ? 'home' : 'shop' } }));
    value(await engine.openEvents(paged, 1));
    const steps = [{ event: 'View' }, { event: 'Order' }];
    const behind = (pointer: Record<string, Json>): Segment => ({
      behind: question({ kind: 'funnel', steps, breakdown: { property: 'page' } }),
      pointer,
    });
    // the shop has its first visitor on the second, Bob, who orders on the fourth
    const { points } = await overTime(behind({ step: 1, value: 'shop' }));
    expect(points.map(({ people }) => people)).toEqual([0, 0, 0, 1, 1]);
    const document: SegmentDocument = { sojourn: 1, segment: behind({ step: 7 }) };
    const refused = codesOf(await engine.segment(document, 1));
    expect(refused).toHaveLength(1);
    expect(codesOf(await engine.segmentOverTime(document, 1))).toEqual(refused);
  });

  test.skipIf(!kinds.has('people'))('know nobody behind a number that could not be asked for yet', async () => {
    const levels = ['new', '2', '3', '3', '1', '2', '9'];
    value(
      await engine.openEvents(
        EVENTS.map((event, i) => ({ ...event, props: { level: levels[i] } })),
        1,
      ),
    );
    const people = question({ kind: 'people', columns: ['level'] });
    // on the first day the column holds a word
    const { points } = await overTime({ behind: people, pointer: { column: 'level', from: 2.5 } });
    expect(points.map((point) => point.people)).toEqual([0, 1, 1, 1, 2]);
  });

  test('are told how far they are, and can be stopped', async () => {
    value(await engine.openEvents(EVENTS, 1));
    const document: SegmentDocument = { sojourn: 1, segment: { did: { event: 'Order' } } };
    const shares: (number | null)[] = [];
    value(await engine.segmentOverTime(document, 7, ({ share }) => shares.push(share)));
    expect(shares).toEqual([0, 1 / 5, 2 / 5, 3 / 5]);
    expect(codesOf(await engine.segmentOverTime(document, 7, () => engine.cancel(7)))).toEqual(['engine/cancelled']);
  });

  test('are refused where the segment is', async () => {
    value(await engine.openEvents(EVENTS, 1));
    expect(codesOf(await engine.segmentOverTime({ sojourn: 1, segment: { saved: 'gone' } }, 1))).toEqual([
      'segment/unknown',
    ]);
  });
});

const PEOPLE = Object.fromEntries(['u0', 'u2', 'u3'].map((id, i) => [id, { plan: i === 0 ? 'pro' : 'free' }]));
const order = { event: 'Order' };
const RULES: Segment[] = [
  { did: order, times: { op: 'lte', value: 1 } },
  { did: order, within: { last: day(5) } },
  { did: order, times: { op: 'is', value: 1 }, within: { from: '2024-03-06', to: '2024-03-12' } },
  { did: { ...order, first: 'ever', where: { property: 'word', op: 'is', value: 'tea' } } },
  { did: { where: { property: 'word', of: 'person', op: 'isNot', value: 'tea' } } },
  { sum: 'amount', of: order, op: 'gte', value: 3, within: { last: day(9) } },
  { person: { property: 'plan', op: 'isNot', value: 'pro' } },
  { person: { property: 'word', op: 'is', value: 'tea' } },
  { person: { property: 'amount', op: 'lt', value: 2 }, at: 'first' },
  { sequence: { then: [order, { not: { event: 'Refund' } }] }, within: day(4) },
  { lifecycle: 'churned' },
  { lifecycle: 'active', silentAfter: day(4) },
  { lifecycle: 'new', silentAfter: day(3), asOf: '2024-03-20' },
  { ids: ['u1', 'u2', 'nobody'] },
];
const funnel = question({ kind: 'funnel', steps: [{ event: 'View' }, order, { event: 'Refund' }], window: day(6) });
if (kinds.has('funnel'))
  RULES.push(
    { funnel, reached: 1 },
    { not: { funnel, dropped: 2 } },
    {
      behind: question(funnel.analysis, { unit: 'session', segment: { person: { property: 'word', op: 'isSet' } } }),
      pointer: { step: 1 },
    },
  );

test('they are the sizes in a log that ends then', async () => {
  const { int, pick } = random(31);
  const naive = startEngine();
  value(engine.attachPeople(PEOPLE));
  value(naive.attachPeople(PEOPLE));
  for (let n = 0; n < 8; n++) {
    const zone = pick(['UTC', 'Europe/Berlin', 'America/New_York']);
    const step = pick([HOUR_MS, DAY_MS / 2, 3 * DAY_MS]);
    const events = Array.from({ length: 5 + int(40) }, (): Event => {
      const amount = pick(['', '0', '1', '2.5', '-1']);
      return {
        user: `u${int(6)}`,
        event: pick(['View', 'Order', 'Refund']),
        time: new Date(Date.parse('2024-03-04T04:00:00Z') + int(60) * step).toISOString(),
        props: { word: pick(['', 'tea', 'coffee']), ...(amount && { amount }) },
      };
    });
    value(await engine.openEvents(events, 1));
    const found: SegmentOverTime[] = [];
    for (const rule of RULES) found.push(await overTime(rule, zone));
    for (const [at, { date }] of found[0]!.points.entries()) {
      const endMs = endOfDay(zone, localMidnight(date)!) - 0.001;
      const last = at === found[0]!.points.length - 1;
      const until = events.filter(({ time }) => Date.parse(time) <= endMs);
      // somebody who only stands for the end of the time that is known
      const clock = {
        user: 'clock',
        event: 'tick',
        time: new Date(endMs).toISOString().replace('Z', '999Z'),
        props: {},
      };
      value(await naive.openEvents(last ? until : [...until, clock], 1));
      for (const [r, segment] of RULES.entries()) {
        const ids = value(await naive.segmentIds({ sojourn: 1, segment, timezone: zone }, 1));
        expect(found[r]!.points[at], JSON.stringify({ n, segment, zone, date })).toEqual({
          date,
          people: ids.filter((id) => id !== 'clock').length,
          of: new Set(until.map(({ user }) => user)).size,
        });
      }
    }
  }
}, 60_000);
