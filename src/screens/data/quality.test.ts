import { expect, it } from 'vitest';
import type { OpenedLog } from '#engine/protocol.ts';
import { findings } from './quality.ts';

const log = (unusable: object, unnamed = 0): OpenedLog =>
  ({
    rows: 1000,
    unnamed,
    unusable: { rows: 0, withoutPerson: 0, withoutTime: 0, unreadableTimes: 0, unreadableExamples: [], ...unusable },
    overview: { events: 1000 },
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
