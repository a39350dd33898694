import { describe, expect, test } from 'vitest';
import { fileLabels, sharedName } from './table-names.ts';

describe('names of files', () => {
  test('are paths within their folder, and no two alike', () => {
    expect(fileLabels(['a.csv', 'shop/data.csv', 'shop/2024/data.csv', 'calls/data.csv', 'data.csv', 'a.csv'])).toEqual(
      ['a.csv', 'data.csv', '2024/data.csv', 'calls/data.csv', 'data.csv (2)', 'a.csv (2)'],
    );
  });

  test('stay as they are when further files come', () => {
    const names = ['x/a.csv', 'y/a.csv', 'a.csv', 'a.csv', 'b.csv'];
    for (let n = 1; n <= names.length; n++)
      expect(fileLabels(names.slice(0, n))).toEqual(fileLabels(names).slice(0, n));
  });
});

test('parts are called by what their names share', () => {
  expect(sharedName(['part-0001.csv', 'part-0002.csv'])).toBe('part-*.csv');
  expect(sharedName(['events_2024-01.csv', 'events_2024-12.csv'])).toBe('events_2024-*.csv');
  expect(sharedName(['a.csv', 'a.csv'])).toBe('a.csv*');
  expect(sharedName(['one.json', 'two.json.gz'])).toBe('*');
});
