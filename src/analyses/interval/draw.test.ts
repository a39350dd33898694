import { expect, test } from 'vitest';
import type { LogOverview } from '#log/overview.ts';
import type { Linked } from '../draw-linked.ts';
import { boxesOf } from './draw-boxes.ts';
import { columnsOf } from './draw-columns.ts';
import saver from './draw-figure.ts';
import { binName, upToName } from './draw-words.ts';
import { draw } from './draw.ts';
import { OPEN, PAIR, UNMATCHED, type Waits } from './kernel-waits.ts';
import { binned, timesOf, type IntervalTable } from './result-table.ts';
import type { IntervalResult } from './result.ts';
import type { IntervalSpec } from './spec.ts';

const overview: LogOverview = { people: 0, events: 0, firstMs: 0, lastMs: 0, eventNames: [], daily: [] };
const spec: IntervalSpec = {
  kind: 'interval',
  from: { event: 'Visit' },
  to: { event: 'Order' },
  interval: 'week',
  breakdown: { property: 'plan' },
};
const bins = [60, 120, 300].map((from, i, all) => ({ from, to: all[i + 1] ?? 600 }));
/** Seconds of each pair, of a person each; null = none in 120 s. */
const waits = (list: (number | null)[], state = OPEN): Waits => ({
  person: Uint32Array.from(list.keys()),
  fromMs: new Float64Array(list.length),
  seconds: Float64Array.from(list, (seconds) => seconds ?? 120),
  state: Uint8Array.from(list, (seconds) => (seconds === null ? state : PAIR)),
  group: new Uint32Array(),
});
const tableOf = (of: Waits): IntervalTable => ({
  ...timesOf(of),
  bins: binned(of, bins),
  byPeriod: [
    { start: '2024-03-04', closed: true, ...timesOf(of) },
    { start: '2024-03-11', closed: false, ...timesOf(waits([])) },
  ],
});
const result: IntervalResult = {
  kind: 'interval',
  units: 10,
  warnings: [],
  rules: [],
  elapsedMs: 1,
  ...tableOf(waits([60, 100, 200, 560, null])),
  breakdown: [
    { value: null, ...tableOf(waits([100])) },
    { value: 'pro', ...tableOf(waits([null])) },
  ],
};
const said = (of: ReturnType<typeof draw>) =>
  of.series.map(({ says }) => says.map((part) => (typeof part === 'string' ? part : part.strong)).join(''));

test('says how long it takes, and what those who have not ended make of it', () => {
  expect(said(draw(spec, result, overview, 'UTC'))).toEqual([
    '4 of 5 people who did “Visit” did “Order” later: half within 2 min 30 s, nine in ten within 7 min 32 s. ' +
      'Those without “Order” counted as long as they were followed, half get there within 3 min 20 s.',
    '1 of 1 person who did “Visit” did “Order” later: half within 1 min 40 s, nine in ten within 1 min 40 s.',
    'None of 1 person was followed by “Order”.',
  ]);
  const again = draw({ ...spec, to: spec.from, each: 'all' }, { ...result, breakdown: [] }, overview, 'UTC');
  expect(said(again)[0]).toMatch(/^4 pairs from one “Visit” to the next, of 4 people: half within 2 min 30 s, /);
});

test('every number leads to its people, those of a group and a period too', () => {
  const { series, beside } = draw(spec, result, overview, 'UTC');
  const [all, none] = series;
  expect(all!.bins.map(({ name, of, upTo }) => [name, of.n, of.heading, upTo.n, upTo.heading])).toEqual([
    ['1–2 min', 2, '2 people took 1–2 min', 2, '2 people took under 2 min'],
    ['2–5 min', 1, '1 person took 2–5 min', 3, '3 people took under 5 min'],
    ['5–10 min', 1, '1 person took 5–10 min', 4, '4 people took under 10 min'],
  ]);
  expect(none!.bins[0]!.of.pointer).toEqual({ value: null, atLeast: 60, under: 120 });
  expect(none!.periods.map(({ of, stillOpen }) => [of.pointer, stillOpen.pointer])).toEqual([
    [
      { value: null, start: '2024-03-04' },
      { value: null, start: '2024-03-04', open: true },
    ],
    [
      { value: null, start: '2024-03-11' },
      { value: null, start: '2024-03-11', open: true },
    ],
  ]);
  expect(beside.heads.slice(0, 3)).toEqual(['People', 'Open', 'Average']);
  expect(beside.rows[2]!.cells.map((cell) => (typeof cell === 'string' ? cell : cell.pointer)).slice(0, 3)).toEqual([
    { value: 'pro', atLeast: 0 },
    { value: 'pro', open: true },
    '–',
  ]);
  expect(beside.rows.map(({ cells }) => cells.at(-1))).toEqual(['3 min 20 s', '1 min 40 s', 'not half']);
});

test('says whether groups get there at the same pace, or why that is not tested', () => {
  const groups = [1, 2].map((n) => ({ observed: n, expected: n }));
  const logRank = { breakdown: { chiSquare: 6.64, degrees: 1, p: 0.01, groups } };
  expect(draw(spec, { ...result, logRank }, overview, 'UTC').pace).toEqual([
    'The groups (n = 1, 1 people) do not get from “Visit” to “Order” at the same pace: log-rank p 0.010, χ² 6.6 with 1 degree of freedom. ' +
      'Some of them are of fewer than 30, so take it with care.',
  ]);
  expect(draw(spec, { ...result, logRank: {} }, overview, 'UTC').pace[0]).toMatch(
    /is not tested: somebody begins in two/,
  );
  expect(draw(spec, { ...result, logRank: {}, breakdown: [] }, overview, 'UTC').pace).toEqual([]);
});

test('with a cap those without the second event in time are told apart', () => {
  const capped = { ...result, ...timesOf(waits([60, null], UNMATCHED)), breakdown: [] };
  const { series, beside } = draw({ ...spec, cap: { n: 1, unit: 'day' } }, capped, overview, 'UTC');
  expect(series[0]!.unmatched).toMatchObject({ n: 1, heading: '1 person without “Order” in time' });
  expect((beside.rows[0]!.cells[2] as Linked).pointer).toEqual({ unmatched: true });
});

test('a box stands for each series and each period, nothing where there are no pairs; everything is saved', () => {
  const drawing = draw(spec, result, overview, 'UTC');
  const { boxes } = boxesOf(drawing.series, drawing, 'below');
  expect(boxes.map(({ name, n, five }) => [name, n, five?.middle ?? null])).toEqual([
    ['All', 4, 150],
    ['no value', 1, 100],
    ['pro', 0, null],
  ]);
  const periods = boxesOf(drawing.series[0]!.periods, drawing, 'across').boxes;
  expect(periods.map(({ name, open }) => [name, open])).toEqual([
    ['4 Mar', false],
    ['11 Mar', true],
  ]);
  expect(columnsOf(drawing.series[0]!, drawing).columns.map(({ parts }) => parts[0]!.value)).toEqual([2, 1, 1]);
  const saving = saver(spec, result, overview, 'UTC', []);
  expect(saving.figure(600, (text) => text.length * 6).body).not.toMatch(/NaN|undefined|Infinity/);
  const table = saving.table();
  expect(table).toHaveLength(1 + 3 * 3 + 1 + 3 * (1 + 2));
  expect(table[1]).toEqual(['All', 60, 120, 2, 2]);
});

test('times are named as one says them', () => {
  const names = [
    [0, 1],
    [86_400, 172_800],
    [1800, 3600],
    [43_200, 86_400],
    [0.5, 1],
    [6300, null],
    [86_401, 86_402],
  ] as const;
  expect(names.map(([from, to]) => binName({ from, to }))).toEqual([
    'under 1 s',
    '1–2 days',
    '30 min – 1 h',
    '12 h – 1 day',
    '0.5–1 s',
    '105 min and more',
    '1 day 1 s – 1 day 2 s',
  ]);
  expect(upToName({ from: 60, to: null })).toBe('however long');
});
