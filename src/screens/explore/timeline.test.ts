import { expect, it } from 'vitest';
import type { EventRow } from '#engine/protocol.ts';
import { days, part } from './timeline.ts';

const at = (text: string, event: string): EventRow => ({
  person: 'p',
  event,
  timeMs: Date.parse(text),
  properties: { channel: 'Search', amount: '' },
});

it('groups by local day, names gaps, and tells a property once', () => {
  const events = [at('2026-05-05T21:30:00Z', 'a'), at('2026-05-05T22:30:00Z', 'b'), at('2026-05-10T10:00:00Z', 'c')];
  const list = days({ id: 'p', events, marks: [] }, 'Europe/Berlin');
  expect(list.map((day) => [day.gap, day.moments.map((moment) => moment.event).join()])).toEqual([
    [null, 'a'],
    [null, 'b'],
    ['4 days later', 'c'],
  ]);
  expect(list.map((day) => day.moments[0]?.properties)).toEqual([[['channel', 'Search']], [], []]);
});

it('gives a mark to the event of its instant that bears its name, once', () => {
  const events = [at('2026-05-05T10:00:00Z', 'a'), at('2026-05-05T10:00:00Z', 'b'), at('2026-05-05T11:00:00Z', 'c')];
  const marks = [
    { timeMs: events[1]!.timeMs, label: 'b' },
    { timeMs: events[2]!.timeMs, label: 'Any event' },
  ];
  const [day] = days({ id: 'p', events, marks }, 'UTC');
  expect(day?.moments.map((moment) => moment.mark?.number)).toEqual([undefined, 1, 2]);
});

it('tells a session from the rest of the journey, and shows it first where the journey is long', () => {
  const events = Array.from({ length: 60 }, (_, i) => at(new Date(i * 60_000).toISOString(), `e${i}`));
  const timeline = { id: 'p #2', events, session: { from: 50, to: 53 }, marks: [] };
  const [day] = days(part(timeline, 40), 'UTC');
  expect(day?.moments.map(({ event }) => event)).toEqual(events.slice(20).map(({ event }) => event));
  expect(day?.moments.filter(({ beside }) => !beside).map(({ event }) => event)).toEqual(['e50', 'e51', 'e52']);
  expect(day?.moments.find(({ first }) => first)?.event).toBe('e50');
  expect(part({ ...timeline, session: { from: 3, to: 9 } }, 40).events).toEqual(events.slice(0, 40));
});
