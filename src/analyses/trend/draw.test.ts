import { expect, test } from 'vitest';
import type { LogOverview } from '#log/overview.ts';
import { calendarOf, weekOf } from './draw-heat.ts';
import { figure } from './draw-figure.ts';
import { nearestTo, plotOf, waysOf } from './draw-plot.ts';
import { levelsOf } from './draw-scale.ts';
import { draw } from './draw.ts';
import type { TrendLine, TrendResult } from './result.ts';
import type { TrendSpec } from './spec.ts';

const overview: LogOverview = { people: 0, events: 0, firstMs: 0, lastMs: 0, eventNames: [], daily: [] };
const DAY_MS = 86_400_000;
const measure = (text: string, size: number): number => text.length * size * 0.55;

const line = (
  name: string,
  values: (number | null)[],
  from = '2024-03-04',
  more: Partial<TrendLine> = {},
): TrendLine => ({
  name,
  points: values.map((value, i) => ({
    start: new Date(Date.parse(`${from}T00:00:00Z`) + i * DAY_MS).toISOString().slice(0, 10),
    value,
    open: i === values.length - 1,
  })),
  total: values.reduce<number>((sum, value) => sum + (value ?? 0), 0),
  ...more,
});
const result = (series: TrendLine[], more: Partial<TrendResult> = {}): TrendResult => ({
  kind: 'trend',
  units: 9,
  weekStart: 0,
  warnings: [],
  rules: [],
  elapsedMs: 1,
  series,
  ...more,
});
const said = (spec: TrendSpec, of: TrendResult): string =>
  draw(spec, of, overview, 'UTC')
    .sentence.map((part) => (typeof part === 'string' ? part : part.strong))
    .join('');
const order = { of: { event: 'Order' } };
const spec: TrendSpec = { kind: 'trend', series: [order] };

test('the sentence has the total, the change and the middle of the whole days', () => {
  const of = result([line('Order', [3, 1, 8, 2])], { compare: [{ series: [line('Order', [2, 3, 2, 3])] }] });
  expect(said({ ...spec, compare: { previous: true } }, of)).toBe(
    '“Order” happened 14 times, 40.0% more than in the range before (10). The median day has 3 (of 3 whole days), the highest, 6 Mar, 8.',
  );
  const units = { ...spec, series: [{ ...order, measure: 'units' as const }] };
  expect(said(units, result([line('Order', [1])]))).toBe('1 person did “Order”.');
  expect(said(units, result([line('Order', [7])], { counts: { one: 'session', many: 'sessions' } }))).toBe(
    '7 sessions did “Order”.',
  );
  expect(
    said(
      { ...spec, formula: 'A / 2' },
      result([line('Order', [3, 1]), line('A / 2', [1.5, null], undefined, { total: null })]),
    ),
  ).toBe('A / 2 is – over the whole range.');
});

test('the sentence names a few unusual days, and of how many they are', () => {
  const of = line('Order', [3, 1, 8, 2], undefined, { judged: 3 });
  of.points[2]!.unusual = { expected: 2, least: 0, most: 5 };
  expect(said(spec, result([of]))).toMatch(/8\. Unusual: 1 of 3 days \(6 Mar\)\.$/);
});

test('groups are named by their values, the missing and the others in grey', () => {
  const by: TrendSpec = { ...spec, breakdown: { property: 'device', top: 2 } };
  const of = result([
    line('Order', [3, 1], undefined, { value: 'Phone' }),
    line('Order', [2, 1], undefined, { value: null }),
    line('Order', [1, 1], undefined, { value: '$other' }),
  ]);
  const { lines, panels } = draw(by, of, overview, 'UTC');
  expect(lines.map(({ name, colour }) => [name, colour])).toEqual([
    ['Phone', '--c1'],
    ['no value', '--c-other'],
    ['others', '--c-other'],
  ]);
  expect(panels.map(({ label }) => label)).toEqual(['Order, events a day']);
  expect(lines[1]!.points[0]!.behind!.pointer).toEqual({ series: 0, value: null, start: '2024-03-04' });
  expect(said(by, of)).toBe('“Order”, events by device: Phone 4, no value 3, then others.');
});

test('values of another kind have an axis of their own, and a formula has no people', () => {
  const both: TrendSpec = {
    ...spec,
    series: [order, { ...order, measure: { sum: 'amount' } }],
    formula: 'B / A',
  };
  const { panels, lines } = draw(
    both,
    result([line('Order', [2, 4]), line('Order', [10, 30]), line('B / A', [5, 7.5])]),
    overview,
    'UTC',
  );
  expect(panels.map(({ label, levels }) => [label, levels.at(-1)])).toEqual([
    ['events a day', 4],
    ['sum of amount, by day', 30],
    ['B / A, by day', 8],
  ]);
  expect(lines.map(({ name }) => name)).toEqual(['A Order', 'B Order · sum of amount', 'B / A']);
  expect(lines[2]!.points.map(({ text, behind }) => [text, behind])).toEqual([
    ['5.00', null],
    ['7.50', null],
  ]);
});

test('an annotation stands in the bucket of its moment; one outside is counted', () => {
  const { flags, unflagged } = draw(
    {
      ...spec,
      annotations: [
        { at: '2024-03-06T23:30:00-02:00', text: 'after' },
        { at: '2024-03-05T12:00:00Z', text: 'noon' },
        { at: '2024-03-04', text: 'first' },
        { at: '2024-03-03', text: 'before' },
      ],
    },
    result([line('Order', [1, 2, 3])]),
    overview,
    'UTC',
  );
  expect(flags.map(({ n, at, text }) => [n, at, text])).toEqual([
    [1, 0, 'first'],
    [2, 1, 'noon'],
  ]);
  expect(unflagged).toBe(2);
});

test('levels hold every value and zero, in round steps', () => {
  expect(levelsOf(0, 17)).toEqual([0, 5, 10, 15, 20]);
  expect(levelsOf(-3, 8)).toEqual([-5, 0, 5, 10]);
  expect(levelsOf(0, 0.83)).toEqual([0, 0.5, 1]);
  expect(levelsOf(0, 0)).toEqual([0, 1]);
  expect(levelsOf(-0.02, -0.01)).toEqual([-0.02, -0.015, -0.01, -0.005, 0]);
});

test('a line breaks where there is no value, and is dashed where a bucket is not whole', () => {
  const drawing = draw(spec, result([line('Order', [1, 2, null, 3, 4, 1])]), overview, 'UTC');
  const [panel] = drawing.panels;
  const plot = plotOf(panel!, drawing, 616, 300);
  const { solid, dashed } = waysOf(panel!.lines[0]!.points, plot);
  expect(solid.split('M')).toHaveLength(3);
  expect(dashed.split('M')).toHaveLength(2);
  expect(nearestTo(panel!, plot, { x: plot.x(4) + 3, y: 0 })).toEqual({ line: 0, at: 4 });
  expect(nearestTo(panel!, plot, { x: plot.x(2), y: 0 })).toBeNull();
});

test('a calendar begins its columns with the first day of the week', () => {
  const drawing = draw(spec, result([line('Order', [1, 2, 3, 4, 5, 6, 7, 8], '2024-02-28')]), overview, 'UTC');
  const monday = calendarOf(drawing.lines[0]!, 0);
  expect(monday.rows[0]).toBe('Mon');
  expect(monday.cells.map(({ row, column }) => [row, column])).toEqual([
    [2, 0],
    [3, 0],
    [4, 0],
    [5, 0],
    [6, 0],
    [0, 1],
    [1, 1],
    [2, 1],
  ]);
  expect(monday.columns[0]).toBe('Mar');
  const sunday = calendarOf(drawing.lines[0]!, 6);
  expect([sunday.rows[0], sunday.cells[4]!.row, sunday.cells[4]!.column]).toEqual(['Sun', 0, 1]);
  expect(monday.cells.map(({ level }) => level)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test('an hour of the week is the mean of its whole hours on the wall clock', () => {
  const points = [
    { start: '2024-10-20T02:00:00+02:00', value: 6, open: false },
    { start: '2024-10-27T02:00:00+02:00', value: 1, open: false },
    { start: '2024-10-27T02:00:00+01:00', value: 2, open: false },
    { start: '2024-10-27T03:00:00+01:00', value: 9, open: true },
  ];
  const hourly: TrendSpec = { ...spec, interval: 'hour' };
  const of = result([{ name: 'Order', points, total: 18 }]);
  const { cells } = weekOf(draw(hourly, of, overview, 'Europe/Berlin').lines[0]!, 0);
  const twice = cells.find(({ row, column }) => row === 6 && column === 2)!;
  expect(twice.says).toBe('Order, Sun 02:00: 3, mean of 3 hours');
  expect(twice.behind!.pointer).toEqual({ series: 0, weekday: 'sunday', hour: 2 });
  expect(cells.find(({ row, column }) => row === 6 && column === 3)!.level).toBeNull();
});

test('what is saved has every line, its signs and its numbers', () => {
  const asked: TrendSpec = {
    ...spec,
    compare: { previous: true },
    annotations: [{ at: '2024-03-05', text: 'New <prices>' }],
  };
  const of = result([line('Order', [3, 1, 8, 2])], { compare: [{ series: [line('Order', [2, 3, 2, 3])] }] });
  const drawing = draw(asked, of, overview, 'UTC');
  for (const shape of ['lines', 'columns'] as const) {
    const { body, height } = figure(drawing, null, shape, 600, measure);
    expect(height).toBeGreaterThan(300);
    expect(body).toContain('New &lt;prices>'.replace('>', '&gt;'));
    expect(body).toContain('var(--c-before)');
    expect(body).not.toMatch(/NaN|undefined|Infinity/);
  }
  const heat = figure(drawing, calendarOf(drawing.lines[0]!, 0), 'lines', 600, measure);
  expect(heat.body.match(/<rect/g)).toHaveLength(4);
});
