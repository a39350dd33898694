import { expect, test } from 'vitest';
import type { LogOverview } from '#log/overview.ts';
import { columnsOf } from './draw-columns.ts';
import saver from './draw-figure.ts';
import { draw } from './draw.ts';
import type { ActiveDay } from './result-course.ts';
import type { StickinessResult, StickinessTable } from './result.ts';
import { shown } from './shown.svelte.ts';
import type { StickinessSpec } from './spec.ts';

const overview: LogOverview = { people: 0, events: 0, firstMs: 0, lastMs: 0, eventNames: [], daily: [] };
const spec: StickinessSpec = { kind: 'stickiness', of: {}, interval: 'week', breakdown: { property: 'plan' } };

const day = (start: string, covered: number, open: boolean): ActiveDay => ({
  start,
  day: 20,
  week: 50,
  month: 80,
  dayByWeek: 0.4,
  dayByMonth: 0.25,
  weekByMonth: 0.625,
  covered,
  open,
});
const table: StickinessTable = {
  counts: [60, 30, 0, 10, 0],
  active: 100,
  averageIntervals: 1.6,
  course: [day('2026-03-02', 6, false), day('2026-03-03', 7, false), day('2026-03-04', 30, true)],
  means: {
    dayByWeek: { rate: 0.4, days: 1 },
    dayByMonth: { rate: 0, days: 0 },
    weekByMonth: { rate: 0, days: 0 },
  },
};
const result: StickinessResult = {
  kind: 'stickiness',
  units: 120,
  warnings: [],
  rules: [],
  elapsedMs: 1,
  open: 1,
  ...table,
  breakdown: [{ value: null, ...table }],
};

test('the same bars from exact and from cumulative counts', () => {
  const exact = draw(spec, result, overview, 'UTC');
  const orMore = { ...table, counts: [100, 40, 10, 10, 0] };
  const cumulative = draw(
    { ...spec, cumulative: true },
    { ...result, ...orMore, breakdown: [{ value: null, ...orMore }] },
    overview,
    'UTC',
  );
  const told = ({ series }: typeof exact) => series.map(({ counts, says }) => ({ counts, says }));
  expect(told(cumulative)).toEqual(told(exact));
  // up to the most that anybody came
  expect(exact.series[0]!.counts.map(({ name, exactly, orMore }) => [name, exactly.n, orMore.n])).toEqual([
    ['1', 60, 100],
    ['2', 30, 40],
    ['3', 0, 10],
    ['4', 10, 10],
  ]);
  const bars = (drawing: typeof exact) =>
    columnsOf(drawing.series[0]!, drawing).columns.map(({ parts }) => parts[0]!.value);
  expect([bars(exact), bars(cumulative)]).toEqual([
    [60, 30, 0, 10],
    [100, 40, 10, 10],
  ]);
});

test('a ratio is told where the log covers its window, open days are marked', () => {
  const { course } = draw(spec, result, overview, 'UTC').series[0]!;
  expect(course.days.map(({ ratios, open }) => [open, ...ratios])).toEqual([
    [false, null, null, null],
    [false, '40.0%', null, null],
    [true, '40.0%', '25.0%', '62.5%'],
  ]);
  expect(course.ratios.lines[0]!.points.map(({ says }) => says)[2]).toBe(
    '4 Mar, day by week: 20 of 50 people, 40.0%, open',
  );
});

test('every number leads to its people, those of a group too', () => {
  const [, none] = draw(spec, result, overview, 'UTC').series;
  expect(none!.counts[1]!.orMore).toMatchObject({
    pointer: { value: null, intervals: 2, atLeast: true },
    heading: '40 people active in 2 weeks or more',
  });
  expect(none!.course.days[0]!.active.map(({ pointer }) => pointer)).toEqual(
    ['day', 'week', 'month'].map((active) => ({ value: null, start: '2026-03-02', active })),
  );
});

test('is saved as it is seen: the open tab and the chosen group, the table with every group', () => {
  const saving = saver(spec, result, overview, 'UTC', []);
  const figure = () => saving.figure(600, (text) => text.length * 6).body;
  expect(figure()).toContain('>All<');
  expect(figure()).not.toMatch(/NaN|undefined/);
  const often = saving.table();
  expect(often).toHaveLength(1 + 2 * 5);
  expect(often[2]).toEqual(['All', 2, 30, 40]);

  Object.assign(shown, { as: 'course', series: 1 });
  const course = saving.table();
  expect(course).toHaveLength(1 + 2 * 3);
  expect(course[1]).toEqual(['All', '2026-03-02', '', 20, 50, 80, null, null, null]);
  const ratios = figure();
  expect(ratios).toContain('>no value<');
  expect(ratios).not.toMatch(/NaN|undefined/);
  shown.course = 'people';
  expect(figure()).not.toBe(ratios);
  Object.assign(shown, { as: 'often', course: 'ratios', series: 0 });
});
