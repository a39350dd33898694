import { expect, it } from 'vitest';
import { csv } from '#ui/files.ts';
import { leavingText, peopleRows } from './people-rows.ts';

it('writes a row for each, with nothing a spreadsheet would run', () => {
  const people = [
    { id: '=1+1', events: 3, firstMs: 0, lastMs: 86_400_000, values: ['@plan', null] },
    { id: 'b', events: 1, firstMs: 1_500, lastMs: 1_500, values: ['Free, or not', '-2'] },
  ];
  expect(csv(peopleRows(people, 'visitor_id', ['plan', 'age'])).split('\r\n')).toEqual([
    'visitor_id,events,first event,last event,plan,age',
    "'=1+1,3,1970-01-01T00:00:00.000Z,1970-01-02T00:00:00.000Z,'@plan,",
    `b,1,1970-01-01T00:00:01.500Z,1970-01-01T00:00:01.500Z,"Free, or not",'-2`,
    '',
  ]);
});

it('says what leaves', () => {
  expect(leavingText('391 people', 4)).toBe(
    "The file holds the ids of 391 people and 4 columns about them. It leaves this tool's protection: who opens it can read it.",
  );
  expect(leavingText('1 person', 0)).toMatch(/^The file holds the ids of 1 person\. /);
  expect(leavingText('2 sessions', 1)).toMatch(/^The file holds the ids of 2 sessions and 1 column about them\. /);
});
