import { expect, test } from 'vitest';
import { asDocument, startEngine, value } from '../tests/support/engine.ts';

const engine = startEngine();
const funnel = { kind: 'funnel', steps: [{ event: 'view' }, { event: 'buy' }] };
const at = (user: string, event: string, time: string, props: Record<string, string> = {}) => ({
  user,
  event,
  time: `2024-03-01T${time}:00Z`,
  props,
});
const events = [
  at('a', 'view', '10:00', { order: '1' }),
  at('b', 'view', '10:00', { order: '2' }),
  at('a', 'view', '12:00', { order: '2' }),
  at('a', 'buy', '12:10', { order: '2' }),
  at('a', 'view', '14:00'),
];

/** Any kind that counts units of a log will do; without one there is nothing to ask. */
const asks =
  value(await engine.openEvents(events, 1)) === null &&
  (await engine.run(asDocument({ sojourn: 1, analysis: funnel }), 1)).ok;

test.skipIf(!asks)('a session is looked at within the journey of its person', async () => {
  const document = asDocument({ sojourn: 1, unit: 'session', analysis: funnel });
  const result = value(await engine.run(document, 1));
  expect(result).toMatchObject({ units: 4, counts: { one: 'session', many: 'sessions' } });
  expect(result.rules.slice(-2).map(({ name, value: of }) => [name, of])).toEqual([
    ['unit', 'session'],
    ['sessions', '30 minutes'],
  ]);
  const page = value(await engine.people(document, { step: 0 }, { from: 0, limit: 10 }, 1));
  expect(page.people.map(({ id, events: n }) => [id, n])).toEqual([
    ['a #1', 1],
    ['a #2', 2],
    ['a #3', 1],
    ['b #1', 1],
  ]);
  const timeline = value(await engine.timeline('a #2', document, 1));
  expect(timeline.session).toEqual({ from: 1, to: 3 });
  expect(timeline.events.map(({ person, event }) => `${person} ${event}`)).toEqual([
    'a view',
    'a view',
    'a buy',
    'a view',
  ]);
  expect(timeline.events[2]!.properties).toEqual({ order: '2' });
  expect(timeline.marks.map(({ timeMs }) => timeMs)).toEqual([timeline.events[1]!.timeMs, timeline.events[2]!.timeMs]);
  expect(value(await engine.ids(document, { step: 0 }, 1))).toEqual(['a', 'b']);
  expect(await engine.timeline('a #4', document, 1)).toMatchObject({ ok: false });
});

test.skipIf(!asks)('the gap, the start and the end each cut a log of their own', async () => {
  const units = async (sessions: object) =>
    value(await engine.run(asDocument({ sojourn: 1, unit: 'session', sessions, analysis: funnel }), 1)).units;
  expect(await units({})).toBe(4);
  expect(await units({ gap: { n: 2, unit: 'hour' } })).toBe(2);
  expect(await units({ gap: { n: 2, unit: 'hour' }, end: { event: 'buy' } })).toBe(3);
  const start = { event: 'view', where: { property: 'order', op: 'is', value: '2' } };
  expect(await units({ gap: { n: 2, unit: 'hour' }, start })).toBe(3);
});

test.skipIf(!asks)('a value has the events of all its people', async () => {
  const document = asDocument({ sojourn: 1, unit: { property: 'order' }, analysis: funnel });
  expect(value(await engine.run(document, 1))).toMatchObject({ units: 2, counts: { many: 'values of order' } });
  const timeline = value(await engine.timeline('2', document, 1));
  expect(timeline.session).toBeUndefined();
  expect(timeline.events.map(({ event }) => event)).toEqual(['view', 'view', 'buy']);
});
