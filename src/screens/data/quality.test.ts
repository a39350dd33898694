import { expect, it } from 'vitest';
import type { OpenedLog } from '#engine/protocol.ts';
import { findings } from './quality.ts';

const log = (unusable: object, unnamed = 0, daily: number[] = []): OpenedLog =>
  ({
    rows: 1000,
    unnamed,
    unusable: {
      rows: 0,
      broken: 0,
      brokenExamples: [],
      withoutPerson: 0,
      withoutTime: 0,
      unreadableTimes: 0,
      unreadableExamples: [],
      ...unusable,
    },
    overview: { events: 1000, daily: daily.map((events, i) => ({ startMs: i * 86_400_000, events })) },
    mapping: { person: 'visitor', event: 'name', time: 'at' },
  }) as unknown as OpenedLog;

it('says that all is well when nothing was left out', () => {
  expect(findings(log({}))).toEqual([
    { level: 'good', text: 'All 1,000 rows are events', note: 'Each has a person, a name and a time.' },
  ]);
});

it('counts what was left out, with its reason and examples', () => {
  const found = findings(log({ withoutPerson: 37, unreadableTimes: 1, unreadableExamples: ['2026-13-04'] }, 2));
  expect(found.map(({ text }) => text)).toEqual([
    '37 rows without a person',
    '1 time cannot be read',
    '2 events without a name',
  ]);
  expect(found[1]?.note).toContain('“2026-13-04”');
});

it('shows the lines that have no fields, each once, and how many more there are', () => {
  const line = (n: number, found: number) => `line ${n}: Expected Number of Columns: 4 Found: ${found}`;
  const [broken] = findings(log({ broken: 7, brokenExamples: [line(9, 6), line(9, 7)] }));
  expect(broken).toMatchObject({
    level: 'warn',
    text: '7 rows could not be parted into fields',
    examples: ['line 9: Expected Number of Columns: 4 Found: 6'],
    more: 6,
  });
});

it('tells of a log that begins in the middle, and not of one that begins small', () => {
  const days = Array<number>(40).fill(100);
  expect(findings(log({}, 0, days)).at(-1)?.text).toBe('The log begins in the middle of things');
  expect(
    findings(
      log(
        {},
        0,
        days.map((n, i) => n * Math.min(1, i / 30)),
      ),
    ),
  ).toHaveLength(1);
  expect(findings(log({}, 0, days.slice(0, 20)))).toHaveLength(1);
});
