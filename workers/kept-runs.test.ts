import { expect, test } from 'vitest';
import type { EventLog } from '#log/event-log.ts';
import { KeptRuns } from './kept-runs.ts';
import type { Ran } from './run-analysis.ts';

const log = {} as EventLog;
const ranOn = (of: EventLog) => ({ log: of }) as Ran;

test('the answer longest unused goes first', () => {
  const runs = new KeptRuns();
  const often = ranOn(log);
  runs.keep('often', often);
  for (let i = 0; i < 20; i++) {
    runs.keep(`once ${i}`, ranOn(log));
    expect(runs.find('often', log)).toBe(often);
  }
  expect(runs.find('once 0', log)).toBeUndefined();
  expect(runs.find('once 19', log)).toBeDefined();
});

test('an answer is that of its log of people, also where sessions were counted', () => {
  const runs = new KeptRuns();
  const anew = {} as EventLog;
  runs.keep('people', ranOn(log));
  runs.keep('sessions', ranOn({ laid: { from: log, places: null } } as EventLog));
  expect(runs.find('sessions', log)).toBeDefined();
  expect(runs.find('sessions', anew)).toBeUndefined();
  expect(runs.find('people', anew)).toBeUndefined();
  expect(runs.kept).toEqual([]);
});
