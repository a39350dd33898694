import { expect, test } from 'vitest';
import type { Sessions } from '#document/unit.ts';
import { asDocument, startEngine, value } from '../tests/support/engine.ts';
import { random } from '../tests/support/random.ts';

const MINUTE_MS = 60_000;
/** The hour that Berlin's clocks repeat is in it. */
const START_MS = Date.parse('2024-10-26T22:00:00Z');

interface Event {
  name: string;
  timeMs: number;
}

const given = (people: Record<string, Event[]>) =>
  Object.entries(people).flatMap(([user, events]) =>
    events.map(({ name, timeMs }) => ({ user, event: name, time: new Date(timeMs).toISOString(), props: {} })),
  );

const asked = (sessions?: Sessions) =>
  asDocument({
    sojourn: 1,
    timezone: 'Europe/Berlin',
    ...(sessions && { sessions }),
    analysis: { kind: 'sequence', pattern: { then: [{ event: 'a' }] } },
  });

const asks = await (async () => {
  const engine = startEngine();
  value(await engine.openEvents(given({ p: [{ name: 'a', timeMs: START_MS }] }), 1));
  return (await engine.run(asked(), 1)).ok;
})();

/** Each event begins a session, or goes on with the one before. */
function naiveSessions(events: Event[], gapMs: number, start: string | null, end: string | null) {
  const list: { number: number; from: number; events: number; seconds: number }[] = [];
  events.forEach(({ name, timeMs }, i) => {
    const before = events[i - 1];
    const open = list.at(-1);
    if (before && open && timeMs - before.timeMs <= gapMs && name !== start && before.name !== end) {
      open.events += 1;
      open.seconds = (timeMs - events[open.from]!.timeMs) / 1000;
    } else list.push({ number: list.length + 1, from: i, events: 1, seconds: 0 });
  });
  return list;
}

test.skipIf(!asks)('sessions are cut as the document says, or at half an hour', async () => {
  const engine = startEngine();
  const { int, pick } = random(20_241_027);
  for (let round = 0; round < 40; round++) {
    const events = (): Event[] =>
      Array.from({ length: 1 + int(9) }, () => ({
        name: pick(['a', 'b', 'c']),
        timeMs: START_MS + int(30) * 15 * MINUTE_MS,
      })).sort((one, other) => one.timeMs - other.timeMs);
    const people = { p: events(), q: events() };
    value(await engine.openEvents(given(people), 1));
    const [gap, start, end] = [pick([15, 30, 61]), pick([null, 'a']), pick([null, 'b', 'c'])];
    const sessions = {
      gap: { n: gap, unit: 'minute' as const },
      ...(start && { start: { event: start } }),
      ...(end && { end: { event: end } }),
    };
    for (const [id, own] of Object.entries(people)) {
      const timeline = value(await engine.timeline(id, asked(sessions), 1));
      expect(timeline.events.map(({ event }) => event)).toEqual(own.map(({ name }) => name));
      const cut = naiveSessions(own, gap * MINUTE_MS, start, end);
      expect(timeline.sessions).toEqual({ list: cut, total: cut.length });
      const usual = naiveSessions(own, 30 * MINUTE_MS, null, null);
      expect(value(await engine.timeline(id, null, 1)).sessions.list).toEqual(usual);
    }
  }
});

test('of a long journey the first events, with the sessions they are in', async () => {
  const engine = startEngine();
  const minutes = (i: number) => (i < 10 ? i * 31 : 310 + i - 10);
  const p = Array.from({ length: 2_500 }, (_, i) => ({ name: 'a', timeMs: START_MS + minutes(i) * MINUTE_MS }));
  value(await engine.openEvents(given({ o: [{ name: 'b', timeMs: START_MS }], p }), 1));
  const timeline = value(await engine.timeline('p', null, 1));
  expect(timeline).toMatchObject({ from: 0, total: 2_500, sessions: { total: 11 } });
  expect(timeline.events).toHaveLength(2_000);
  expect(timeline.sessions.list.at(-1)).toMatchObject({ number: 11, from: 10, events: 2_490 });
});

test.skipIf(!asks)('of a session late in a long journey the part around it', async () => {
  const engine = startEngine();
  const p = Array.from({ length: 3_000 }, (_, i) => ({ name: 'a', timeMs: START_MS + i * 31 * MINUTE_MS }));
  value(await engine.openEvents(given({ p }), 1));
  const document = { ...asked(), unit: 'session' as const };
  const timeline = value(await engine.timeline('p #2500', document, 1));
  expect(timeline).toMatchObject({ from: 1_499, total: 3_000, session: { from: 2_499, to: 2_500 } });
  expect(timeline.events).toHaveLength(1_501);
  expect(timeline.sessions.list[0]).toMatchObject({ number: 1_500, from: 1_499, events: 1 });
  expect(timeline.sessions.total).toBe(3_000);
});

test('what tables of people say of somebody is told', async () => {
  const engine = startEngine();
  value(engine.attachPeople({ p: { plan: 'Gold', age: 40, empty: '' }, q: { plan: 'Free' } }));
  const [one, other] = [[{ name: 'a', timeMs: START_MS }], [{ name: 'a', timeMs: START_MS }]];
  value(await engine.openEvents(given({ p: one, q: other }), 1));
  expect(value(await engine.timeline('p', null, 1)).attributes).toEqual([
    { name: 'plan', value: 'Gold' },
    { name: 'age', value: '40' },
  ]);
  expect(value(await engine.timeline('q', null, 1)).attributes).toEqual([{ name: 'plan', value: 'Free' }]);
});
