import { describe, expect, test } from 'vitest';
import { draw, filterText } from './draw.ts';
import { figure, table } from './draw-figure.ts';
import type { PeopleResult, PersonRow } from './result.ts';
import type { PeopleSpec } from './spec.ts';

const spec: PeopleSpec = { kind: 'people', columns: ['device', 'score'], amount: 'price' };
const overview = { people: 2, events: 5, firstMs: 0, lastMs: 1, eventNames: [], daily: [] };
const noon = Date.parse('2024-05-21T22:30:00Z');

const person = (id: string, amount: number, values: PersonRow['values']): PersonRow => ({
  id,
  firstMs: noon,
  lastMs: noon,
  events: 1200,
  days: 1,
  sessions: 1,
  stage: 'new',
  amount,
  values,
});

const column = (name: string, type: PeopleResult['columns'][number]['type'], more = {}) => ({
  name,
  type,
  whole: true,
  known: 2,
  ...more,
});

const result: PeopleResult = {
  kind: 'people',
  units: 3,
  total: 3,
  from: 0,
  rows: [person('ada <1>', 2.5, ['Phone', '4']), person('bo', 1000, [null, null])],
  columns: [
    column('id', 'id'),
    column('stage', 'stage'),
    column('first', 'time'),
    column('last', 'time'),
    column('events', 'number', { sum: 2400, median: 1200 }),
    column('days', 'number', { sum: 2, median: 1 }),
    column('sessions', 'number', { sum: 2, median: 1 }),
    column('amount', 'number', { sum: 1002.5, median: 501.25 }),
    column('device', 'text'),
    column('score', 'number', { sum: 4, median: 4 }),
  ],
  silentAfter: { n: 30, unit: 'day' },
  churnedAfter: { n: 90, unit: 'day' },
  rules: [],
  warnings: [],
  elapsedMs: 1,
};

describe('the table', () => {
  test('has days of the zone, as many decimals in every row of a column, and a dash for what is missing', () => {
    const { rows, page, back, next } = draw({ ...spec, limit: 2 }, result, overview, 'Europe/Berlin');
    const texts = rows.map(({ id, cells }) => [id, ...cells.map(({ text }) => text)]);
    expect(texts).toEqual([
      ['ada <1>', 'new', '22 May 2024', '22 May 2024', '1,200', '1', '1', '2.5', 'Phone', '4'],
      ['bo', 'new', '22 May 2024', '22 May 2024', '1,200', '1', '1', '1,000.0', '–', '–'],
    ]);
    expect([page, back, next]).toEqual(['1 – 2 of 3', null, 2]);
  });

  test('begins a page earlier where one goes back, and never before the first row', () => {
    const at = (from: number) => draw({ ...spec, from, limit: 2 }, { ...result, from }, overview, 'UTC');
    expect(at(1)).toMatchObject({ back: 0, next: null, page: '2 – 3 of 3' });
    expect(draw({ ...spec, from: 90 }, { ...result, from: 90, rows: [] }, overview, 'UTC')).toMatchObject({
      back: 0,
      next: null,
      page: '0 of 3',
    });
  });

  test('of nobody says so', () => {
    const nobody = { ...result, total: 0, rows: [], columns: result.columns.map(({ median: _, ...rest }) => rest) };
    const drawn = draw({ ...spec, find: 'x' }, nobody, overview, 'UTC');
    expect(drawn).toMatchObject({
      nobody: 'No id contains “x”.',
      says: [{ strong: '0 of 3 people' }, '.'],
      page: '0 of 0',
    });
  });

  test('sorts numbers and times the largest first, text from its beginning, and the other way when pressed again', () => {
    const next = (by: PeopleSpec['sort'], key: string) =>
      draw({ ...spec, ...(by && { sort: by }) }, result, overview, 'UTC').columns.find((each) => each.key === key)!
        .next;
    expect(next(undefined, 'events')).toBe('descending');
    expect(next({ by: 'events', order: 'descending' }, 'events')).toBe('ascending');
    expect(next({ by: 'events' }, 'events')).toBe('descending');
    expect(next({ by: 'id' }, 'id')).toBe('descending');
    expect(next({ by: 'events' }, 'id')).toBe('ascending');
    expect(next(undefined, 'last')).toBe('ascending');
  });
});

test('filters read as what they leave', () => {
  const texts = [
    { column: 'events', from: 2, to: 5 },
    { column: 'events', from: 5, to: 5 },
    { column: 'amount', from: 1, below: 2.5 },
    { column: 'amount', below: 2.5 },
    { column: 'days', to: 3 },
    { column: 'last', from: '2024-05-01', to: '2024-05-31' },
    { column: 'device', value: null },
    { stage: 'silent' as const },
  ].map((filter) => filterText(filter, spec));
  expect(texts).toEqual([
    'Events 2 – 5',
    'Events 5',
    'price, total 1 – under 2.5',
    'price, total under 2.5',
    'Active days up to 3',
    'Last seen 1 May 2024 – 31 May 2024',
    'device: none',
    'Stage: silent',
  ]);
});

test('the picture has only the columns that fit, and holds any text', () => {
  const measure = (text: string, size: number) => text.length * size * 0.6;
  const wide = figure(draw(spec, result, overview, 'UTC'), 1200, measure);
  expect(wide.body).toContain('ada &lt;1&gt;');
  expect(wide.body).toContain('>score<');
  expect(wide.body).not.toMatch(/NaN|undefined/);
  const narrow = figure(draw(spec, result, overview, 'UTC'), 300, measure);
  expect(narrow.body).not.toContain('>score<');
});

test('the saved rows hold instants, numbers in full and nothing for what is missing', () => {
  expect(table(spec, result)).toEqual([
    ['id', 'stage', 'first', 'last', 'events', 'days', 'sessions', 'amount', 'device', 'score'],
    ['ada <1>', 'new', '2024-05-21T22:30:00.000Z', '2024-05-21T22:30:00.000Z', 1200, 1, 1, 2.5, 'Phone', '4'],
    ['bo', 'new', '2024-05-21T22:30:00.000Z', '2024-05-21T22:30:00.000Z', 1200, 1, 1, 1000, '', ''],
  ]);
});
