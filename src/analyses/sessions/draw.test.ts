import { expect, test } from 'vitest';
import type { LogOverview } from '#log/overview.ts';
import { columnsOf } from './draw-columns.ts';
import saver from './draw-figure.ts';
import { draw } from './draw.ts';
import type { SessionNumbers, SessionsTable } from './result-table.ts';
import type { SessionsResult } from './result.ts';
import { shown } from './shown.svelte.ts';
import type { SessionsSpec } from './spec.ts';

const overview: LogOverview = { people: 0, events: 0, firstMs: 0, lastMs: 0, eventNames: [], daily: [] };
const spec: SessionsSpec = { kind: 'sessions', breakdown: { property: 'channel' } };

const none: SessionNumbers = {
  sessions: 0,
  bounces: 0,
  bounceRate: 0,
  timed: 0,
  averageSeconds: 0,
  averageEvents: 0,
};
const some: SessionNumbers = {
  sessions: 8,
  bounces: 6,
  bounceRate: 0.75,
  timed: 2,
  averageSeconds: 90,
  averageEvents: 1.5,
};
const table: SessionsTable = {
  ...some,
  medianSeconds: 80,
  active: 4,
  averageSessions: 2,
  open: 1,
  entries: [
    { name: 'home', share: 0.75, ...some, sessions: 6 },
    { name: '$other', share: 0.25, ...some, sessions: 2 },
  ],
  exits: [{ name: 'pay', share: 1, ...some }],
  byStart: [
    { start: '2026-03-02', open: false, ...some },
    { start: '2026-03-03', open: true, ...none },
  ],
  byHour: Array.from({ length: 24 }, (_, hour) => ({ hour, ...(hour === 9 ? some : none) })),
};
const result: SessionsResult = {
  kind: 'sessions',
  units: 5,
  warnings: [],
  rules: [],
  elapsedMs: 1,
  ...table,
  breakdown: [{ value: 'mail', ...table }],
};

const said = (answer: SessionsResult): string =>
  draw(spec, answer, overview, 'UTC')
    .series[0]!.says.map((part) => (typeof part === 'string' ? part : part.strong))
    .join('');

test('says how many, how many bounce, and how long the others take', () => {
  expect(said(result)).toBe(
    '8 sessions of 4 people, 1.5 events each on average; 75.0% (6) of one event. The 2 of two events or more took 1 min 30 s on average, median 1 min 20 s.',
  );
  expect(said({ ...result, bounces: 8, bounceRate: 1, timed: 0, averageSeconds: 0 })).toContain(
    '100% (8) of one event. None has two events, so none has a duration.',
  );
  expect(said({ ...result, ...none })).toBe('No session begins in the range.');
});

test('bounces stand on the sessions that go on, and nothing is told of nothing', () => {
  const { periods } = draw(spec, result, overview, 'UTC').series[0]!;
  const { columns } = columnsOf(periods, 'Sessions');
  expect(columns.map(({ name, open, parts }) => [name, open, ...parts.map(({ value }) => value)])).toEqual([
    ['2 Mar', false, 2, 6],
    ['3 Mar', true, 0, 0],
  ]);
  expect(periods.map(({ duration, events }) => [duration, events])).toEqual([
    ['1 min 30 s', '1.50'],
    ['–', '–'],
  ]);
});

test('every number leads to its people, those of a group too', () => {
  const mail = draw(spec, result, overview, 'UTC').series[1]!;
  expect(mail.name).toBe('mail');
  expect(mail.hours[9]!.bounces).toEqual({
    n: 6,
    pointer: { value: 'mail', hour: 9, bounced: true },
    heading: 'Who had 6 sessions of one event begun from 09:00 to 10:00',
    note: 'mail: 75.0% of 8 sessions',
  });
  expect(mail.hours[9]!.longer).toMatchObject({ n: 2, pointer: { value: 'mail', hour: 9, bounced: false } });
  expect([mail.periods[0]!, mail.entries[1]!, mail.exits[0]!].map(({ sessions }) => sessions.pointer)).toEqual([
    { value: 'mail', start: '2026-03-02' },
    { value: 'mail', entry: '$other' },
    { value: 'mail', exit: 'pay' },
  ]);
  expect(mail.open!.pointer).toEqual({ value: 'mail', open: true });
});

test('is saved as it is seen: the open tab and the chosen group, the table with every group', () => {
  const saving = saver(spec, result, overview, 'UTC', []);
  const figure = () => saving.figure(600, (text) => text.length * 6).body;
  const tabs = [
    ['periods', 'Begins in', 2],
    ['hours', 'Hour of the day', 24],
    ['entries', 'First event', 2],
    ['exits', 'Last event', 1],
  ] as const;
  for (const [as, head, rows] of tabs) {
    shown.as = as;
    const table = saving.table();
    expect(table).toHaveLength(1 + 2 * rows + 1 + 2);
    expect(table[0]!.slice(0, 2)).toEqual(['Of', head]);
    expect(table.at(-2)).toEqual(['All', 8, 6, 0.75, 2, 90, 1.5, 80, 4, 2, 1]);
    shown.series = 0;
    expect(figure()).toContain('>All<');
    shown.series = 1;
    expect(figure()).toContain('>mail<');
    expect(figure()).not.toMatch(/NaN|undefined/);
  }
  Object.assign(shown, { as: 'periods', series: 0 });
  expect(saving.table()[2]).toEqual(['All', '2026-03-03', 'open', 0, 0, 0, 0, null, 0]);
});
