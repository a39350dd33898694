import { expect, test } from 'vitest';
import type { LogOverview } from '#log/overview.ts';
import type { Linked } from '../draw-linked.ts';
import { columnsOf } from './draw-columns.ts';
import saver from './draw-figure.ts';
import { concentrationLines, cumulativeLines } from './draw-lines.ts';
import { draw } from './draw.ts';
import { tableOf } from './result-table.ts';
import type { DistributionResult } from './result.ts';
import { shown } from './shown.svelte.ts';
import type { DistributionSpec } from './spec.ts';

const overview: LogOverview = { people: 0, events: 0, firstMs: 0, lastMs: 0, eventNames: [], daily: [] };
const spec: DistributionSpec = {
  kind: 'distribution',
  of: { event: 'Order' },
  measure: 'events',
  bins: [1, 2, 5],
  breakdown: { property: 'plan' },
};
const bins = [
  { from: 1, to: 2 },
  { from: 2, to: 5 },
  { from: 5, to: null },
];
const rows = (amount: number[]) => ({
  person: Uint32Array.from(amount.keys()),
  amount: Float64Array.from(amount),
  group: new Uint32Array(),
});
const result: DistributionResult = {
  kind: 'distribution',
  units: 10,
  warnings: [],
  rules: [],
  elapsedMs: 1,
  none: 3,
  open: 0,
  numberless: 0,
  ...tableOf(rows([1, 1, 3, 4, 11]), bins),
  breakdown: [
    { value: null, ...tableOf(rows([11]), bins) },
    { value: 'pro', ...tableOf(rows([]), bins) },
  ],
};

test('says the average, the middle and what the top tenth has', () => {
  const { series } = draw(spec, result, overview, 'UTC');
  const said = series.map(({ says }) => says.map((part) => (typeof part === 'string' ? part : part.strong)).join(''));
  expect(said[0]).toBe(
    '5 people: 4 events each on average, half have 3 or less. The top 10% (1 person) have 55.0% of all events; Gini 0.46.',
  );
  expect(said[2]).toBe('Nobody has a value in the range.');
});

test('every number leads to its people, those of a group too', () => {
  const { series, left } = draw(spec, result, overview, 'UTC');
  const [all, none] = series;
  expect(all!.bins.map(({ name, of, upTo, cumulative }) => [name, of.heading, upTo.heading, cumulative])).toEqual([
    ['1', '2 people with 1 event', '2 people with 1 or less', 0.4],
    ['2–4', '2 people with 2–4 events', '4 people with 4 or less', 0.8],
    ['5+', '1 person with 5+ events', '5 people with any number', 1],
  ]);
  expect(none!.bins.map(({ of }) => of.pointer)).toEqual([
    { value: null, atLeast: 1, under: 2 },
    { value: null, atLeast: 2, under: 5 },
    { value: null, atLeast: 5 },
  ]);
  expect(none!.tops[2]!.of.pointer).toEqual({ value: null, top: 10 });
  const { beside } = draw(spec, result, overview, 'UTC');
  expect(beside.heads.slice(0, 2)).toEqual(['People', 'Average']);
  expect(
    beside.rows.map(({ cells: [active, average] }) => [(active as Linked).n, (active as Linked).pointer, average]),
  ).toEqual([
    [5, { atLeast: 1 }, '4'],
    [1, { value: null, atLeast: 11 }, '11'],
    [0, { value: 'pro', atLeast: 0 }, '–'],
  ]);
  expect(left.map(({ of }) => of.pointer)).toEqual([{ none: true }]);
});

test('with periods, values and those who have them are told apart', () => {
  const weeks = { ...tableOf({ ...rows([1, 1, 3]), person: Uint32Array.of(0, 0, 1) }, bins), breakdown: [] };
  const drawing = draw({ ...spec, per: 'week' }, { ...result, ...weeks, open: 2 }, overview, 'UTC');
  expect(drawing.series[0]!.bins[0]!.of).toMatchObject({ n: 1, heading: '2 weeks of 1 person with 1 event' });
  expect(columnsOf(drawing.series[0]!, drawing).columns.map(({ parts }) => parts[0]!.value)).toEqual([2, 1, 0]);
  expect(drawing.left[1]!.text).toBe('2 people in a week that is not over when the log ends');
});

test('lines are drawn of who has a share', () => {
  const { series, words } = draw(spec, result, overview, 'UTC');
  expect(cumulativeLines(series, words).lines).toHaveLength(3);
  const { lines, places } = concentrationLines(series, words);
  expect(lines.map(({ name }) => name)).toEqual(['All', 'no value']);
  expect(places).toEqual(['10%', '20%', '30%', '40%', '50%', '60%', '70%', '80%', '90%', '100%']);
  expect(lines.map(({ points }) => points.length)).toEqual([10, 10]);
});

test('is saved as it is seen: the open tab and the chosen group, the table with every group', () => {
  const saving = saver(spec, result, overview, 'UTC', []);
  const figure = () => saving.figure(600, (text) => text.length * 6).body;
  const bins = saving.table();
  expect(bins).toHaveLength(1 + 3 * 3 + 1 + 3);
  expect(bins[3]).toEqual(['All', 5, null, 1, 1]);
  expect(figure()).toContain('>All<');
  const drawn = new Set<string>();
  for (const as of ['bins', 'upTo', 'top'] as const) {
    Object.assign(shown, { as, series: 1 });
    expect(figure()).toContain('>no value<');
    expect(figure()).not.toMatch(/NaN|undefined/);
    drawn.add(figure());
  }
  expect(drawn.size).toBe(3);
  const top = saving.table();
  expect(top).toHaveLength(1 + 2 * 12 + 1 + 3);
  expect(top[0]).toEqual(['Of', 'Top %', 'Values', 'Total', 'Share']);
  Object.assign(shown, { as: 'bins', series: 0 });
});

test('several bins are one range with its people, at either end without a limit where the bins have none', () => {
  const below = { ...spec, bins: [2, 5] };
  const open = [{ from: null, to: 2 }, ...bins.slice(1)];
  const { series } = draw(below, { ...result, ...tableOf(rows([1, 1, 3, 4, 11]), open) }, overview, 'UTC');
  const ranges = [
    series[0]!.between(0, 2),
    series[0]!.between(1, 2),
    series[0]!.between(1, 3),
    series[0]!.between(0, 3),
  ];
  expect(ranges.map(({ n, pointer, heading, note }) => [n, pointer, heading, note])).toEqual([
    [4, { under: 5 }, '4 people with under 5 events', '80.0% of 5 people'],
    [2, { atLeast: 2, under: 5 }, '2 people with 2–4 events', '40.0% of 5 people'],
    [3, { atLeast: 2 }, '3 people with 2+ events', '60.0% of 5 people'],
    [5, { atLeast: 1 }, '5 people with any number', '100% of 5 people'],
  ]);
  expect(series[1]!.between(0, 2).pointer).toEqual({ value: null, atLeast: 1, under: 5 });
});
