import { expect, test } from 'vitest';
import { isLeaving } from './leavings.ts';
import { isTable, pastedName } from './pasted.ts';

test.each([
  ['cells of a spreadsheet', 'user\tevent\ttime\na\tview\t2024-01-01\n'],
  ['cells with breaks in them', 'user\tnote\na\t"two\nlines"\nb\tx\n'],
  ['a CSV', 'user;event\r\na;view\r\nb;buy\r\n'],
  ['objects a line each', '{"a":1}\n{"a":2}\n'],
  ['a list of objects', '[{"a":1},\n {"a":2}]'],
])('%s are a table', (_, text) => expect(isTable(text)).toBe(true));

test.each([
  ['nothing', ''],
  ['a word', 'visitor_id'],
  ['one row', 'a,b,c'],
  ['a sentence, with commas', 'Dear all, this is a note,\nand nothing else.\nBest, Ann, Bob, and Carl\n'],
  ['lines of text', 'first\nsecond\nthird\n'],
  ['an object', '{"sojourn": 1, "analysis": {}}'],
  ['a list of numbers', '[1, 2, 3]'],
  ['broken JSON', '{"a":1}\n{"a":'],
])('%s is none', (_, text) => expect(isTable(text)).toBe(false));

test('each has a name of its own', () => {
  expect(pastedName([])).toBe('Pasted table');
  expect(pastedName(['a.csv', 'Pasted table', 'Pasted table 2'])).toBe('Pasted table 3');
});

test('what systems leave beside files is known', () => {
  expect(['.git/config', 'a/.DS_Store', '__MACOSX/a.csv', 'x/Thumbs.db'].map(isLeaving)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['a.csv', 'a/b.c/d.csv'].map(isLeaving)).toEqual([false, false]);
});
