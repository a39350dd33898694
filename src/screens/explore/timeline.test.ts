import { expect, it } from 'vitest';
import { blankTable } from '#data/setup.ts';
import type { EventRow, Timeline, TimelineSession } from '#engine/protocol.ts';
import { UNLINKED } from '#log/identity.ts';
import { days, eventCounts, lastKnown, momentsOf, part } from './timeline.ts';
import { rolesOf, type Roles } from './timeline-roles.ts';

const none: Roles = rolesOf({ tables: [], names: [], identity: UNLINKED });

const at = (text: string, event: string, properties: Record<string, string> = {}): EventRow => ({
  person: 'p',
  event,
  timeMs: Date.parse(text),
  properties,
});

const timelineOf = (events: EventRow[], rest: Partial<Timeline> = {}): Timeline => ({
  id: 'p',
  events,
  from: 0,
  total: events.length,
  sessions: { list: [], total: 0 },
  attributes: [],
  marks: [],
  ...rest,
});

const session = (number: number, from: number, events: number): TimelineSession => ({
  number,
  from,
  events,
  seconds: 0,
});

it('groups by local day, names gaps, and tells a property once', () => {
  const same = { plan: 'Free', empty: '' };
  const events = [
    at('2026-05-05T21:30:00Z', 'a', same),
    at('2026-05-05T22:30:00Z', 'b', same),
    at('2026-05-10T10:00:00Z', 'c', same),
  ];
  const list = days(momentsOf(timelineOf(events), none), 'Europe/Berlin');
  expect(list.map((day) => [day.gap, day.moments.map(({ moment }) => moment.event).join()])).toEqual([
    [null, 'a'],
    [null, 'b'],
    ['4 days later', 'c'],
  ]);
  expect(list.map((day) => day.moments[0]?.moment.told)).toEqual([[['plan', 'Free']], [], []]);
  expect(list[2]?.moments[0]?.moment.all).toEqual([['plan', 'Free']]);
});

it('gives a mark to the event of its instant that bears its name, once', () => {
  const events = [at('2026-05-05T10:00:00Z', 'a'), at('2026-05-05T10:00:00Z', 'b'), at('2026-05-05T11:00:00Z', 'c')];
  const marks = [
    { timeMs: events[1]!.timeMs, label: 'b' },
    { timeMs: events[2]!.timeMs, label: 'Any event' },
  ];
  const moments = momentsOf(timelineOf(events, { marks }), none);
  expect(moments.map((moment) => moment.mark?.number)).toEqual([undefined, 1, 2]);
});

it('tells a session from the rest of the journey, and shows it first where the journey is long', () => {
  const events = Array.from({ length: 60 }, (_, i) => at(new Date(i * 60_000).toISOString(), `e${i}`));
  const names = (of: readonly { event: string }[]) => of.map(({ event }) => event);
  const shown = part(momentsOf(timelineOf(events, { session: { from: 50, to: 53 } }), none), 40);
  expect(names(shown)).toEqual(names(events.slice(20)));
  expect(names(shown.filter(({ beside }) => !beside))).toEqual(['e50', 'e51', 'e52']);
  expect(shown.find(({ first }) => first)?.event).toBe('e50');
  const early = momentsOf(timelineOf(events, { session: { from: 3, to: 9 } }), none);
  expect(names(part(early, 40))).toEqual(names(events.slice(0, 40)));
  expect(names(part(momentsOf(timelineOf(events), none), 40))).toEqual(names(events.slice(0, 40)));
});

it('begins sessions where they begin, also among some of the events, and in a part of the journey', () => {
  const events = [0, 1, 2, 3, 4].map((i) => at(new Date(i * 60_000).toISOString(), i % 2 ? 'odd' : 'even'));
  const list = [session(4, 8, 3), session(5, 11, 1), session(6, 12, 9)];
  const moments = momentsOf(timelineOf(events, { from: 9, sessions: { list, total: 7 } }), none);
  const opens = (of: typeof moments) => days(of, 'UTC')[0]?.moments.map(({ opens }) => opens?.number ?? 0);
  expect(moments.map(({ place }) => place)).toEqual([9, 10, 11, 12, 13]);
  expect(opens(moments)).toEqual([4, 0, 5, 6, 0]);
  expect(opens(moments.filter(({ event }) => event === 'odd'))).toEqual([4, 6]);
});

it('tells channels where they change, amounts, scores and comments by what the setup says', () => {
  const roles = rolesOf({
    tables: [
      blankTable('shop', { channel: { column: 'source' }, amount: 'total', score: 'nps', comment: 'why' }),
      blankTable('calls', { channel: { column: 'Channel' } }),
      blankTable('left out', { skip: true, amount: 'other' }),
    ],
    names: [],
    identity: UNLINKED,
  });
  const web = { channel: 'Web', source: 'Web' };
  const events = [
    at('2026-05-05T10:00:00Z', 'a', { ...web, total: '5', other: '1' }),
    at('2026-05-05T10:01:00Z', 'b', web),
    at('2026-05-05T10:02:00Z', 'c', { channel: 'Call', source: 'Call', nps: '3', why: 'Too slow' }),
    at('2026-05-05T10:03:00Z', 'd'),
    at('2026-05-05T10:04:00Z', 'e', { channel: 'Call', source: 'Call', total: '5' }),
    at('2026-05-05T10:05:00Z', 'f', { Channel: 'Branch' }),
  ];
  const moments = momentsOf(timelineOf(events), roles);
  expect(moments.map(({ channel }) => channel)).toEqual(['Web', null, 'Call', null, null, 'Branch']);
  expect(moments.map(({ told }) => told)).toEqual([[['other', '1']], [], [], [], [], []]);
  expect(moments.map(({ amounts }) => amounts.join(' '))).toEqual(['total,5', '', '', '', 'total,5', '']);
  expect(moments[2]).toMatchObject({ scores: [['nps', '3']], comments: ['Too slow'] });
});

it('counts names, and parts what stays the same from what was last known', () => {
  const events = [
    at('2026-05-05T10:00:00Z', 'a', { device: 'Phone', page: '/' }),
    at('2026-05-05T10:01:00Z', 'b', { device: 'Phone', page: '/cart' }),
    at('2026-05-05T10:02:00Z', 'b', { device: 'Phone', coupon: 'MAY' }),
  ];
  const moments = momentsOf(timelineOf(events), none);
  expect(eventCounts(moments)).toEqual([
    { event: 'b', times: 2 },
    { event: 'a', times: 1 },
  ]);
  expect(lastKnown(moments, none)).toEqual({
    same: [['device', 'Phone']],
    last: [
      ['page', '/cart'],
      ['coupon', 'MAY'],
    ],
  });
});
